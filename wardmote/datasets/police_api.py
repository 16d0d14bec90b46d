"""The police's own API, data.police.uk/api: what is asked, and what its rows become.

A row of the API is a row of a street file without its LSOA: the same crime types and
outcomes under other names, the same snapped points, a street name for the location. It
does not name the force: `Force` is the force of the district, `BTP` the British Transport
Police. Its `id` tells two pieces of one district that share a row.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import shapely
from shapely.geometry import box

from wardmote.datasets.street import TYPES, Reject, point_fault, tidy
from wardmote.datasets.upstream import NotThere, Pace, TooMuch, Unanswered, Upstream
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month

ADDRESS: Final = "https://data.police.uk/api"
#: well inside what the police allow: 15 a second, 30 at once
RATE, BURST = 10, 15
MONTHS_KEPT = 36
MARGIN = 0.002  # degrees (140 to 220 m) asked round the district; our own rule then places
DEEPEST = 6  # halvings of a district, after which a refusal must have another reason
TEXT_KEPT = 200

BTP = "British Transport Police"
NO_LOCATION = "No Location"
#: where the API's slug is not that of the street files
SLUGS = {
    "criminal-damage-arson": "criminal-damage-and-arson",
    "violent-crime": "violence-and-sexual-offences",
}

#: the values of one row, in the order of `street.COLUMNS`
Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PoliceForce:
    """A force as the API names it: its slug in addresses, and its name."""

    slug: str
    name: str


@dataclass(slots=True)
class Fetched:
    """What the API holds of one district and month."""

    rows: dict[int, Values] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    questions: int = 0


class PoliceApi:
    """The calls that a district needs."""

    def __init__(self, upstream: Upstream) -> None:
        self._ask = upstream.ask
        self.host = upstream.host

    def last_updated(self) -> date:
        """The day that stands for the newest month there is."""
        said = self._ask("crime-last-updated")
        try:
            return date.fromisoformat(said["date"][:10])
        except (TypeError, KeyError, ValueError) as error:
            raise self._strange("when it was last updated", said) from error

    def forces(self) -> list[PoliceForce]:
        """Every police force that the API knows."""
        said = self._ask("forces")
        try:
            return [PoliceForce(one["id"], tidy(one["name"])) for one in said]
        except (TypeError, KeyError, AttributeError) as error:
            raise self._strange("which forces there are", said) from error

    def force_at(self, longitude: float, latitude: float) -> str:
        """The slug of the force that polices this point."""
        where = {"q": f"{latitude:.6f},{longitude:.6f}"}
        try:
            said = self._ask("locate-neighbourhood", where)
        except NotThere as error:
            raise RuleBroken(
                f"{self.host} does not know which force polices the district. Say it with "
                "--force, such as --force cambridgeshire"
            ) from error
        if not isinstance(said, dict) or not isinstance(said.get("force"), str):
            raise self._strange("which force polices a point", said)
        return str(said["force"])

    def crimes(self, month: Month, pieces: Sequence[Any], force: PoliceForce) -> Fetched:
        """Every row of the month in these polygons, and the force's without a location.

        A polygon that the API refuses for its size is cut in two, and so on.
        """
        found = Fetched()
        for piece in pieces:
            self._piece(piece, month, force, found, DEEPEST)
        asked = {"category": "all-crime", "force": force.slug, "date": str(month)}
        said = self._ask("crimes-no-location", asked)
        self._take(said, "crimes-no-location", month, force, found)
        if len(found.rejects) > len(found.rows):
            raise Unanswered(
                f"Most rows that {self.host} sent for {month.words} cannot be read, the "
                f"first because {found.rejects[0].reason}. Nothing was changed"
            )
        return found

    def _piece(
        self, piece: Any, month: Month, force: PoliceForce, found: Fetched, left: int
    ) -> None:
        asked = {"poly": as_poly(piece), "date": str(month)}
        try:
            said = self._ask("crimes-street/all-crime", asked, post=True, divisible=left > 0)
        except TooMuch:
            for half in halves(piece):
                self._piece(half, month, force, found, left - 1)
            return
        self._take(said, "crimes-street", month, force, found)

    def _take(
        self, said: Any, call: str, month: Month, force: PoliceForce, found: Fetched
    ) -> None:
        found.questions += 1
        if not isinstance(said, list):
            raise self._strange(f"the crimes of {month.words}", said)
        for number, one in enumerate(said, start=1):
            if isinstance(one, dict) and one.get("month") not in (str(month), None):
                raise Unanswered(
                    f"{self.host} was asked for {month.words} and sent rows of "
                    f"{str(one['month'])[:20]}. Nothing was changed"
                )
            fault = fault_of(one)
            if fault:
                name = f"{call} {month} ({found.questions})"
                found.rejects.append(Reject(name, number, fault))
            else:
                found.rows[one["id"]] = values_of(one, force.name)

    def _strange(self, what: str, said: Any) -> Unanswered:
        return Unanswered(
            f"{self.host} was asked {what} and gave an answer of another kind "
            f"(“{str(said)[:60]}”). Nothing was changed"
        )


def fault_of(one: Any) -> str | None:
    """Why a row of the API cannot be taken, or None."""
    if not isinstance(one, dict):
        return "it is not a row"
    if not isinstance(one.get("id"), int) or isinstance(one["id"], bool):
        return "it has no id"
    if not one.get("month"):
        return "its month is blank"
    if not isinstance(one.get("category"), str) or not one["category"].strip():
        return "Crime type is blank"
    where = one.get("location")
    if where is None:
        return None
    if not isinstance(where, dict):
        return "its location cannot be read"
    longitude, latitude = where.get("longitude"), where.get("latitude")
    if not isinstance(longitude, str) or not isinstance(latitude, str):
        return "its location cannot be read"
    return point_fault(longitude.strip(), latitude.strip())


def values_of(one: dict[str, Any], force: str) -> Values:
    """A row of the API as the same row of a street file, but for LSOA and API ids."""
    where = one.get("location") or {}
    street = where.get("street")
    name = street.get("name") if isinstance(street, dict) else None
    outcome = one.get("outcome_status")
    by = BTP if one.get("location_type") == BTP_CODE else force
    return (
        _text(one.get("persistent_id")),
        str(one["month"]),
        by,
        by,
        _text(where.get("longitude")),
        _text(where.get("latitude")),
        _text(name) or NO_LOCATION,
        "",
        "",
        label_of(one["category"]),
        _text(outcome.get("category")) if isinstance(outcome, dict) else "",
        _text(one.get("context")),
    )


BTP_CODE = "BTP"


def label_of(category: str) -> str:
    """The crime type as street files name it; a new one by its own words."""
    slug = category.strip().lower()
    known = TYPES.get(SLUGS.get(slug, slug))
    return known or tidy(slug.replace("-", " ")).capitalize()[:TEXT_KEPT]


def _text(said: Any) -> str:
    return tidy(said)[:TEXT_KEPT] if isinstance(said, str) else ""


def outline(shapes: Iterable[Any]) -> list[Any]:
    """The district as few simple polygons, a little larger than it is."""
    whole = shapely.union_all([shapely.make_valid(shape) for shape in shapes])
    wider = whole.buffer(MARGIN).simplify(MARGIN / 2)
    return [shapely.Polygon(part.exterior) for part in _polygons(wider)]


def halves(piece: Any) -> list[Any]:
    """The piece cut in two across its longer side."""
    west, south, east, north = piece.bounds
    if east - west > north - south:
        middle = (west + east) / 2
        boxes = box(west, south, middle, north), box(middle, south, east, north)
    else:
        middle = (south + north) / 2
        boxes = box(west, south, east, middle), box(west, middle, east, north)
    return [part for one in boxes for part in _polygons(piece.intersection(one))]


def as_poly(piece: Any) -> str:
    """A polygon as the API takes it: latitude,longitude:latitude,longitude..."""
    ring = list(piece.exterior.coords)[:-1]
    return ":".join(f"{latitude:.5f},{longitude:.5f}" for longitude, latitude, *_ in ring)


def _polygons(shape: Any) -> Iterator[Any]:
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon" and part.area > 0:
            yield part


def police_api(address: str) -> PoliceApi:
    """The API at this address (another than ADDRESS only in tests), at a polite pace."""
    return PoliceApi(Upstream(address, pace=Pace(RATE, BURST)))
