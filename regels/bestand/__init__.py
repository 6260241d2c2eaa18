"""Ruleset files: reading YAML with positions, the format, and putting files and overlays together."""
