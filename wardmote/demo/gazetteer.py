"""The names of Wendle Vale: wards, parishes, streets. All invented."""

from dataclasses import dataclass

DISTRICT_CODE, DISTRICT_NAME = "E07999001", "Wendle Vale"
COUNTY_CODE, REGION_CODE = "E10999001", "E12999001"
TOWN = "Wendle"


@dataclass(frozen=True, slots=True)
class WardPlan:
    """What is settled about a ward before any chance enters.

    `east` and `north` are km from the middle of the district, north counted from the
    river Wendle, so that wards on facing banks share the river as their border.
    `hardship` runs from 0 (comfortable) to 1; `age` is the share aged 65 and over.
    """

    code: str
    name: str
    east: float
    north: float
    residents: int
    hardship: float
    age: float
    new_homes_a_year: int
    parishes: tuple[str, ...]


_WARDS = """
Aldercote        | 4.2 | 6.6 | 5870 | .22 | .22 | 30 | Aldercote, Great Sallow
Barrowmere       |-3.2 |-7.2 | 5640 | .30 | .24 | 20 | Barrowmere, Tilsey
Castle Gate      | 1.0 | 1.7 | 6480 | .80 | .15 | 45 | Wendle
Coldaster        |-10.3|-8.6 | 5210 | .40 | .23 | 10 | Coldaster, Mawdley
Dunnockley       | 11.4|-8.4 | 5480 | .24 | .25 | 15 | Dunnockley, Stanter, Hythe Marsh
Fennick St Mary  | 0.2 |-13.3| 4980 | .38 | .29 | 5  | Fennick St Mary, Fennick St John
Ferrymead        |-7.4 | 2.5 | 6350 | .55 | .19 | 40 | Ferrymead, Nether Ferry
Gosling Heath    | 15.0| 8.6 | 5730 | .38 | .23 | 15 | Gosling Heath, Hexmoor
Hallowby         |-9.0 | 7.4 | 5560 | .26 | .25 | 20 | Hallowby, Little Hallowby
Harrow Fen       | 15.6|-2.8 | 6890 | .45 | .17 | 25 | Harrow Fen, Sallow Drove
Inglecote        |-8.2 | 13.2| 5320 | .28 | .27 | 10 | Inglecote, Ousley, Byre Green
Larkwold         | 8.6 | 11.6| 5410 | .20 | .26 | 25 | Larkwold, Penny Larkwold
Longmere         | 7.2 |-2.7 | 6300 | .34 | .21 | 60 | Longmere, Longmere Staithe
Market Ward      |-1.5 | 1.6 | 6020 | .42 | .17 | 35 | Wendle
Marlbeck         |-15.2| 3.4 | 5690 | .27 | .24 | 15 | Marlbeck, Owlsey, Beckham St Anne
Newbridge        | 8.0 | 2.7 | 9740 | .40 | .09 | 900| Newbridge
Orrisham         | 17.8|-8.4 | 4870 | .31 | .28 | 10 | Orrisham, Cold Orris, Gull Row
Over Wendle      |-3.0 | 6.4 | 6240 | .18 | .22 | 50 | Over Wendle, Astry
Pellingford      | 16.4| 2.2 | 5760 | .36 | .22 | 30 | Pellingford, Pelling Lode
Priory           |-1.6 |-1.7 | 6710 | .88 | .16 | 30 | Wendle
Rushbeck         |-7.4 |-2.5 | 5930 | .25 | .21 | 35 | Rushbeck, Withy Holme
Stoke Lacy       |-14.6| 9.2 | 4790 | .21 | .28 | 10 | Stoke Lacy, Lacy Abbots
Thornacre        | 0.3 | 12.6| 5180 | .19 | .27 | 15 | Thornacre, Hobbard, Dray St Anne
Wendle Bridge    | 1.1 |-1.8 | 6560 | .62 | .16 | 55 | Wendle
Willow End       |-13.6|-3.0 | 8620 | .42 | .20 | 25 | Willow End, Sallis Green
Withymarsh       | 4.4 |-8.6 | 5550 | .29 | .24 | 15 | Withymarsh, Pinnock, Crake End
"""


