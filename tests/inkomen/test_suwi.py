"""The income file of UWV: signs apart, cents, dates, an open end, and no net wage."""

from pathlib import Path

import pytest
from regels_calculators.inkomen.job import Intake, take_in
from regels_calculators.inkomen.net import REGELING
from regels_calculators.inkomen.suwi import PersonUnclear, read_persons, read_suwi, short_name

from regels.ruleset import Ruleset, load
from regels.tabel.errors import DuplicateColumns, MissingColumn, Unreadable

RULESET = load("landelijk", REGELING)
PERSONS = {"000000012": ("1001", "aanvrager")}
AMOUNT = (
    "<{0}><CdMunteenheid>EUR</CdMunteenheid><CdPositiefNegatief>{1}</CdPositiefNegatief>"
    "<WaardeBedr>{2}</WaardeBedr></{0}>"
)
FLAT = {
    "ClientSuwi.Burgerservicenr": "12",
    "Inkomstenverhouding.AdministratieveEenheid.Loonheffingennr": "123L01",
    "Inkomstenverhouding.VolgnrIkv": "1",
    "Inkomstenverhouding.DatBIkv": "20260101",
    "Inkomstenverhouding.DatEIkv": "99991230",
    "Inkomstenopgave.DatBIko": "20260601",
    "Inkomstenopgave.DatEIko": "20260628",
    "Inkomstenopgave.BedrLoonLbPremieVolksverz.WaardeBedr": "80000",
    "Inkomstenopgave.BedrLoonLbPremieVolksverz.CdPositiefNegatief": "+",
    "Inkomstenopgave.BedrIngehoudenLbPremieVolksverz.WaardeBedr": "7005",
    "Inkomstenopgave.BedrIngehoudenLbPremieVolksverz.CdPositiefNegatief": "-",
    "Inkomstenopgave.BedrLoonLbPremieVolksverz.CdPeriodeEenheidGeldigheidBedr": "05",
}


def message(**more: str) -> str:
    wage, tax = (
        AMOUNT.format("BedrLoonLbPremieVolksverz", "+", "80000"),
        AMOUNT.format("BedrIngehoudenLbPremieVolksverz", "-", "7005"),
    )
    return f"""<?xml version="1.0"?>{more.get("doctype", "")}
    <s:UWVPersoonsIkvInfoResponse xmlns:s="urn:suwi"><ClientSuwi>
      <Inkomstenverhouding>
        <Inkomstenopgave><DatBIko>20260601</DatBIko><DatEIko>20260628</DatEIko>{wage}{tax}
          {AMOUNT.format("BedrVakantietoeslag", "+", "0")}
          <AantVerloondeUrenIko>40</AantVerloondeUrenIko></Inkomstenopgave>
        <VolgnrIkv>1</VolgnrIkv><DatBIkv>20260101</DatBIkv><DatEIkv>99991230</DatEIkv>
        <Inkomstenperiode><DatBIkp>20260101</DatBIkp><CdSrtIkv>15</CdSrtIkv></Inkomstenperiode>
        <AdministratieveEenheid><Loonheffingennr>123L01</Loonheffingennr></AdministratieveEenheid>
      </Inkomstenverhouding>
      <Burgerservicenr>000000012</Burgerservicenr>
    </ClientSuwi></s:UWVPersoonsIkvInfoResponse>"""


def xml(path: Path, text: str) -> Intake:
    (path / "bericht.xml").write_text(text, "utf-8")
    return take_in(read_suwi(path / "bericht.xml", PERSONS), RULESET)


def flat_file(path: Path, **changed: str) -> Path:
    row = {name: changed.get(short_name(name).replace(".", "_"), value) for name, value in FLAT.items()}
    row |= {name: value for name, value in changed.items() if name.islower()}
    text = "\n".join(";".join(cells) for cells in (row, row.values()))
    (path / "vlak.csv").write_text(text, "utf-8")
    return path / "vlak.csv"


def flat(path: Path, **changed: str) -> Intake:
    return take_in(read_suwi(flat_file(path, **changed), PERSONS), RULESET)


def test_a_message_gives_payments_without_net(tmp_path: Path) -> None:
    intake = xml(tmp_path, message())
    (row,) = intake.months.to_pylist()
    assert (row["dossier_id"], row["persoon"], row["ikv"]) == ("1001", "aanvrager", "123L01/1")
    assert (row["netto"], row["ikv_tot"], row["vierweken"]) == (None, None, True)
    assert row["onbekend"] == "netto+vakantietoeslag_opgebouwd"
    assert row["vakantietoeslag_betaald"] == 0
    values = intake.records.values
    assert (values["loon"][0], values["loonheffing"][0], values["uren"][0]) == (80000, -7005, 4000)


def test_a_flat_table_says_the_same(tmp_path: Path) -> None:
    one, other = xml(tmp_path, message()), flat(tmp_path)
    assert one.months.drop_columns("vakantietoeslag_betaald").to_pylist() == [
        {**row, "onbekend": row["onbekend"].replace("vakantietoeslag_betaald+", "")}
        for row in other.months.drop_columns("vakantietoeslag_betaald").to_pylist()
    ]


