"""What the names in the formulas of one signal stand for: fields of its events, and figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from regels.errors import nearest
from regels.monitor.fields import refuse
from regels.monitor.figures import Figures, Number
from regels.monitor.model import DAY, FieldSpec, KindSpec, Ref, Sort
from regels.taal import ast

DAY_FIELD = FieldSpec(DAY, Sort.DATE, "De dag van de gebeurtenis", "", (), 0, 0, "")
BARE = "Geef het een naam onder `cijfers:` (met artikel en bron) of `instellingen:` (met een grond)."


@dataclass(frozen=True, slots=True)
class Seen:
    """A field of an event: which alias, where in the event, and what it holds."""

    alias: int
    ref: Ref
    spec: FieldSpec
    optional: bool


@dataclass
class Scope:
    """The events that formulas of one signal may name. ``missing``, ``marks``: of the figures they used."""

    aliases: tuple[str, ...]
    kinds: tuple[KindSpec, ...]
    fields: Mapping[str, FieldSpec]
    figures: Figures
    missing: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    def of(self, aliases: tuple[str, ...], kinds: tuple[KindSpec, ...]) -> "Scope":
        """The same for other events; what is missing is still told to this one."""
        return replace(self, aliases=aliases, kinds=kinds)

    def seen(self, expr: ast.Expr) -> Seen | None:
        """The field that a name means; None for another expression. Raises LanguageError."""
        if not isinstance(expr, ast.Name) or "." not in expr.name:
            return None
        alias, name = expr.name.split(".")
        if alias not in self.aliases:
            advice = nearest(alias, self.aliases) or f"Hier kan staan: {', '.join(self.aliases)}."
            raise refuse(expr.position, "naam", f"‘{alias}’ is hier geen gebeurtenis.", advice)
        place = self.aliases.index(alias)
        kind = self.kinds[place]
        if name == DAY:
            return Seen(place, Ref(-1), DAY_FIELD, False)
        if name not in kind.fields:
            known = [DAY, *kind.fields]
            advice = nearest(name, known) or f"Velden van deze soort: {', '.join(known)}."
            raise refuse(expr.position, "naam", f"‘{kind.name}’ heeft geen veld ‘{name}’.", advice)
        at = kind.fields.index(name)
        return Seen(place, Ref(at), self.fields[name], kind.optional[at])

    def figure(self, expr: ast.Expr) -> Number | None:
        """The figure that a name means; None for another expression. Raises LanguageError."""
        if not isinstance(expr, ast.Name):
            return None
        known = self.figures.specs
        if expr.name not in known:
            advice = (
                nearest(expr.name, [*known, *self.aliases]) or "Zet het onder `cijfers:` of `instellingen:`."
            )
            raise refuse(expr.position, "naam", f"De naam ‘{expr.name}’ is niet bekend.", advice)
        return self.use(self.figures.at(expr.name))

    def use(self, number: Number) -> Number:
        """Remember what is to be said of a figure."""
        if number.missing:
            self.missing.append(number.missing)
        if not number.sure:
            self.marks.append(number.name)
        return number


def field_of(expr: ast.Expr, scope: Scope) -> Seen:
    """The field that an expression names. Raises LanguageError when it names none."""
    seen = scope.seen(expr)
    if seen is None:
        raise refuse(expr.position, "formule", "Hier hoort een veld van een gebeurtenis, zoals begin.datum.")
    return seen
