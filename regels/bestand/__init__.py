"""Ruleset files: reading YAML with positions, the format's schema, and putting files and overlays together."""
