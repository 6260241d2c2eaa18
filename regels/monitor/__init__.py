"""The monitor: signals over events in time, in one dossier. A signal is a question; it decides nothing."""
