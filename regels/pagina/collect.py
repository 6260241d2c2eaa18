"""From a ruleset to the data of its page: the texts come from the source, what is in force from the plan."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from re import findall
from typing import Any

from regels import __version__
from regels.bestand.source import Source
from regels.pagina import model as m
from regels.pagina.figures import fills, kind_text, parameters, settings
from regels.pagina.rules import line
from regels.pagina.rules import rules as made_rules
from regels.plan.kinds import NVT_SUFFIX, unit_text
from regels.plan.plan import OutcomeSpec, Plan
from regels.plan.types import Kind, Type
from regels.plan.versions import unversioned
from regels.plan.written import USUAL, kind_of, options_of, text

BOUNDED = (Kind.NUMBER, Kind.MONEY, Kind.PERCENT)


def collect(source: Source, plan: Plan) -> m.Page:
    """The page of a sound ruleset: ``plan`` is made of ``source``."""
    figures, choices, filled = parameters(source, plan), settings(source, plan), fills(source, plan)
    inputs, conditions = _inputs(source, plan), _conditions(source)
    rules, states = made_rules(source, plan), _states(source, plan)
    span = source.header["tijdvak"].value
    return m.Page(
        name=plan.name, title=line(plan.title), basis=line(source.header["grondslag"].value),
        decides=plan.decides, layers=source.layers, hash=plan.hash, version=__version__,
        proposals=tuple(line(file.data["voorstel"]) for file in source.files if "voorstel" in file.data),
        span={key: str(name) for key, name in span if name is not None},
        peildatum=str(source.header["peildatum"].value),
        persons=tuple(
            m.Person(name, text(item.value.achtervoegsel), text(item.value.als))
            for name, item in source.items("personen").items()
        ),
        inputs=inputs, conditions=conditions, outcomes=_outcomes(source, plan),
        remarks=_remarks(source, "opmerkingen"), rejections=_remarks(source, "afkeuren"),
        parameters=figures, settings=choices, roundings=_roundings(source), rules=rules, states=states,
        fills=filled, additions=_additions(source), words=_words(plan),
        sources=_sources(source, figures, choices),
        articles=_articles([*figures, *choices, *rules, *states], conditions),
    )  # fmt: skip


def _inputs(source: Source, plan: Plan) -> tuple[m.Input, ...]:
    columns = defaultdict(list)
    for spec in plan.inputs:
        columns[spec.position].append(spec.name)
    return tuple(
        m.Input(
            item.name, tuple(columns[item.position]), line(item.value.titel), kind_text(item.value),
            options_of(item.value), _bounds(item.value), line(text(item.value.vraag)),
            line(text(item.value.uitleg)), text(item.value.oordeel), text(item.value.leeg) or m.UNKNOWN,
            text(item.value.afwezig) or m.UNKNOWN,
        )
        for item in source.items("invoer").values()
    )  # fmt: skip


def _bounds(entry: Any) -> tuple[str, str] | None:
    """The lowest and highest value that an input takes, as written; None when there is nothing to say."""
    kind = kind_of(entry).kind
    if kind in (Kind.BOOL, Kind.CHOICE) or (
        kind not in BOUNDED and entry.minimaal is None and entry.maximaal is None
    ):
        return None
    low, high = USUAL.get(kind, ("", ""))
    return text(entry.minimaal) or low, text(entry.maximaal) or high


def _conditions(source: Source) -> tuple[m.Condition, ...]:
    found = [
        m.Condition(
            item.name, int(item.value.rang), str(item.value.geldt), text(item.value.noem_als),
            str(item.value.anders) == "onbepaald", str(item.value.artikel), line(item.value.zo_niet),
        )
        for item in source.items("voorwaarden").values()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda condition: condition.rank))


def _outcomes(source: Source, plan: Plan) -> tuple[m.Outcome, ...]:
    written = source.items("uitkomsten")
    return tuple(_outcome(spec, str(written[spec.name].value.waarde)) for spec in plan.outcomes)


def _outcome(spec: OutcomeSpec, formula: str) -> m.Outcome:
    return m.Outcome(
        spec.name, line(spec.title), _kind(spec.type), spec.type.options,
        formula, spec.required, spec.always,
    )  # fmt: skip


def _kind(made: Type) -> str:
    """A type as a ruleset writes it: ``bedrag per maand``, ``getal (dag)``."""
    unit = unit_text(made.unit)
    shown = unit if made.kind is Kind.MONEY else f"({unit})"
    return f"{made.kind.value}{f' {shown}' if unit else ''}{NVT_SUFFIX if made.nvt else ''}"


def _remarks(source: Source, section: str) -> tuple[m.Remark, ...]:
    return tuple(
        m.Remark(
            item.name, str(item.value.als), line(item.value.tekst), text(item.value.artikel),
            text(item.value.veld),
        )
        for item in source.items(section).values()
    )  # fmt: skip


def _roundings(source: Source) -> tuple[m.Rounding, ...]:
    return tuple(
        m.Rounding(
            item.name, line(item.value.titel), str(item.value.op), str(item.value.wijze),
            line(item.value.grond),
        )
        for item in source.items("afrondingen").values()
    )  # fmt: skip


def _states(source: Source, plan: Plan) -> tuple[m.State, ...]:
    return tuple(
        m.State(
            item.name, line(item.value.titel), kind_text(item.value), str(item.value.artikel),
            str(item.value.begin), str(item.value.volgende), item.value.per is not None,
        )
        for item in source.items("toestand").values()
    )  # fmt: skip


def _words(plan: Plan) -> tuple[tuple[str, str], ...]:
    """What people call the options of outcomes."""
    options = {option for spec in plan.outcomes for option in spec.type.options}
    return tuple((name, line(said)) for name, said in plan.words if name in options)


def _additions(source: Source) -> tuple[m.Addition, ...]:
    """What stands in the ordinary sections of an overlay, but for its sources and what it changes."""
    found = []
    for layer in source.layers[1:]:
        for section, items in source.sections.items():
            names = tuple(n for n, item in items.items() if item.origin == layer and n == unversioned(n))
            if names and section != "bronnen":
                found.append(m.Addition(layer, section, names))
    return tuple(found)


def _sources(
    source: Source, figures: Iterable[m.Parameter], choices: Iterable[m.Setting]
) -> Mapping[str, str]:
    """The address of every source that a figure on the page names, in the order written."""
    used = {figure.source for one in figures for figure in one.figures}
    used |= {figure.source for one in choices for figure in one.filled}
    return {str(name): str(item.value) for name, item in source.items("bronnen").items() if name in used}


def _articles(
    entries: Iterable[m.Parameter | m.Setting | m.Rule | m.State], conditions: Iterable[m.Condition]
) -> tuple[m.Article, ...]:
    """Every article that is cited, in the order of the law, with what rests on it."""
    names, ruled = defaultdict(list), defaultdict(list)
    for entry in entries:
        names[entry.article].append(entry.name)
        for version in entry.versions if isinstance(entry, m.Rule) else ():
            names[version.article] += [entry.name] if entry.name not in names[version.article] else []
    for condition in conditions:
        ruled[condition.article].append(condition.name)
    cited = sorted({*names, *ruled}, key=_natural)
    return tuple(m.Article(article, tuple(names[article]), tuple(ruled[article])) for article in cited)


def _natural(article: str) -> list[tuple[int, str]]:
    """``art. 9`` comes before ``art. 10``."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in findall(r"\d+|\D+", article)]
