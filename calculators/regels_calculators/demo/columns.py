"""The columns of the input of the inkomstenverrekening, and arrays of integers turned into them."""

from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

LEEFVORMEN: Final = ("alleenstaande", "alleenstaande_ouder", "gehuwden")
INRICHTINGEN: Final = ("geen", "aanvrager", "partner", "beiden")

BEDRAG: Final = pa.decimal128(12, 2)
PERCENTAGE: Final = pa.decimal128(5, 2)
KEUZE: Final = pa.dictionary(pa.int8(), pa.string())

SCHEMA: Final = pa.schema(
    [
        ("dossier_id", pa.string()),
        ("maand", pa.date32()),
        ("van_dag", pa.int8()),
        ("tot_dag", pa.int8()),
        ("leefvorm", KEUZE),
        ("geboortedatum", pa.date32()),
        ("geboortedatum_partner", pa.date32()),
        ("ten_laste_komende_kinderen", pa.int16()),
        ("geboortedatum_jongste_kind", pa.date32()),
        ("kostendelende_medebewoners", pa.int16()),
        ("inrichting", KEUZE),
        ("partner_rechthebbend", pa.bool_()),
        ("uitgesloten", pa.bool_()),
        ("vermogen", BEDRAG),
        ("vermogen_eigen_woning", BEDRAG),
        ("inkomen_arbeid", BEDRAG),
        ("inkomen_arbeid_partner", BEDRAG),
        ("vakantietoeslag_arbeid", BEDRAG),
        ("vakantietoeslag_arbeid_partner", BEDRAG),
        ("inkomen_lks", BEDRAG),
        ("inkomen_lks_partner", BEDRAG),
        ("inkomen_overig", BEDRAG),
        ("inkomen_overig_partner", BEDRAG),
        ("bijdrage_arbeidsinschakeling", pa.bool_()),
        ("bijdrage_arbeidsinschakeling_partner", pa.bool_()),
        ("volledige_zorg", pa.bool_()),
        ("medisch_urenbeperkt", pa.bool_()),
        ("medisch_urenbeperkt_partner", pa.bool_()),
        ("urenuitbreiding_mogelijk", pa.bool_()),
        ("urenuitbreiding_mogelijk_partner", pa.bool_()),
        ("vrijlating_n_maanden", pa.int16()),
        ("vrijlating_n_maanden_partner", pa.int16()),
        ("vrijlating_z_maanden", pa.int16()),
        ("vrijlating_z_maanden_partner", pa.int16()),
        ("vrijlating_r_begin", pa.date32()),
        ("ontving_bijstand", pa.bool_()),
        ("verhoging_jongere", pa.bool_()),
        ("verhoging_jongere_partner", pa.bool_()),
        ("verlaging_woonsituatie", BEDRAG),
        ("verlaging_schoolverlater", BEDRAG),
        ("afstemming", BEDRAG),
        ("maatregel_percentage", PERCENTAGE),
    ]
)

_OPTIONS: Final = {"leefvorm": LEEFVORMEN, "inrichting": INRICHTINGEN}


def column(name: str, values: NDArray[Any], empty: NDArray[np.bool_] | None = None) -> Any:
    """An Arrow array of the column's own type.

    Amounts and percentages come in hundredths, dates as days since 1970-01-01, choices as the
    index of the option. Where ``empty`` holds, the value is empty.
    """
    kind = SCHEMA.field(name).type
    if pa.types.is_decimal(kind):
        return decimals(values, kind, empty)
    if pa.types.is_dictionary(kind):
        return pa.DictionaryArray.from_arrays(
            pa.array(values.astype(np.int8), mask=empty), list(_OPTIONS[name])
        )
    if pa.types.is_date(kind):
        return pa.array(values.astype(np.int32), mask=empty).view(kind)
    return pa.array(values, type=kind, mask=empty)


def decimals(values: NDArray[np.int64], kind: Any, empty: NDArray[np.bool_] | None = None) -> Any:
    """Hundredths as decimals of two places, without a detour through text or floats."""
    halves = np.empty((len(values), 2), dtype=np.int64)
    halves[:, 0] = values
    halves[:, 1] = values >> 63
    valid = None if empty is None else pa.array(~empty).buffers()[1]
    return pa.Array.from_buffers(kind, len(values), [valid, pa.py_buffer(halves)])


def hundredths(array: Any) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The values of a decimal array in hundredths (0 where empty), and where it is empty."""
    filled = array.fill_null(0).cast(pa.decimal128(18, 2))
    halves = np.frombuffer(filled.buffers()[1], dtype=np.int64)
    start = 2 * filled.offset
    empty = np.asarray(array.is_null())
    return halves[start : start + 2 * len(filled) : 2].copy(), empty
