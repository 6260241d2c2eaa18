"""A snippet with one parameter that is read, for the lints on figures."""

SOURCE = 'bronnen: {wet: "https://wetten.overheid.nl/"}\n'


def figures(*values: str, extra: str = "") -> str:
    """``grens`` with its figures, from line 7 on, one a line."""
    lines = "\n".join(f"      - {{{value}, bron: wet}}" for value in values)
    return (
        f"{SOURCE}parameters:\n  grens:\n    soort: bedrag\n    titel: De grens\n    artikel: Pw art. 1\n{extra}"  # noqa: E501
        f"    waarden:\n{lines}\nuitkomsten:\n  grens: {{titel: De grens, waarde: grens}}\n"
    )
