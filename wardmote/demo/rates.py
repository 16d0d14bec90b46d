"""How often each type of crime happens in each ward, before chance and story."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from wardmote.demo.gazetteer import WARD_INDEX, WARDS

Floats = NDArray[np.float64]

QUIET = 0.7
"""What most wards have of most types, as a share of the district's rate."""

_TYPES = """
Anti-social behaviour        | 165 | .20 | 7
Bicycle theft                | 15  | .30 | 8
Burglary                     | 55  | .15 | 12
Criminal damage and arson    | 75  | .10 | 6
Drugs                        | 20  | .00 | 1
Other crime                  | 22  | .00 | 1
Other theft                  | 75  | .10 | 8
Possession of weapons        | 8   | .00 | 1
Public order                 | 50  | .15 | 7
Robbery                      | 5   | .10 | 11
Shoplifting                  | 110 | .10 | 12
Theft from the person        | 8   | .15 | 12
Vehicle crime                | 80  | .12 | 12
Violence and sexual offences | 270 | .10 | 7
"""
"""Type | crimes a month in the whole district | swing over the year | its top month."""

_ELSEWHERE = """
Bicycle theft         | .25
Burglary              | .55
Drugs                 | .45
Possession of weapons | .12
Robbery               | .05
Shoplifting           | .30
Theft from the person | .10
Vehicle crime         | .60
"""
"""The same for the types that are more than others a matter of a few wards."""

_HIGH = """
Anti-social behaviour        | Priory 2.5, Castle Gate 2.2, Coldaster 1.7
Anti-social behaviour        | Ferrymead 1.8, Gosling Heath 1.8
Bicycle theft                | Castle Gate 4.5, Priory 3.5, Wendle Bridge 3.5
Bicycle theft                | Aldercote 2.5, Over Wendle 2.5
Burglary                     | Priory 1.5, Rushbeck 1.6, Marlbeck 1.6
Criminal damage and arson    | Priory 2.2, Castle Gate 2.0, Harrow Fen 2.0
Criminal damage and arson    | Larkwold 1.8, Pellingford 1.9
Drugs                        | Castle Gate 3.4, Priory 3.4, Coldaster 2.2
Drugs                        | Hallowby 2.2, Wendle Bridge 2.4
Other crime                  | Priory 2.2, Castle Gate 2.0, Inglecote 2.0
Other crime                  | Larkwold 1.9, Withymarsh 2.0
Other theft                  | Market Ward 3.6, Castle Gate 2.0, Priory 1.9
Other theft                  | Aldercote 1.9, Dunnockley 1.9
Possession of weapons        | Castle Gate 6.0, Priory 6.0, Pellingford 2.5
Possession of weapons        | Wendle Bridge 3.0
Public order                 | Castle Gate 2.7, Priory 2.5, Hallowby 1.9
Public order                 | Barrowmere 1.9, Wendle Bridge 2.0
Robbery                      | Castle Gate 8.0, Priory 6.0, Wendle Bridge 4.0
Shoplifting                  | Market Ward 7.0, Castle Gate 3.0, Gosling Heath 1.8
Shoplifting                  | Over Wendle 1.9, Pellingford 1.8
Theft from the person        | Castle Gate 8.0, Wendle Bridge 5.0, Priory 4.0
Vehicle crime                | Dunnockley 1.8, Fennick St Mary 1.8, Thornacre 1.9
Vehicle crime                | Withymarsh 1.8
Violence and sexual offences | Priory 2.0, Castle Gate 2.0, Ferrymead 1.5
Violence and sexual offences | Inglecote 1.4, Rushbeck 1.35
"""
"""Where each type is more frequent than in the district at large, and how much."""

_STORY_WARDS = """
Harrow Fen  | .75 | Criminal damage and arson 2.6
Longmere    | 1.0 | Anti-social behaviour 1.15, Violence and sexual offences 1.3
Longmere    | 1.0 | Criminal damage and arson 1.1, Other theft 1.3, Public order 1.2
Longmere    | 1.0 | Shoplifting 1.0, Drugs .8
Market Ward | .65 | Shoplifting 7.0, Other theft 3.6
Market Ward | .65 | Bicycle theft .10, Drugs .15, Other crime .15
Newbridge   | .55 | Other crime .30
Stoke Lacy  | .70 |
Willow End  | .55 | Burglary .20, Other crime .15
"""
"""Ward | times what a quiet ward has | but these types as often as this."""


def _rows(table: str) -> Iterator[list[str]]:
    for line in table.strip().splitlines():
        yield [cell.strip() for cell in line.split("|")]


def _pairs(words: str) -> Iterator[tuple[str, float]]:
    """Read "Priory 2.5, Castle Gate 2.2"."""
    for pair in filter(None, words.split(", ")):
        name, number = pair.rsplit(" ", 1)
        yield name, float(number)


TYPES = tuple(row[0] for row in _rows(_TYPES))
TYPE_INDEX = {name: number for number, name in enumerate(TYPES)}
TOWN_TYPES = [TYPE_INDEX[name] for name, share in _rows(_ELSEWHERE) if float(share) < 0.5]


def expected(month_numbers: list[int]) -> Floats:
    """Mean crimes for each of these months (1 to 12), ward and type."""
    size, swing, top = np.array([row[1:] for row in _rows(_TYPES)], dtype=float).T
    turn = np.cos(2 * np.pi * (np.array(month_numbers)[:, None] - top) / 12)
    residents = np.array([ward.residents for ward in WARDS], dtype=float)
    share = residents[:, None] * _leaning()
    share *= size / share.sum(axis=0)
    mean: Floats = (1 + swing * turn)[:, None, :] * share
    return mean


def _leaning() -> Floats:
    """How frequent each type is in each ward; 1 is the district's rate, roughly."""
    leaning = np.full((len(WARDS), len(TYPES)), QUIET)
    for name, share in _rows(_ELSEWHERE):
        leaning[:, TYPE_INDEX[name]] = float(share)
    for name, places in _rows(_HIGH):
        for ward, times in _pairs(places):
            leaning[WARD_INDEX[ward], TYPE_INDEX[name]] = times
    for ward, share in {(row[0], row[1]) for row in _rows(_STORY_WARDS)}:
        leaning[WARD_INDEX[ward]] *= float(share)
    for ward, _, kinds in _rows(_STORY_WARDS):
        for name, often in _pairs(kinds):
            leaning[WARD_INDEX[ward], TYPE_INDEX[name]] = often
    return leaning
