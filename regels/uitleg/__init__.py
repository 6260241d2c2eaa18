"""The explanation of one computed case: the trace as data, and the same in plain Dutch."""

from regels.uitleg.text import explain, explain_short

__all__ = ["explain", "explain_short"]
