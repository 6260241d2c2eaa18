"""``zonder`` and ``keer``: events that are not there, or often enough, seen from one event of a signal."""

from collections.abc import Callable

from regels.bestand.text import Text
from regels.errors import nearest
from regels.monitor.fields import refuse
from regels.monitor.format import Absence, Count
from regels.monitor.formulas import Part, conditions
from regels.monitor.model import Comparison, KindSpec, Moment, Ref, Window
from regels.monitor.moments import moment
from regels.monitor.scope import Scope

FindKind = Callable[[Text], tuple[int, KindSpec]]
"""A kind of event by its name, with its place. Raises LanguageError."""


def window(entry: Absence, scope: Scope, kind_of: FindKind) -> Window:
    """What is written under ``zonder`` or ``keer``. Raises LanguageError."""
    place, theirs = kind_of(entry.soort)
    alias = _alias(entry, scope)
    mine = scope.kinds[alias]
    inner = scope.of((theirs.name,), (theirs,))
    outer = scope.of((scope.aliases[alias],), (mine,))
    where = [part for text in entry.als for _, part in conditions(text, inner)]
    first, last = (_edge(text, outer) for text in (entry.vanaf, entry.tot_en_met))
    return Window(
        alias, place, tuple(_same(name, mine, theirs) for name in entry.zelfde),
        tuple(_plain(part, entry) for part in where), first, last,
        _minimum(entry.minstens, scope) if isinstance(entry, Count) else 0,
    )  # fmt: skip


def _alias(entry: Absence, scope: Scope) -> int:
    """From which event it is seen; the only one if there is one."""
    if entry.bij is None:
        if len(scope.aliases) > 1:
            advice = f"Zet er `bij:` bij, met {' of '.join(scope.aliases)}."
            raise refuse(entry.soort.position, "bij", "Van welke gebeurtenis uit gezien?", advice)
        return 0
    if str(entry.bij) not in scope.aliases:
        advice = nearest(str(entry.bij), scope.aliases) or f"Kies uit: {', '.join(scope.aliases)}."
        raise refuse(entry.bij.position, "naam", f"‘{entry.bij}’ staat niet onder `neem:`.", advice)
    return scope.aliases.index(str(entry.bij))


def _same(name: Text, mine: KindSpec, theirs: KindSpec) -> tuple[Ref, Ref]:
    for kind in (mine, theirs):
        if str(name) not in kind.fields:
            message = f"‘{kind.name}’ heeft geen veld ‘{name}’."
            raise refuse(name.position, "naam", message, nearest(str(name), kind.fields))
    return Ref(mine.fields.index(str(name))), Ref(theirs.fields.index(str(name)))


def _plain(part: Part, entry: Absence) -> Comparison:
    if not isinstance(part, Comparison):
        message = "Hier kan alleen een veld met een waarde worden vergeleken."
        raise refuse(entry.soort.position, "formule", message)
    return part


def _edge(text: Text | None, scope: Scope) -> Moment | None:
    if text is None:
        return None
    found = moment(text, scope)[1]
    if found.reached:
        raise refuse(text.position, "formule", "BEREIKT kan alleen in `sinds:` en `vervalt:`.")
    return found


def _minimum(text: Text, scope: Scope) -> int:
    """How many there must be: 1, or a figure."""
    if str(text) == "1":
        return 1
    known = scope.figures.specs
    if str(text) not in known:
        advice = nearest(str(text), known) or "Zet het aantal onder `instellingen:` of `cijfers:`."
        raise refuse(text.position, "kaal_getal", f"‘{text}’ is geen naam van een aantal.", advice)
    number = scope.use(scope.figures.at(str(text)))
    if number.unit or (number.value < 1 and not number.missing):
        raise refuse(text.position, "eenheid", f"‘{text}’ is geen aantal van minstens 1.")
    return max(number.value, 1)
