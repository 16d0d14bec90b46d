"""The people of Wendle Vale, their organisations, groups and seats. All invented."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from wardmote.demo.gazetteer import WARDS

PARTNERSHIP = "Wendle Vale Community Safety Partnership"
MAIL = "wendle.example"


@dataclass(frozen=True, slots=True)
class Organisation:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class GroupPlan:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Seat:
    group: str
    is_chair: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """`role` is officer, analyst or none; a councillor or clerk is who represents."""

    username: str
    name: str
    organisation: str
    post: str
    role: str = ""
    seats: tuple[Seat, ...] = ()
    wards: tuple[str, ...] = ()
    parishes: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    shown_as: str = ""
    """What the list of demo sign-ins calls them; empty: not in it."""

    @property
    def email(self) -> str:
        return f"{self.username}@{MAIL}"


ORGANISATIONS = (
    Organisation("police", "Wendle Constabulary"),
    Organisation("district", "Wendle Vale District Council"),
    Organisation("county", "Fenshire County Council"),
    Organisation("fire", "Fenshire Fire and Rescue Service"),
    Organisation("health", "Fenshire Integrated Care Board"),
    Organisation("probation", "Fenshire Probation Service"),
    Organisation("housing", "Fenland Homes"),
    Organisation("youth", "Fenshire Youth Trust"),
    Organisation("voluntary", "Wendle Vale Voluntary Sector Council"),
    Organisation("hallowby", "Hallowby Parish Council"),
    Organisation("astry", "Astry Parish Council"),
)

GROUPS = (
    GroupPlan("board", "Board"),
    GroupPlan("tasking", "Tasking & Coordinating Group"),
    GroupPlan("problem-solving", "Problem Solving Group"),
    GroupPlan("data", "Data Group"),
    GroupPlan("toolkit", "Toolkit Group"),
)


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed the sharing agreement for an organisation, so many days after the first
    could; None: never. `signatory` signs here, the others signed on paper."""

    organisation: str
    name: str = ""
    capacity: str = ""
    days_after: int | None = None
    signatory: str = ""


SIGNED = (
    Signed("police", "Ruth Calderwood", "Area commander", 40, "ruth"),
    Signed("district", "Morwenna Tate", "Chief executive", 35),
    Signed("county", "Grace Tanimoto", "Head of community services", 61, "grace"),
    Signed("fire", "Yusuf Karimzade", "Group manager, prevention", 52, "yusuf"),
    Signed("health", "Leila Haddadi", "Director of public health nursing", 75, "leila"),
    Signed("probation", "Colm Brannagh", "Head of delivery unit", 90, "colm"),
    Signed("housing", "Marta Kowalewicz", "Neighbourhood manager", 0, "marta"),
    Signed("voluntary", "Hannah Ezeudu", "Community development lead", 120, "hannah"),
    Signed("youth", signatory="sadia"),
)


@dataclass(frozen=True, slots=True)
class Works:
    """Who works where; no ward: in the whole district."""

    username: str
    work: str
    wards: tuple[str, ...] = ()


WORKS = (
    Works("owen", "problem solving sergeant", ("Longmere", "Castle Gate", "Newbridge")),
    Works("marta", "housing patch manager", ("Longmere", "Willow End")),
    Works("hannah", "community development worker", ("Longmere", "Stoke Lacy")),
    Works("ines", "environmental health officer"),
)

BOARD, TASKING = Seat("board"), Seat("tasking")
SOLVING, DATA, TOOLKIT = Seat("problem-solving"), Seat("data"), Seat("toolkit")

STAFF = (
    Person("priya", "Priya Nambiar", "district", "Partnership officer", "officer",
           seats=(DATA,), shown_as="Partnership officer"),
    Person("tomasz", "Tomasz Adeyinka", "county", "Research analyst", "analyst",
           seats=(Seat("data", is_chair=True),), shown_as="Research analyst"),
    Person("ruth", "Superintendent Ruth Calderwood", "police", "Area commander",
           seats=(Seat("board", is_chair=True),), shown_as="Board chair"),
    Person("leila", "Dr Leila Haddadi", "health", "Director of public health nursing",
           seats=(BOARD,), shown_as="Board member"),
    Person("yusuf", "Yusuf Karimzade", "fire", "Group manager, prevention",
           seats=(BOARD, TASKING)),
    Person("grace", "Grace Tanimoto", "county", "Head of community services",
           seats=(BOARD,)),
    Person("colm", "Colm Brannagh", "probation", "Head of delivery unit",
           seats=(BOARD, TASKING)),
    Person("dev", "Inspector Dev Sandhar", "police", "Neighbourhood inspector",
           seats=(Seat("tasking", is_chair=True),), shown_as="T&CG chair"),
    Person("marta", "Marta Kowalewicz", "housing", "Neighbourhood manager",
           seats=(TASKING, SOLVING, TOOLKIT), shown_as="T&CG member"),
    Person("owen", "Sergeant Owen Prydderch", "police", "Problem solving sergeant",
           seats=(Seat("problem-solving", is_chair=True),), shown_as="PSG chair"),
    Person("hannah", "Hannah Ezeudu", "voluntary", "Community development lead",
           seats=(SOLVING, Seat("toolkit", is_chair=True)), shown_as="PSG member"),
    Person("sadia", "Sadia Olufemi", "youth", "Youth outreach manager",
           seats=(SOLVING,), shown_as="PSG member, agreement never signed"),
    Person("ines", "Inês Carvalhal", "district", "Environmental health officer",
           seats=(SOLVING,)),
    Person("ben", "Ben Whitlocke", "district", "Policy and performance officer",
           seats=(DATA, TOOLKIT)),
    Person("nia", "Nia Blackwold", "hallowby", "Clerk to the parish council",
           parishes=("Hallowby",), shown_as="Parish clerk (trained)"),
    Person("peter", "Peter Lundqvist", "astry", "Clerk to the parish council",
           parishes=("Astry",), shown_as="Parish clerk (its neighbour)"),
)  # fmt: skip

