"""Every proportion of the synthetic caseload, each with its source or the word *aanname*.

EAA is the municipal report *Evaluatie Enschedese Arbeidsmarkt Aanpak 2019*; ``r.`` is the line in
its text version. An *aanname* is chosen so that every rule meets cases; it claims nothing about
any municipality. Amounts are euro cents, ages are years.
"""

from dataclasses import dataclass, replace
from typing import Final

AANNAME: Final = "aanname"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, from 0 to 1."""

    value: float
    source: str = AANNAME


@dataclass(frozen=True, slots=True)
class Weights:
    """Options with their weights; the weights need not add up to one."""

    options: dict[str, float]
    source: str = AANNAME


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Pairs of a part per thousand and the value below which that part lies; linear in between."""

    points: tuple[tuple[int, int], ...]
    source: str = AANNAME


_UITSTROOM: Final = "EAA r. 639-653: 912 uitgestroomd, van wie 275 jonger dan 27 en 250 van 50 of ouder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What a caseload looks like; replace a field to try another."""

    # households
    gehuwden: Share = Share(
        7212 / 6143 - 1, "EAA r. 284-287 en 565: 7.212 personen (7-1-2020) bij 6.143 uitkeringen (1-10-2019)"
    )
    alleenstaande_ouder: Share = Share(0.20)
    gehuwden_met_kinderen: Share = Share(0.55)
    kinderen: Weights = Weights({"1": 48, "2": 32, "3": 14, "4": 6})
    leeftijd_jongste_kind: Quantiles = Quantiles(((0, 0), (600, 9), (1000, 18)))
    leeftijd: Quantiles = Quantiles(((0, 18), (25, 21), (120, 27), (580, 50), (997, 67), (1000, 72)))
    leeftijdsverschil: Quantiles = Quantiles(((0, -12), (200, -5), (500, -1), (800, 3), (1000, 12)))
    kostendelers: Weights = Weights({"0": 79, "1": 12, "2": 6, "3": 2, "4": 1})
    verandering_kostendelers: Share = Share(0.03)
    inrichting_alleen: Share = Share(0.006)
    inrichting_gehuwden: Weights = Weights({"geen": 993, "aanvrager": 3, "partner": 3, "beiden": 1})
    partner_zonder_recht: Share = Share(0.03)
    uitgesloten: Share = Share(0.002)
    niet_bij_ouders: Share = Share(0.35)

    # coming and going, per year
    instroom: Share = Share(
        760 / 0.75 / 6143, "EAA r. 565-568: 760 erbij in drie kwartalen, op 6.143 uitkeringen"
    )
    instroom_halverwege_maand: Share = Share(0.4)
    uitstroom_jong: Share = Share(275 / 0.75 / (0.12 * 6143), _UITSTROOM + "; aandeel van 12% is aanname")
    uitstroom_midden: Share = Share(387 / 0.75 / (0.46 * 6143), _UITSTROOM + "; aandeel van 46% is aanname")
    uitstroom_50_plus: Share = Share(250 / 0.75 / (0.42 * 6143), _UITSTROOM + "; aandeel van 42% is aanname")
    terugkeer: Share = Share(110 / 755, "EAA r. 438-446: 110 van 755 binnen twaalf maanden terug")
    maanden_weg: Weights = Weights({"1": 30, "2": 25, "3": 20, "4": 15, "5": 10})
    aow_leeftijd: int = 67  # of 2024-2027; only places the day on which a dossier is closed or split
    bij_aow: Weights = Weights({"sluiten": 70, "splitsen": 20, "niets": 10})

    # work, per person
    werkt: Share = Share(826 / 7212, "EAA r. 660-661 en 284: 826 personen met deeltijdwerk, van 7.212")
    korte_afstand: Share = Share(
        0.45, "EAA r. 282-293: 45% korte afstand; r. 2668-2669: 4.043 met lange afstand"
    )
    werkt_korte_afstand: Share = Share(0.20, "aanname; samen met de lange afstand het aandeel van 'werkt'")
    werk_stopt_per_maand: Share = Share(0.10)
    lks: Share = Share(
        317 * 0.4 / 7212, "EAA r. 1345-1346: 317 met contract; dat 40% van hen bijstand houdt is aanname"
    )
    lks_werkt: Share = Share(0.8)
    lks_deel_van_loon: Share = Share(0.1)
    zelfstandig: Share = Share(48 / 6143, "EAA r. 2226-2228 en 565: 48 marginale zelfstandigen op 6.143")
    inkomen_zelfstandig: Quantiles = Quantiles(
        ((0, 2_000), (500, 10_000), (1000, 30_000)), "EAA r. 2230-2232: gemiddeld zo'n € 130 per maand gekort"
    )
    loon: Quantiles = Quantiles(
        (
            (0, 2_500),
            (100, 13_000),
            (250, 29_000),
            (500, 56_000),
            (750, 88_000),
            (900, 125_000),
            (980, 170_000),
            (1000, 240_000),
        )
    )
    loon_rond_maximum: Share = Share(0.2)
    maximum_bereikt_bij: Weights = Weights({"114000": 50, "120100": 30, "142100": 20})
    afstand_tot_maximum: Quantiles = Quantiles(((0, -3_000), (1000, 3_000)))
    loon_soort: Weights = Weights({"vast": 45, "wisselend": 40, "vierweken": 15})
    wisseling: Quantiles = Quantiles(((0, 550), (150, 800), (500, 1000), (850, 1180), (1000, 1600)))
    loon_negatief: Share = Share(0.0005)
    vakantietoeslag_apart: Share = Share(0.85)
    vakantietoeslag_promille: int = 75
    bijdrage_korte_afstand: Share = Share(0.9)
    bijdrage_lange_afstand: Share = Share(0.5)
    medisch_urenbeperkt: Share = Share(0.04)
    urenuitbreiding_mogelijk: Share = Share(0.7)
    volledige_zorg: Share = Share(0.92)
    vrijlating_n_maanden: Weights = Weights({"0": 30, "1": 7, "2": 7, "3": 6, "4": 5, "5": 5, "6": 40})
    vrijlating_zonder_werk: Share = Share(0.3)  # of those without a wage in the file: used months of n before
    vrijlating_z_maanden: Weights = Weights({"0": 35, "3": 15, "6": 15, "11": 10, "12": 25})
    vrijlating_r_begonnen: Share = Share(0.5)

    # other means, norm and measures
    inkomen_overig: Share = Share(0.09)
    inkomen_overig_partner: Share = Share(0.15)
    bedrag_overig: Quantiles = Quantiles(((0, 2_000), (500, 16_000), (1000, 60_000)))
    vermogen: Quantiles = Quantiles(
        ((0, 0), (300, 0), (600, 35_000), (850, 180_000), (960, 520_000), (990, 820_000), (1000, 1_900_000))
    )
    eigen_woning: Share = Share(0.03)
    overwaarde: Quantiles = Quantiles(((0, 100_000), (500, 3_500_000), (900, 6_800_000), (1000, 14_000_000)))
    verlaging_woonsituatie: Share = Share(0.03)
    bedrag_woonsituatie: Weights = Weights({"14000": 40, "20000": 40, "28000": 20})
    verlaging_schoolverlater: Share = Share(0.01)
    bedrag_schoolverlater: int = 14_000
    afstemming: Share = Share(0.003)
    bedrag_afstemming: Quantiles = Quantiles(((0, -15_000), (1000, 15_000)))
    maatregel: Share = Share(0.015)
    maatregel_percentage: Weights = Weights(
        {"500": 20, "1000": 30, "1250": 2, "3000": 20, "5000": 10, "10000": 18}
    )

    # what is missing from the file
    onbekend: Share = Share(0.01)
    onbekend_veld: Weights = Weights(
        {
            "inkomen_arbeid": 50,
            "inkomen_arbeid_partner": 10,
            "bijdrage_arbeidsinschakeling": 20,
            "volledige_zorg": 10,
            "urenuitbreiding_mogelijk": 10,
        }
    )


ENSCHEDE: Final = Assumptions()
"""The default: Enschede in 2019 where a figure is known, an *aanname* elsewhere."""

NOBODY: Final = Share(0)
STAYING: Final = replace(
    ENSCHEDE,
    instroom=NOBODY, uitstroom_jong=NOBODY, uitstroom_midden=NOBODY, uitstroom_50_plus=NOBODY,
    verandering_kostendelers=NOBODY, bij_aow=Weights({"sluiten": 0, "splitsen": 0, "niets": 1}),
)  # fmt: skip
"""The same people, of whom nobody comes or goes: exactly one row for every dossier and month."""