def test_parts_beside_it_allow_the_rule_that_the_college_chose(tmp_path: Path, chosen: Ruleset) -> None:
    """800,00 + 70,05 − 4,00 = 866,05: the withheld tax was negative."""
    parts = {
        "zvw": "0",
        "premies": "4,00",
        "voordeel_auto": "0",
        "vrijgesteld": "0",
        "vakantietoeslag_betaald": "0",
    }
    (row,) = take_in(read_suwi(flat_file(tmp_path, **parts), PERSONS), chosen).months.to_pylist()
    assert str(row["netto"]) == "866.05"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"BedrLoonLbPremieVolksverz_CdPositiefNegatief": "P"}, "loon"),
        ({"BedrLoonLbPremieVolksverz_CdPositiefNegatief": ""}, "loon"),
        ({"BedrLoonLbPremieVolksverz_WaardeBedr": "-80000"}, "loon"),
        ({"BedrLoonLbPremieVolksverz_CdPeriodeEenheidGeldigheidBedr": "04"}, "loon"),
        ({"BedrLoonLbPremieVolksverz_CdPeriodeEenheidGeldigheidBedr": "77"}, "loon"),
        ({"DatBIko": "20260600"}, "periode_van"),
        ({"DatEIko": "202606"}, "periode_tot"),
        ({"Burgerservicenr": "999"}, "dossier_id"),
        ({"VolgnrIkv": ""}, "ikv"),
    ],
)
def test_what_cannot_be_read_is_set_apart(tmp_path: Path, changed: dict[str, str], field: str) -> None:
    intake = flat(tmp_path, **changed)
    assert intake.apart == 1
    assert field in {reject.field for reject in intake.records.rejects}
    assert "999" not in {reject.found for reject in intake.records.rejects}


def test_a_period_may_be_shorter_than_its_unit(tmp_path: Path) -> None:
    assert flat(tmp_path, BedrLoonLbPremieVolksverz_CdPeriodeEenheidGeldigheidBedr="06").apart == 0


def test_a_doctype_and_broken_xml_are_refused(tmp_path: Path) -> None:
    for text in (message(doctype='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), message()[:-9], "geen xml"):
        with pytest.raises(Unreadable):
            xml(tmp_path, text)


def test_the_table_of_persons(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("burgerservicenummer;dossier_id;persoon\n12;1001;aanvrager\n", "utf-8")
    assert read_persons(tmp_path / "p.csv") == PERSONS
    (tmp_path / "q.csv").write_text("bsn;dossier_id;persoon\n12;1001;aanvrager\n", "utf-8")
    with pytest.raises(MissingColumn):
        read_persons(tmp_path / "q.csv")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["12;1001;aanvrager", "000000012;1002;aanvrager"], "regel 3, .*al bij een ander"),
        (["12;1001;aanvrager", ";1002;aanvrager"], "regel 3, .*geen burgerservicenummer"),
        (["0;1002;aanvrager"], "regel 2, .*geen burgerservicenummer"),
        (["12;1001"], "regel 2, .*2 velden"),
    ],
)
def test_a_table_of_persons_that_leaves_doubt_is_refused(tmp_path: Path, lines: list[str], says: str) -> None:
    """Or income without a number, or of two dossiers, would go to someone whose it is not."""
    text = "\n".join(["burgerservicenummer;dossier_id;persoon", *lines])
    (tmp_path / "p.csv").write_text(text, "utf-8")
    with pytest.raises(PersonUnclear, match=says) as error:
        read_persons(tmp_path / "p.csv")
    assert "000000012" not in str(error.value)


def test_the_same_person_twice_is_one_person(tmp_path: Path) -> None:
    text = "burgerservicenummer;dossier_id;persoon\n\n12;1001;aanvrager\n000000012;1001;aanvrager\n"
    (tmp_path / "p.csv").write_text(text, "utf-8")
    assert read_persons(tmp_path / "p.csv") == PERSONS


def test_income_without_a_number_is_of_nobody(tmp_path: Path) -> None:
    intake = flat(tmp_path, Burgerservicenr="")
    assert (intake.apart, intake.months.num_rows) == (1, 0)


def test_a_line_keeps_its_number_and_one_whose_columns_shifted_is_not_read(tmp_path: Path) -> None:
    path = flat_file(tmp_path)
    header, line = path.read_text("utf-8").splitlines()
    name, _, rest = line.partition(";")
    path.write_text("\n".join([header, line, f"{name};{rest.partition(';')[2]}"]), "utf-8")
    intake = take_in(read_suwi(path, PERSONS), RULESET)
    assert [(reject.field, reject.row) for reject in intake.records.rejects] == [("(hele regel)", 3)]
    assert intake.counted == 1
    broken = message().replace("20260628", "20260699")
    (reject,) = xml(tmp_path, broken).records.rejects
    assert (reject.field, broken.splitlines()[reject.row - 1].strip()[:17]) == (
        "periode_tot",
        "<Inkomstenopgave>",
    )


def test_two_columns_that_come_down_to_one_name_are_refused(tmp_path: Path) -> None:
    path = flat_file(tmp_path)
    header, line = path.read_text("utf-8").splitlines()
    path.write_text(f"{header};Inkomstenperiode.DatBIkv\n{line};20260301", "utf-8")
    with pytest.raises(DuplicateColumns, match="DatBIkv"):
        read_suwi(path, PERSONS)


@pytest.mark.parametrize(
    ("element", "value", "field"),
    [
        ("DatBIko", "20260602", "periode_van"),
        ("Loonheffingennr", "999L01", "ikv"),
        ("AantVerloondeUrenIko", "41", "uren"),
        ("Burgerservicenr", "000000999", "dossier_id"),
    ],
)
def test_an_element_that_says_two_things_says_nothing(
    tmp_path: Path, element: str, value: str, field: str
) -> None:
    """The last one does not win: it may be the number of a partner, or another day."""
    twice = message().replace(f"</{element}>", f"</{element}><Ander><{element}>{value}</{element}></Ander>")
    intake = xml(tmp_path, twice)
    assert field in {reject.field for reject in intake.records.rejects} and intake.counted == 0
    assert not any("000000" in reject.found for reject in intake.records.rejects)
    same = message().replace("</DatBIko>", "</DatBIko><Ander><DatBIko>20260601</DatBIko></Ander>")
    assert xml(tmp_path, same).counted == 1
