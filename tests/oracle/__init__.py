"""A plain reference implementation of the contract of the verrekening, independent of the engine."""
