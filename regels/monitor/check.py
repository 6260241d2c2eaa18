"""From what was written to a checked set: names, kinds, figures of the day, limits of durable-rules."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from regels.bestand.source import Item
from regels.bestand.text import Text
from regels.errors import Finding, LanguageError, RulesetError, nearest
from regels.lints.naam_vorm import ADVICE, FORM
from regels.monitor import lints
from regels.monitor.days import EPOCH
from regels.monitor.fields import answered_fields, answered_kind, field_spec, kind_spec, refuse
from regels.monitor.figures import Figures, figures
from regels.monitor.format import Signal
from regels.monitor.formulas import conditions
from regels.monitor.model import (
    Comparison,
    FieldSpec,
    Join,
    KindSpec,
    Moment,
    Ref,
    Relation,
    SignalSet,
    SignalSpec,
)
from regels.monitor.moments import moment
from regels.monitor.read import Written, default_directory, read
from regels.monitor.scope import Scope
from regels.monitor.windows import window

MOST_ALIASES = 4
NEVER = 0, Moment(Ref(-1), False, None, ())
T = TypeVar("T")


@dataclass
class Checked:
    """``set``: None when something is wrong."""

    set: SignalSet | None
    findings: list[Finding]


def load(directory: Path | None = None, peildatum: date | None = None) -> SignalSet:
    """A checked set of signals as it is on a day (today when not given). Raises RulesetError, NoSignals."""
    checked = check(read(directory or default_directory()), peildatum or date.today())
    if checked.set is None:
        raise RulesetError(checked.findings)
    return checked.set


def check_directory(directory: Path | None = None) -> list[Finding]:
    """Everything that is wrong with a directory of signals."""
    return check(read(directory or default_directory()), date.today()).findings


def check(written: Written, peildatum: date) -> Checked:
    """The set of what was written, or everything that is wrong with it, by file and line."""
    written = replace(written, findings=[*written.findings])
    checker = _Checker(written, peildatum.toordinal() - EPOCH)
    made = checker.run() if written.complete else None
    found = sorted(set(written.findings), key=lambda f: (f.position.file, f.position.line, f.position.column))
    return Checked(None if found else made, found)


class _Checker:
    """Goes through the sections; what cannot be read becomes a finding and is left out."""

    def __init__(self, written: Written, peildatum: int) -> None:
        self.written, self.peildatum = written, peildatum
        self.fields: dict[str, FieldSpec] = {}
        self.kinds: list[KindSpec] = []
        self.figures = Figures({}, peildatum)
        self.used: set[str] = set()

    def attempt(self, make: Callable[[], T]) -> T | None:
        """What was made, or None with a finding."""
        try:
            return make()
        except LanguageError as error:
            self.written.findings.append(error.finding)
            return None

    def run(self) -> SignalSet:
        """Everything, in the order in which one thing needs the other."""
        written, items = self.written, self.written.items("signalen")
        self.figures = figures(written, self.peildatum)
        for name, item in written.items("velden").items():
            spec = self.attempt(partial(field_spec, item))
            if spec is not None:
                self.fields[name] = spec
        for item in written.items("gebeurtenissen").values():
            kind = self.attempt(partial(kind_spec, item, self.fields))
            if kind is not None:
                self.kinds.append(kind)
        self.kinds.append(answered_kind())
        self.fields |= {spec.name: spec for spec in answered_fields(tuple(items))}
        made = [one for item in items.values() if (one := self._signal(item))]
        positions = {name: item.position for name, item in items.items()}
        written.findings.extend(lints.limits([spec for spec, _ in made], self.kinds, positions))
        written.findings.extend(lints.texts(written))
        if not written.findings:
            written.findings.extend(lints.unread(written, self.kinds, self.used, self.figures.read))
        return SignalSet(
            written.title, written.hash(), self.peildatum, tuple(self.fields.values()), tuple(self.kinds),
            tuple(spec for spec, missing in made if not missing),
            tuple((spec.name, "; ".join(missing)) for spec, missing in made if missing),
        )  # fmt: skip

    def _kind(self, name: Text) -> tuple[int, KindSpec]:
        known = [kind.name for kind in self.kinds]
        if str(name) not in known:
            advice = nearest(str(name), known) or "Zet de soort onder `gebeurtenissen:`."
            raise refuse(name.position, "naam", f"‘{name}’ is geen soort gebeurtenis.", advice)
        self.used.add(str(name))
        place = known.index(str(name))
        return place, self.kinds[place]

    def _signal(self, item: Item[Signal]) -> tuple[SignalSpec, list[str]] | None:
        """A signal and what figures it misses on this day; None when something is wrong with it."""
        before = len(self.written.findings)
        self.written.findings.extend(lints.named(item))
        made = self.attempt(partial(self._parts, item))
        return made if len(self.written.findings) == before else None

    def _parts(self, item: Item[Signal]) -> tuple[SignalSpec, list[str]]:
        entry = item.value
        self._names(item)
        kinds = [self._kind(kind) for kind in entry.neem.values()]
        self._taken(item, [place for place, _ in kinds])
        scope = Scope(tuple(entry.neem), tuple(kind for _, kind in kinds), self.fields, self.figures)
        parts = [part for text in entry.als for part in self.attempt(partial(conditions, text, scope)) or ()]
        found = [self.attempt(partial(window, w, scope, self._kind)) for w in (*entry.zonder, *entry.keer)]
        anchor, since = self.attempt(partial(moment, entry.sinds, scope)) or NEVER
        lapses = self.attempt(partial(_lapses, entry.vervalt, scope, anchor)) if entry.vervalt else None
        about = [self.attempt(partial(_about, text, scope, anchor)) for text in entry.over]
        spec = SignalSpec(
            item.name, str(entry.titel), str(entry.artikel), str(entry.bron), str(entry.voor_wie),
            str(entry.vraag), tuple(entry.neem), tuple(place for place, _ in kinds),
            tuple((alias, part) for alias, part in parts if isinstance(part, Comparison)),
            tuple(part for _, part in parts if isinstance(part, Join)),
            tuple(part for _, part in parts if isinstance(part, Relation)),
            tuple(one for one in found if one), anchor, since, lapses,
            tuple(one for one in about if one), tuple(sorted(set(scope.marks))),
        )  # fmt: skip
        return spec, sorted(set(scope.missing))

    def _names(self, item: Item[Signal]) -> None:
        who, known = item.value.voor_wie, self.written.items("voor_wie")
        if not FORM.fullmatch(item.name):
            raise refuse(item.position, "naam", f"‘{item.name}’ is geen goede naam.", ADVICE)
        if str(who) not in known:
            advice = nearest(str(who), known) or f"Kies uit: {', '.join(known)}."
            raise refuse(who.position, "naam", f"‘{who}’ staat niet onder `voor_wie:`.", advice)

    @staticmethod
    def _taken(item: Item[Signal], kinds: list[int]) -> None:
        if not 1 <= len(kinds) <= MOST_ALIASES:
            message = f"Een signaal neemt 1 tot {MOST_ALIASES} gebeurtenissen."
            raise refuse(item.position, "te_veel", message)
        for (alias, kind), place in zip(item.value.neem.items(), kinds, strict=True):
            if not FORM.fullmatch(alias):
                raise refuse(kind.position, "naam", f"‘{alias}’ is geen goede naam.", ADVICE)
            if kinds.count(place) > 1:
                message = f"‘{kind}’ wordt twee keer genomen."
                raise refuse(
                    kind.position, "dubbele_soort", message, "Tel gebeurtenissen van één soort met `keer:`."
                )


def _lapses(text: Text, scope: Scope, anchor: int) -> Moment:
    alias, found = moment(text, scope)
    _of_anchor(text, alias, anchor, scope)
    return found


def _about(text: Text, scope: Scope, anchor: int) -> tuple[int, str]:
    known = {
        f"{alias}.{name}": (place, name)
        for place, (alias, kind) in enumerate(zip(scope.aliases, scope.kinds, strict=True))
        for name in kind.fields
    }
    if str(text) not in known:
        advice = nearest(str(text), known) or f"Kies uit: {', '.join(known)}."
        raise refuse(text.position, "naam", f"‘{text}’ is geen veld van dit signaal.", advice)
    _of_anchor(text, known[str(text)][0], anchor, scope)
    return known[str(text)]


def _of_anchor(text: Text, alias: int, anchor: int, scope: Scope) -> None:
    if alias != anchor:
        raise refuse(
            text.position, "verankering", f"Dit gaat over ‘{scope.aliases[alias]}’.",
            f"`sinds:`, `vervalt:` en `over:` gaan over dezelfde gebeurtenis: {scope.aliases[anchor]}.",
        )  # fmt: skip