def _read(number: int, line: str) -> WardPlan:
    name, east, north, residents, hardship, age, homes, parishes = line.split("|")
    return WardPlan(
        code=f"E05999{number:03}",
        name=name.strip(),
        east=float(east),
        north=float(north),
        residents=int(residents),
        hardship=float(hardship),
        age=float(age),
        new_homes_a_year=int(homes),
        parishes=tuple(parish.strip() for parish in parishes.split(",")),
    )


WARDS = tuple(_read(number, line) for number, line in enumerate(_WARDS.strip().splitlines(), 1))
WARD_INDEX = {ward.name: number for number, ward in enumerate(WARDS)}


@dataclass(frozen=True, slots=True)
class DivisionPlan:
    """A county councillor's area: whole wards, and parishes cut out of others' wards."""

    code: str
    name: str
    wards: tuple[str, ...]
    parishes: tuple[str, ...]


_DIVISIONS = """
Beckside          | Ferrymead, Marlbeck, Rushbeck, Willow End    |
Fennick & Barrow  | Barrowmere, Coldaster, Fennick St Mary       |
Heath & Wold      | Gosling Heath, Larkwold, Pellingford         |
Lacy & Ousley     | Hallowby, Inglecote, Stoke Lacy              |
Marsh & Orris     | Dunnockley, Orrisham, Withymarsh             |
Staithe & Fen     | Harrow Fen, Longmere, Newbridge              | Pelling Lode
Thornacre & Alder | Aldercote, Over Wendle, Thornacre            |
Wendle North      | Castle Gate, Market Ward                     |
Wendle South      | Priory, Wendle Bridge                        |
"""


def _read_division(number: int, line: str) -> DivisionPlan:
    name, wards, parishes = line.split("|")
    return DivisionPlan(
        code=f"E58999{number:03}",
        name=name.strip(),
        wards=tuple(ward.strip() for ward in wards.split(",")),
        parishes=tuple(one.strip() for one in parishes.split(",") if one.strip()),
    )


DIVISIONS = tuple(
    _read_division(number, line)
    for number, line in enumerate(_DIVISIONS.strip().splitlines(), 1)
)
NEIGHBOURS = ("Saltmarsh Coast", "Upper Fenshire")
"""Invented districts next door, where the force also works."""

_ROADS = """
    Mill Church School Station Chapel Willow Orchard Heron Kingfisher Curlew Plover
    Sedge Bulrush Teasel Foxglove Bramble Hawthorn Rowan Alder Sycamore Chestnut
    Windmill Staithe Lode Drove Saddlers Coopers Thatchers Weavers Glebe Rectory
    Vicarage Manor Grange Barley Wheatfield Harvest Meadow Paddock Farriers Smithy
    Quay Lockkeepers Abbey Castle Market Corn Wool Shepherds Jubilee Coronation
    Trafalgar Nelson Albert Queens Éloi's Botwin's
"""
ROAD_NAMES = tuple(_ROADS.split())
ROAD_KINDS = ("Lane", "Road", "Close", "Way", "Street", "Drive", "Avenue", "Court")
LANDMARKS = (
    "Supermarket",
    "Parking Area",
    "Petrol Station",
    "Shopping Area",
    "Park/Open Space",
    "Sports/Recreation Area",
)
"""Labels that say what kind of place it is, not which: the same in every ward."""
STATIONS = {
    -1: "Saltmarsh (Station)",
    WARD_INDEX["Castle Gate"]: "Wendle Town, North (Station)",
    WARD_INDEX["Wendle Bridge"]: "Wendle Quay (Station)",
}
"""By ward; the comma in a name is one of the things that readers stumble over."""
