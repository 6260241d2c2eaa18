"""The evaluator: what a ruleset means. Plain, exact, one case; every other reader is proved against it."""
