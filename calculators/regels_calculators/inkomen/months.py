"""The table of income per month: one row per dossier, person, income relation, kind of income and month.

=========================  ================================================================================
``dossier_id``             the dossier
``persoon``                ``aanvrager`` or ``partner``
``ikv``                    the income relation
``soort``                  ``arbeid`` or ``uitkering``
``maand``                  first day of the month; **empty**: a record that was set apart and of which the
                           month cannot be read, so every month of this person may be wrong
``netto``                  net income attributed to the month, without holiday pay; empty when not known, or
                           when nothing was attributed and the income relation still runs
``vakantietoeslag``        net holiday-pay entitlement built up over that income, attributed with it
``lks_deel``               the part of ``netto`` from a job with loonkostensubsidie
``vakantietoeslag_betaald``  net holiday pay paid out, in the month that the policy for it says (received)
``verdiend_van, _tot``     first and last day of the periods it was earned in (whole, not cut at the month)
``betaald_op``             last day on which anything of it was paid
``ontvangen_op``           last day on which a record of it arrived
``geschat``                whether any of it is an estimate
``betalingen``             the ids of the records it comes from, sorted, joined by ``+``
``onbekend``               empty, or what makes ``netto``, ``vakantietoeslag`` or ``lks_deel`` unknown: feed
                           columns, or ``apart_gezet``, ``geen_betaling``, joined by ``+``
``dagen_zonder_loon``      days of the month within the life of the income relation that no period covers;
                           above 0 the month is not complete
``toerekening``            the policies that were used, joined by ``+``
``vierweken``              whether a period of 28 days was recognised in it
``ikv_van, ikv_tot``       first and last day of the income relation; a first day that no record names is that
                           of the month of its earliest period; no last day: it still runs
``opmerking``              marks of the ruleset (uncertain figures), joined by ``+``
=========================  ================================================================================

Rows are sorted by dossier, person, income relation, kind and month. An amount is empty or exact.
"""

import pyarrow as pa

from regels_calculators.inkomen.columns import BENEFIT

WORK = "arbeid"
INCOMES = (WORK, BENEFIT)
SET_APART = "apart_gezet"
NO_PAYMENT = "geen_betaling"
JOIN = "+"
_AMOUNT = pa.decimal128(18, 2)

MONTHS = pa.schema(
    [
        pa.field("dossier_id", pa.string(), nullable=False),
        pa.field("persoon", pa.string(), nullable=False),
        pa.field("ikv", pa.string(), nullable=False),
        pa.field("soort", pa.string(), nullable=False),
        pa.field("maand", pa.date32()),
        pa.field("netto", _AMOUNT),
        pa.field("vakantietoeslag", _AMOUNT),
        pa.field("lks_deel", _AMOUNT),
        pa.field("vakantietoeslag_betaald", _AMOUNT),
        pa.field("verdiend_van", pa.date32()),
        pa.field("verdiend_tot", pa.date32()),
        pa.field("betaald_op", pa.date32()),
        pa.field("ontvangen_op", pa.date32()),
        pa.field("geschat", pa.bool_(), nullable=False),
        pa.field("betalingen", pa.string(), nullable=False),
        pa.field("onbekend", pa.string()),
        pa.field("dagen_zonder_loon", pa.int32()),
        pa.field("toerekening", pa.string()),
        pa.field("vierweken", pa.bool_(), nullable=False),
        pa.field("ikv_van", pa.date32()),
        pa.field("ikv_tot", pa.date32()),
        pa.field("opmerking", pa.string()),
    ]
)
"""The columns and their types; ``nullable=False``: always filled."""
