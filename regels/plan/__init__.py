"""The plan: one checked, typed graph that every reader (evaluator, kernel) reads alike."""
