"""Ten files that are broken on purpose; the whole text the user gets is what is expected."""

import pickle
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regels.tabel.errors import ProbableTypo, TableError, Unreadable
from regels.tabel.mapping import Mapping

from .helpers import run, write_csv, write_parquet


def _csv(*lines: str) -> Callable[[Path], Path]:
    return lambda directory: write_csv(directory / "caseload.csv", *lines)


def _bytes(name: str, content: bytes) -> Callable[[Path], Path]:
    def make(directory: Path) -> Path:
        path = directory / name
        path.write_bytes(content)
        return path

    return make


def _parquet(**columns: pa.Array) -> Callable[[Path], Path]:
    return lambda directory: write_parquet(directory / "caseload.parquet", pa.table(columns))


_FILES: list[tuple[Callable[[Path], Path], str]] = [
    (
        lambda directory: directory / "caseload.csv",
        "caseload.csv: dit bestand bestaat niet. Controleer de naam en de map.",
    ),
    (
        _bytes("caseload.ods", b""),
        "caseload.ods: de soort “.ods” is niet bekend. Verwacht: .parquet, .csv of .xlsx. "
        "Sla het bestand op als een van deze soorten.",
    ),
    (
        _bytes("caseload.csv", b""),
        "caseload.csv: het bestand is leeg. Verwacht: een eerste regel met de namen van de kolommen.",
    ),
    (
        _csv("dossier_id\tmaand", "A\t2026-07"),
        "caseload.csv: in de eerste regel staat geen puntkomma en geen komma. Gevonden: “dossier_id\tmaand”. "
        "Verwacht: namen van kolommen met puntkomma's ertussen, zoals “dossier_id;maand;…”.",
    ),
    (
        _csv("dossier_id;maand;inkomen;inkomen", "A;2026-07;1;2"),
        "caseload.csv: deze kolomnaam staat er vaker dan één keer: “inkomen”. "
        "Verwacht: elke kolom één keer. Verwijder of hernoem de dubbele kolom.",
    ),
    (
        _csv("clientnummer;maand", "A;2026-07"),
        "caseload.csv: de kolom “dossier_id” ontbreekt; zonder die kolom is geen enkele regel te lezen. "
        "Gevonden: “clientnummer”, “maand”. "
        "Voeg de kolom toe, of noem in het koppelbestand de kolom die u bedoelt.",
    ),
    (
        _csv("dossier_id;maand;inkomne", "A;2026-07;1"),
        "caseload.csv: de kolom “inkomne” is niet bekend. Bedoelde u “inkomen”? Die kolom ontbreekt. "
        "Verbeter de naam. Is het echt iets anders, zet “inkomne” dan bij “negeer” in het koppelbestand.",
    ),
    (
        _bytes("caseload.xlsx", b"PK geen werkboek"),
        "caseload.xlsx: dit is geen leesbaar Excel-bestand ({detail}). "
        "Open het in het programma waarmee het is gemaakt en sla het opnieuw op.",
    ),
    (
        _bytes("caseload.csv", "dossier_id;maand\r\n".encode("utf-16")),
        "caseload.csv: de tekens zijn niet te lezen (UTF-16). "
        "Sla het bestand in Excel op als “CSV UTF-8 (door lijstscheidingsteken gescheiden)”.",
    ),
    (
        _parquet(dossier_id=pa.array(["A"]), maand=pa.array(["2026-07"]), inkomen=pa.array([True])),
        "caseload.parquet: de kolom “inkomen” heeft de verkeerde soort. Gevonden: bool. "
        "Verwacht: een bedrag met hoogstens twee decimalen, zoals 1234,56. "
        "Zet de kolom om voordat u het bestand opslaat.",
    ),
    (
        _csv('dossier_id;"maand', "A;2026-07"),
        "caseload.csv: in de eerste regel sluit een aanhalingsteken niet. "
        'Gevonden: “dossier_id;"maand\r\nA;2026-07”. '
        "Zet om elke naam twee aanhalingstekens, of geen.",
    ),
]


@pytest.mark.parametrize(("make", "text"), _FILES)
def test_broken_file(tmp_path: Path, make: Callable[[Path], Path], text: str) -> None:
    with pytest.raises(TableError) as caught:
        run(make(tmp_path))
    detail = getattr(caught.value, "detail", "")
    assert str(caught.value) == f"{tmp_path}/{text.replace('{detail}', detail)}"


@pytest.mark.parametrize(
    ("mapping", "text"),
    [
        (
            Mapping({"inkomem": "loon"}, file="koppel.yaml"),
            "koppel.yaml: “inkomem” is geen kolom van deze regeling. Bedoelde u “inkomen”? "
            "Links van de dubbele punt staat de naam uit de regeling, rechts de naam in uw bestand.",
        ),
        (
            Mapping({"inkomen": "salaris"}),
            "f.csv: het koppelbestand zegt dat “inkomen” in de kolom “salaris” staat, "
            "maar die kolom is er niet. "
            "Gevonden: “dossier_id”, “maand”, “inkomen”, “loon”. Verbeter de naam in het koppelbestand.",
        ),
        (
            Mapping({"inkomen": "loon"}),
            "f.csv: het koppelbestand zegt dat “inkomen” in de kolom “loon” staat, "
            "maar er is ook een kolom “inkomen”. "
            "Zet “inkomen” bij “negeer”, of haal hem uit het koppelbestand.",
        ),
    ],
)
def test_mapping_that_does_not_fit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapping: Mapping, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_csv(Path("f.csv"), "dossier_id;maand;inkomen;loon", "A;2026-07;1;2")
    with pytest.raises(TableError) as caught:
        run("f.csv", mapping=mapping)
    assert str(caught.value) == text


def test_mistakes_survive_pickling() -> None:
    mistake = ProbableTypo("f.csv", "inkomne", "inkomen")
    assert str(pickle.loads(pickle.dumps(mistake))) == str(mistake)


def test_parquet_that_is_damaged_within_is_named(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    rows = pa.table({"dossier_id": [f"D{i}" for i in range(500)], "maand": ["2026-07"] * 500})
    pq.write_table(rows, path, use_dictionary=False)
    data = bytearray(path.read_bytes())
    data[30:200] = b"\xff" * 170
    path.write_bytes(data)
    with pytest.raises(Unreadable, match=r"in\.parquet: dit is geen leesbaar Parquet-bestand \(.*[^.]\)\."):
        run(path)
