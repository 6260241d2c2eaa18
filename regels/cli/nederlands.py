"""The words of the command line itself in Dutch: help, usage, and what was wrong with a command.

Typer writes these words in English and has no translation for most of them. Here the finished text is
translated, sentence by sentence; a sentence that is not known stays as it is.
"""

import re
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

HELP = (
    (r"^Usage: ", "Gebruik: "),
    (r"\[OPTIONS\]", "[OPTIES]"),
    (r"COMMAND \[ARGS\]\.\.\.", "OPDRACHT [GEGEVENS]..."),
    (r"^Arguments:$", "Gegevens:"),
    (r"^Options:$", "Opties:"),
    (r"^Commands:$", "Opdrachten:"),
    (r"Show this message and exit\.", "Laat deze hulp zien."),
    (r"\[default:", "[anders:"),
    (r"\[required\]", "[verplicht]"),
)
"""What stands in help and in a line of usage, and what becomes of it."""
WHOLE_NUMBER, NUMBER = "een heel getal", "een getal"
MISTAKES = (
    (r"Missing argument '(.+?)'\.", r"‘\1’ ontbreekt."),
    (r"Missing option '(.+?)'\.", r"De optie \1 ontbreekt."),
    (r"Missing command\.", "Noem een opdracht."),
    (r"No such option: (\S+)", r"De optie \1 bestaat niet."),
    (r"No such command '(.+?)'\.?", r"De opdracht ‘\1’ bestaat niet."),
    (r" ?\(Possible options: (.+)\)", r" Bedoelt u: \1?"),
    (r"\.? ?Did you mean (.+)\?", r". Bedoelt u: \1?"),
    (r"Option '(.+?)' requires an argument\.", r"De optie \1 heeft een waarde nodig."),
    (r"Option '(.+?)' does not take a value\.", r"De optie \1 heeft geen waarde."),
    (r"Got unexpected extra argument\(s\) \((.+)\)", r"Dit is te veel: \1."),
    (r"Invalid value for '(.+?)': ", r"De waarde voor \1 kan niet: "),
    (r"Input should be a valid integer.*", f"verwacht is {WHOLE_NUMBER}."),
    (r"Input should be a valid number.*", f"verwacht is {NUMBER}."),
    (r"Input should be greater than or equal to (\S+)", r"verwacht is \1 of meer."),
    (r"Input should be less than or equal to (\S+)", r"verwacht is \1 of minder."),
)
"""What may be wrong with a command, and how that is said."""


def dutch(text: str, words: Sequence[tuple[str, str]] = HELP) -> str:
    """The text with every sentence that is known in Dutch."""
    for english, said in words:
        text = re.sub(english, said, text, flags=re.MULTILINE)
    return text


class Command(TyperCommand):
    """A command whose help is Dutch."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The whole help."""
        return dutch(super().get_help(ctx))

    def get_usage(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The line of usage."""
        return dutch(super().get_usage(ctx))


class Group(TyperGroup):
    """A group of commands whose help and mistakes are Dutch."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The whole help."""
        return dutch(super().get_help(ctx))

    def get_usage(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The line of usage."""
        return dutch(super().get_usage(ctx))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and end the process with the exit code; a mistake is told on standard error."""
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except (TyperException, typer.Abort) as mistake:
            if not standalone_mode:
                raise
            print(_told(mistake), file=sys.stderr)
            sys.exit(mistake.exit_code if isinstance(mistake, TyperException) else 1)
        if not standalone_mode:
            return code
        sys.exit(code if isinstance(code, int) else 0)


def _told(mistake: TyperException | typer.Abort) -> str:
    """The line of usage, where help is, and what was wrong; of a command without words its help alone."""
    if not isinstance(mistake, TyperException):
        return "Afgebroken."
    ctx: typer.Context | None = getattr(mistake, "ctx", None)
    said = mistake.format_message()
    if ctx is None:
        return f"Fout: {dutch(said, MISTAKES)}"
    if said == ctx.get_help():
        return said
    hint = f"Hulp: {ctx.command_path} {ctx.help_option_names[0]}"
    return f"{ctx.get_usage()}\n{hint}\n\nFout: {dutch(said, MISTAKES)}"
