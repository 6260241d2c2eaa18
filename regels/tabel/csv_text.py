"""Arrow to the bytes of Dutch csv, and cells made harmless for spreadsheets."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

BOM = b"\xef\xbb\xbf"
NEWLINE = "\r\n"

_FORMULA = "^[=+\\-@\t\r]"
_SPECIAL = '[;"\r\n]'


def header_bytes(names: list[str]) -> bytes:
    """The header line."""
    row = pa.RecordBatch.from_arrays(
        [pa.array([name]) for name in names], [str(i) for i in range(len(names))]
    )
    return csv_bytes(row)


def csv_bytes(batch: pa.RecordBatch) -> bytes:
    """All rows as csv lines."""
    if not batch.num_rows:
        return b""
    cells = [cell_text(column) for column in batch.columns]
    lines = pc.binary_join_element_wise(*cells, ";")
    closed = pc.binary_join_element_wise(lines, pa.scalar(NEWLINE), "")
    offsets = np.frombuffer(closed.buffers()[1], np.int32, len(closed) + 1, closed.offset * 4)
    return bytes(closed.buffers()[2][int(offsets[0]) : int(offsets[-1])])


def cell_text(column: pa.Array) -> pa.Array:
    """One column as csv cells; null is empty."""
    type = column.type
    if pa.types.is_dictionary(type):
        return cell_text(column.dictionary).take(column.indices).fill_null("")
    if pa.types.is_boolean(type):
        return pc.if_else(column, "ja", "nee").fill_null("")
    if pa.types.is_decimal(type) or pa.types.is_floating(type):
        return pc.replace_substring(column.cast(pa.string()), ".", ",").fill_null("")
    text = column.cast(pa.string())
    if pa.types.is_integer(type) or pa.types.is_date(type) or pa.types.is_null(type):
        return text.fill_null("")
    return quoted(harmless(text)).fill_null("")


def harmless(text: pa.Array) -> pa.Array:
    """Text that a spreadsheet would run as a formula (= + - @, tab, return) gets an apostrophe before it."""
    risky = pc.match_substring_regex(text, _FORMULA)
    if not pc.any(risky).as_py():
        return text
    return pc.if_else(risky, pc.binary_join_element_wise(pa.scalar("'"), text, ""), text)


def quoted(text: pa.Array) -> pa.Array:
    """Text with a semicolon, quote or newline between quotes, its quotes doubled."""
    special = pc.match_substring_regex(text, _SPECIAL)
    if not pc.any(special).as_py():
        return text
    doubled = pc.replace_substring(text, '"', '""')
    return pc.if_else(special, pc.binary_join_element_wise(pa.scalar('"'), doubled, pa.scalar('"'), ""), text)