_COUNCILLORS = """
Aldercote       | Bridget Okonjo-Reeve
Barrowmere      | Hamish Tolvanen
Castle Gate     | Amina Sherwani, Declan Murrow
Coldaster       | Ottoline Fairweather-Diaz
Dunnockley      | Raymond Eskdaile
Fennick St Mary | Lucinda Vanterpool
Ferrymead       | Gwen Abernathy-Roy, Samir Jalloh
Gosling Heath   | Kenneth Ormsgate
Hallowby        | Delphine Marchetti
Harrow Fen      | Winston Beresk, Ania Zielonka
Inglecote       | Maud Pettifor-Lyle
Larkwold        | Imran Qadirov
Longmere        | Joan Amos, Terrence Oyelade
Market Ward     | Carys Llewelyn-Shah, Viktor Dragan
Marlbeck        | Edith Nakagawa
Newbridge       | Zainab Mwangale, Lewis Harcastle, Mei Tsangaris
Orrisham        | Barnaby Thistlewood
Over Wendle     | Farid Mensahle
Pellingford     | Siobhan Delacourte
Priory          | Kwame Ashgrove, Jolanta Birchall
Rushbeck        | Ivy Somersall
Stoke Lacy      | Rowland Jessamy
Thornacre       | Harriet Vanloo
Wendle Bridge   | Nikhil Penhallow, Bronwen Sato
Willow End      | Oluwaseun Harker, Pippa Grantley-Moss
Withymarsh      | Cedric Balogunde
"""
"""Ward | its councillors, the first named signs in as councillor of the ward."""

_COUNTY_COUNCILLORS = """
Beckside          | Tobias Ferncastle
Fennick & Barrow  | Nasreen Hollowell
Heath & Wold      | Dorothea Kilimnik
Lacy & Ousley     | Marguerite Szabolcs
Marsh & Orris     | Alistair Quennelby
Staithe & Fen     | Amadou Wetherley
Thornacre & Alder | Idris Candlewick
Wendle North      | Petronella Lundgate
Wendle South      | Gethin Marlowe-Osei
"""
"""County division | its councillor."""

_KNOWN_COUNCILLORS = {
    "Joan Amos": Person("amos", "", "district", "", shown_as="Councillor of Longmere"),
    "Amadou Wetherley": Person(
        "wetherley", "", "county", "", shown_as="County councillor, of four wards"
    ),
    "Farid Mensahle": Person(
        "mensahle",
        "",
        "district",
        "",
        seats=(BOARD,),
        shown_as="Councillor who also sits on the Board",
    ),
}


def councillors() -> Iterator[Person]:
    """Everyone elected, by ward, then by county division."""
    for ward, name in _elected(_COUNCILLORS):
        yield _councillor(name, "district", f"Councillor for {ward}", wards=(ward,))
    for division, name in _elected(_COUNTY_COUNCILLORS):
        post = f"County councillor for {division}"
        yield _councillor(name, "county", post, divisions=(division,))


def _elected(lines: str) -> Iterator[tuple[str, str]]:
    for line in lines.strip().splitlines():
        place, names = line.split("|")
        for name in names.split(","):
            yield place.strip(), name.strip()


def _councillor(
    name: str,
    council: str,
    post: str,
    *,
    wards: tuple[str, ...] = (),
    divisions: tuple[str, ...] = (),
) -> Person:
    known = _KNOWN_COUNCILLORS.get(name)
    return Person(
        username=known.username if known else name.split()[-1].lower(),
        name=f"Cllr {name}",
        organisation=council,
        post=post,
        seats=known.seats if known else (),
        wards=wards,
        divisions=divisions,
        shown_as=known.shown_as if known else "",
    )


def people() -> list[Person]:
    """All who can sign in."""
    return [*STAFF, *councillors()]


def everyone() -> dict[str, object]:
    """The cast as it is written to `cast.json`."""
    codes = {ward.name: ward.code for ward in WARDS}
    return {
        "partnership": PARTNERSHIP,
        "organisations": [asdict(one) for one in ORGANISATIONS],
        "groups": [asdict(group) for group in GROUPS],
        "people": [
            asdict(person)
            | {
                "email": person.email,
                "wards": [{"code": codes[name], "name": name} for name in person.wards],
            }
            for person in people()
        ],
    }
