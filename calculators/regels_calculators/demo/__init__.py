"""A synthetic caseload: nobody's data, the same file from the same seed, every assumption with its source."""

from regels_calculators.demo.assumptions import ENSCHEDE, STAYING, Assumptions, Quantiles, Share, Weights
from regels_calculators.demo.caseload import caseload
from regels_calculators.demo.columns import SCHEMA
from regels_calculators.demo.payments import payments, with_payments

__all__ = [
    "ENSCHEDE",
    "SCHEMA",
    "STAYING",
    "Assumptions",
    "Quantiles",
    "Share",
    "Weights",
    "caseload",
    "payments",
    "with_payments",
]
