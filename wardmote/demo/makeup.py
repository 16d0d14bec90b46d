"""Who lives in each ward: the profile, and what partners count each quarter."""

from collections.abc import Sequence

import numpy as np

from wardmote.demo.gazetteer import WARD_INDEX, WARDS, WardPlan
from wardmote.demo.story import MONTHS, Ints, last_whole_quarter
from wardmote.kernel.periods import Month, Quarter

PEOPLE_A_HOUSEHOLD = 2.38

AGES = ("0_to_15", "16_to_24", "25_to_44", "45_to_64", "65_and_over")
TENURES = ("owned", "social_rented", "private_rented")
DEPRIVED = (
    "is_not_deprived_in_any_dimension",
    "is_deprived_in_one_dimension",
    "is_deprived_in_two_dimensions",
    "is_deprived_in_three_or_four_dimensions",
)
PROFILE_HEADER = (
    "ward25_code",
    "ward25_name",
    "usual_residents",
    "households",
    *(f"residents_aged_{age}" for age in AGES),
    *(f"households_{tenure}" for tenure in TENURES),
    *(f"household_{how}" for how in DEPRIVED),
    "deprivation_decile_(1_is_the_most_deprived)",
    "new_homes_a_year",
)


def profile_rows() -> list[list[object]]:
    """A row a ward, as `PROFILE_HEADER`; each group of columns adds up."""
    return [_profile_row(ward) for ward in WARDS]


def _profile_row(ward: WardPlan) -> list[object]:
    homes = households(ward.residents)
    child = 0.25 if ward.new_homes_a_year > 500 else 0.17 + 0.03 * ward.hardship
    young = 0.08 + 0.04 * ward.hardship
    working = 1 - child - young - ward.age
    middle = 0.62 - 1.1 * ward.age
    ages = (child, young, working * middle, working * (1 - middle), ward.age)
    social = 0.05 + 0.32 * ward.hardship
    private = 0.10 + 0.12 * ward.hardship
    none = 0.62 - 0.38 * ward.hardship
    most = 0.01 + 0.07 * ward.hardship
    rest = 1 - none - most
    return [
        ward.code,
        ward.name,
        ward.residents,
        homes,
        *share_out(ward.residents, ages),
        *share_out(homes, (1 - social - private, social, private)),
        *share_out(homes, (none, rest * 0.66, rest * 0.34, most)),
        max(1, round(9.6 - 8.8 * ward.hardship)),
        ward.new_homes_a_year,
    ]


def households(residents: int) -> int:
    return round(residents / PEOPLE_A_HOUSEHOLD)


def share_out(total: int, shares: Sequence[float]) -> list[int]:
    """Whole numbers in these proportions that add up to the total."""
    edges = np.cumsum([0.0, *shares]) / sum(shares) * total
    return [int(number) for number in np.diff(edges.round())]


def whole_quarters(last: Month) -> list[Quarter]:
    """The quarters that lie within the months of the story, oldest first."""
    first = last - (MONTHS - 1)
    begins = (first + 2).quarter
    return [
        begins + number for number in range(last_whole_quarter(last).index - begins.index + 1)
    ]


def deliberate_fires(rng: np.random.Generator, last: Month) -> Ints:
    """Deliberate fires by quarter and ward: small numbers, and Harrow Fen's story."""
    quarters = whole_quarters(last)
    expected = np.full((len(quarters), len(WARDS)), 0.35)
    for name, mean in (
        ("Priory", 3.4),
        ("Castle Gate", 3.0),
        ("Barrowmere", 2.8),
        ("Hallowby", 2.8),
        ("Pellingford", 2.8),
    ):
        expected[:, WARD_INDEX[name]] = mean
    fen = WARD_INDEX["Harrow Fen"]
    ago = np.arange(len(quarters))[::-1]
    expected[:, fen] = np.interp(ago, [4, 7], [0.8, 12.0])
    drawn = rng.poisson(expected)
    drawn[ago <= 4, fen] = np.minimum(drawn[ago <= 4, fen], 1)
    drawn[ago == 1, WARD_INDEX["Longmere"]] = 5
    quiet = [WARD_INDEX[name] for name in ("Longmere", "Market Ward", "Stoke Lacy")]
    drawn[-1, quiet] = 0
    drawn[-2:, WARD_INDEX["Willow End"]] = 0
    return drawn


def financial_need(rng: np.random.Generator, last: Month) -> Ints:
    """Households given emergency help, by quarter and ward; Newbridge's grows."""
    quarters = whole_quarters(last)
    hardship = np.array([[ward.hardship for ward in WARDS]] * len(quarters))
    ago = np.arange(len(quarters))[::-1]
    hardship[:, WARD_INDEX["Newbridge"]] = np.interp(ago, [1, 7], [0.75, 0.35])
    residents = np.array([ward.residents for ward in WARDS])
    helped: Ints = rng.poisson((3 + 22 * hardship**1.5) * residents / 1000)
    return helped


def domestic_abuse(rng: np.random.Generator, last: Month) -> Ints:
    """What the police recorded by quarter and ward: some 14 a year per 1,000 people."""
    residents = np.array([ward.residents for ward in WARDS])
    hardship = np.array([ward.hardship for ward in WARDS])
    expected = (2.2 + 4 * hardship) * residents / 1000
    recorded: Ints = rng.poisson(expected, (len(whole_quarters(last)), len(WARDS)))
    return recorded
