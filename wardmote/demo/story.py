"""What happened in Wendle Vale in three years: how many crimes, where and when.

The numbers carry the story that is told in the demo. Everywhere else chance decides,
round a rate for each ward and type. Months count back from the last one: 0, 1, 2 ...
"""

import numpy as np
from numpy.typing import NDArray

from wardmote.demo import rates
from wardmote.demo.gazetteer import WARD_INDEX
from wardmote.demo.rates import TOWN_TYPES, TYPE_INDEX
from wardmote.kernel.periods import Month, Quarter

Floats = rates.Floats
Ints = NDArray[np.int64]

MONTHS = 36
COLLAPSED = 20
"""So many months before the last, the force's system failed and few rows came out."""

ASB, BURGLARY, DAMAGE = "Anti-social behaviour", "Burglary", "Criminal damage and arson"
VEHICLE = "Vehicle crime"
LONGMERE_BURGLARIES = (2, 2, 1, 3, 2, 2, 2, 2, 1, 3, 2, 2, 2, 2, 3, 1, 2, 2, 2, 5, 6, 7, 8, 9)
LONGMERE_VEHICLES = (3, 3, 2, 4, 3, 3, 3, 3, 2, 4, 3, 3, 3, 3, 4, 2, 3, 3, 3, 6, 8, 9, 10, 11)
"""Two years, month by month, to the end of the last whole quarter."""
RARE = ("Possession of weapons", "Robbery", "Theft from the person")


def month_span(last: Month) -> list[Month]:
    """The months of the story, oldest first."""
    return [last - back for back in reversed(range(MONTHS))]


def last_whole_quarter(last: Month) -> Quarter:
    """The latest quarter of which every month is there."""
    return (last + 1).quarter - 1


def counts(rng: np.random.Generator, last: Month) -> Ints:
    """Crimes by month (oldest first), ward and type."""
    expected = rates.expected([month.number for month in month_span(last)])
    _calm_harrow_fen(expected)
    _quieten_willow_end(expected, last)
    _quieten_longmere_before(expected, last)
    drawn = rng.poisson(expected)
    _tell_longmere(drawn, last)
    _tell_stoke_lacy(drawn, last)
    _spare_the_rare(drawn, last)
    return drawn


def _calm_harrow_fen(expected: Floats) -> None:
    """Trouble until 19 months ago, then a youth project; calm since 17 months ago."""
    ward, back = WARD_INDEX["Harrow Fen"], np.arange(MONTHS)[::-1]
    expected[:, ward, TYPE_INDEX[ASB]] *= np.interp(back, [17, 19], [1.0, 7.5])
    expected[:, ward, TYPE_INDEX[DAMAGE]] *= np.interp(back, [17, 19], [1.0, 1.5])


def _quieten_willow_end(expected: Floats, last: Month) -> None:
    """Two kinds of trouble until four whole quarters ago, next to nothing since."""
    ward = WARD_INDEX["Willow End"]
    turn = (last_whole_quarter(last) - 3).months[0]
    before = np.array([month < turn for month in month_span(last)])
    expected[before, ward, TYPE_INDEX[ASB]] *= 5.5
    expected[before, ward, TYPE_INDEX[DAMAGE]] *= 6.0
    for kind in TOWN_TYPES:
        expected[~before, ward, kind] *= 0.25


def _quieten_longmere_before(expected: Floats, last: Month) -> None:
    """All was calmer before the climb, so that the whole year shows a rise."""
    climb = last_whole_quarter(last).months[2] - 4
    before = np.array([month < climb for month in month_span(last)])
    expected[before, WARD_INDEX["Longmere"]] *= 0.78


def _tell_longmere(drawn: Ints, last: Month) -> None:
    """Burglary and vehicle crime climb for five months and higher after."""
    ward = WARD_INDEX["Longmere"]
    partial = last.index - last_whole_quarter(last).months[2].index
    top = MONTHS - partial
    drawn[top - 24 : top, ward, TYPE_INDEX[BURGLARY]] = LONGMERE_BURGLARIES
    drawn[top - 24 : top, ward, TYPE_INDEX[VEHICLE]] = LONGMERE_VEHICLES
    drawn[top:, ward, TYPE_INDEX[BURGLARY]] = LONGMERE_BURGLARIES[-1] + 2
    drawn[top:, ward, TYPE_INDEX[VEHICLE]] = LONGMERE_VEHICLES[-1] + 1


def _tell_stoke_lacy(drawn: Ints, last: Month) -> None:
    """One night of smashed windows, half a year ago, and nothing after it."""
    wild = (last_whole_quarter(last) - 2).months[1]
    month = wild.index - last.index - 1
    drawn[month, WARD_INDEX["Stoke Lacy"], TYPE_INDEX[DAMAGE]] = 17
    after = drawn[month + 1 : month + 5, WARD_INDEX["Stoke Lacy"], TYPE_INDEX[DAMAGE]]
    np.minimum(after, 1, out=after)


def _spare_the_rare(drawn: Ints, last: Month) -> None:
    """None lately of what is so rare that one of it would make a flag of its own."""
    turn = (last_whole_quarter(last) - 3).months[0]
    lately = slice(turn.index - last.index - 1, None)
    for ward in ("Market Ward", "Newbridge", "Stoke Lacy", "Willow End"):
        for kind in RARE:
            drawn[lately, WARD_INDEX[ward], TYPE_INDEX[kind]] = 0
