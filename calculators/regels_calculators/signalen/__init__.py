"""Signals from a caseload: its last rows as events."""
