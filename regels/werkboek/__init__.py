"""A ruleset as a workbook that a policy officer edits, and the way back: a proposal with what changed."""
