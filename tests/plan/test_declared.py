"""What a file must have and what may stand in its header and inputs."""

from fractions import Fraction

import pytest

from tests.plan.regeling import BASE, findings, plan, rule, shown


class TestHeader:
    @pytest.mark.parametrize("key", ["regeling", "titel", "grondslag", "peildatum", "tijdvak"])
    def test_missing(self, key: str) -> None:
        base = "\n".join(line for line in BASE.split("\n") if not line.startswith(f"{key}:"))
        assert findings(rule("a"), base) == [f"basis.yaml:1 [ontbreekt] De regeling heeft geen `{key}:`."]

    def test_peildatum_is_a_moment(self) -> None:
        (found,) = findings(rule("a"), BASE.replace("peildatum: maand", "peildatum: n"))
        assert found == "basis.yaml:5 [soort] `peildatum:` is een datum of een maand, geen getal."

    @pytest.mark.parametrize(
        ("span", "message"),
        [
            ("maand: mand", "[naam] ‘mand’ is geen invoer."),
            ("maand: n", "[tijdvak] `maand:` van het tijdvak is een maand, maar ‘n’ is een getal."),
            ("maand: maand, van_dag: d", "`van_dag:` van het tijdvak is een getal, maar ‘d’ is een datum."),
            ("maand: maand, tot_dag: fijn", "van het tijdvak is een getal, maar ‘fijn’ is een getal."),
        ],
    )
    def test_span(self, span: str, message: str) -> None:
        (found,) = findings(rule("a"), BASE.replace("tijdvak: {maand: maand}", f"tijdvak: {{{span}}}"))
        assert found.startswith("basis.yaml:6 [")
        assert found.endswith(message)

    def test_columns_of_the_span(self) -> None:
        base = BASE.replace("tijdvak: {maand: maand}", "tijdvak: {maand: maand, van_dag: n}")
        made = plan(rule("a"), base)
        assert [made.inputs[index].name for index in (made.month, made.from_day)] == ["maand", "n"]
        assert made.to_day == -1

    def test_at_most_63_reasons(self) -> None:
        more = "".join(f"  extra{i}: {{soort: ja/nee, titel: t}}\n" for i in range(50))
        (found,) = findings(rule("a"), BASE + more)
        assert found == "basis.yaml:2 [te_veel_velden] Er zijn meer dan 63 redenen van onbekendheid."


NO_BOUNDS = "[grenzen] Een getal heeft een `minimaal:` en een `maximaal:` nodig."
PLACES = "[soort] `decimalen:` is een heel getal van 0 tot en met 6, geen ‘7’."
EMPTY = "[soort] `leeg:` kan alleen ‘n.v.t.’ zijn; een lege waarde is anders onbekend."
OPTIONS = "[soort] Een keuze heeft `opties:` en een andere soort niet."
FINER = "[soort] ‘1,5’ heeft meer decimalen dan deze waarde kan hebben."


class TestInputs:
    @pytest.mark.parametrize(
        ("soort", "message"),
        [
            ("getal", NO_BOUNDS),
            ("getal, minimaal: 0", NO_BOUNDS),
            ("getal, minimaal: 5, maximaal: 1", "[grenzen] Het minimum is hoger dan het maximum."),
            ("bedrag, maximaal: 5", "[soort] ‘5’ is geen bedrag."),
            ("getal, minimaal: 0, maximaal: '1,5'", FINER),
            ("getal, minimaal: 0, maximaal: 9, decimalen: 7", PLACES),
            ("bedrag, leeg: nul", EMPTY),
            ("keuze", OPTIONS),
            ("bedrag, opties: [x, y]", OPTIONS),
            ("keuze, opties: [x, y], afwezig: z", "[soort] ‘z’ is geen keuze uit: x, y."),
            ("bdrag", "[soort] ‘bdrag’ is geen soort."),
            ("getal, eenheid: uur per wek", "[eenheid] ‘wek’ is geen eenheid."),
            ("getal per maand", "[soort] ‘getal per maand’ is geen soort."),
        ],
    )
    def test_refused(self, soort: str, message: str) -> None:
        assert findings(rule("a"), f"{BASE}  zz: {{titel: t, soort: {soort}}}\n")[0].endswith(message)

    def test_absent(self) -> None:
        twelve = f"{BASE}  zz: {{soort: bedrag, titel: t, afwezig: '€ 12,50'}}\n"
        assert shown(plan(rule("zz"), twelve), "u", {}) == [Fraction("12.5")]
        nothing = f"{BASE}  zz: {{soort: bedrag, titel: t, afwezig: n.v.t.}}\n"
        assert shown(plan(rule("ALS_NVT(zz; € 3)"), nothing), "u", {}) == [3]

    def test_percentages_have_two_decimals_unless_told(self) -> None:
        base = f"{BASE}  q: {{soort: percentage, titel: t, decimalen: 3}}\n"
        kinds = {spec.name: spec.type for spec in plan(rule("a"), base).inputs}
        assert (kinds["p"].scale, kinds["p"].high) == (4, 10_000)
        assert (kinds["q"].scale, kinds["q"].high) == (5, 100_000)

    def test_nvt_lies_within_the_bounds(self) -> None:
        """Zero stands for n.v.t. in the representation."""
        base = f"{BASE}  zz: {{soort: bedrag, titel: t, minimaal: € 5, maximaal: € 9, leeg: n.v.t.}}\n"
        kind = plan(rule("a"), base).inputs[-1].type
        assert (kind.low, kind.high, kind.nvt) == (0, 900, True)

    def test_bits_follow_the_order_of_the_columns(self) -> None:
        assert [spec.bit for spec in plan(rule("a")).inputs][:3] == [1, 2, 4]
