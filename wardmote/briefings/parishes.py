"""What anybody may read of a parish: its standing public figures, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from wardmote.briefings.rules import Figures, read_figures
from wardmote.kernel.numbers import percent
from wardmote.places.shapes import Part
from wardmote.releases.models import Release
from wardmote.releases.queries import public
from wardmote.releases.rules import ReleaseKind

WHOLE = 0.98  # a parish with this much of it in one ward is in that ward
SLOT = f"{ReleaseKind.PARISH_FIGURES} "


@dataclass(frozen=True, slots=True)
class ParishLine:
    """A parish in a list, with the wards that it lies in, most of it first.

    `outside` is the share of its area that lies in none of the partnership's wards.
    """

    code: str
    name: str
    boundaries: str
    wards: tuple[Part, ...]
    outside: float
    released_at: datetime

    @property
    def is_split(self) -> bool:
        """Not as good as all of it is in one ward."""
        return self.wards[0].share < WHOLE

    @property
    def outside_words(self) -> str:
        return percent(self.outside)

    @property
    def spoken(self) -> str:
        """Its name in a sentence, told from a ward of the same name: “Hallowby parish”."""
        return self.name if "parish" in self.name.casefold() else f"{self.name} parish"

    @property
    def codes(self) -> list[str]:
        """Itself and its wards: whatever names one of them is about it, too."""
        return [self.code, *(part.code for part in self.wards)]


def parish_lines() -> list[ParishLine]:
    """Every parish that has a page, by name."""
    found = _released().values_list("content__parish", "released_at")
    return sorted((_line(*one) for one in found), key=lambda one: (one.name, one.code))


def parishes_in(ward: str) -> list[ParishLine]:
    """The parishes of which a part lies in this ward, by name."""
    return [one for one in parish_lines() if any(part.code == ward for part in one.wards)]


def _released(code: str = "") -> QuerySet[Release]:
    found = public(ReleaseKind.PARISH_FIGURES)
    return found.filter(slot=f"{SLOT}{code}") if code else found


def _line(parish: Mapping[str, Any], released_at: datetime) -> ParishLine:
    return ParishLine(
        code=parish["code"],
        name=parish["name"],
        boundaries=parish["boundaries"],
        wards=tuple(Part(**one) for one in parish["lies_in"]),
        outside=parish["outside"],
        released_at=released_at,
    )


def have_pages(codes: Iterable[str]) -> set[str]:
    """Those of these parishes that have a page."""
    slots = {f"{SLOT}{code}": code for code in codes}
    found = _released().filter(slot__in=slots).values_list("slot", flat=True) if slots else ()
    return {slots[one] for one in found}


def told_of(parish: ParishLine) -> tuple[list[Release], list[Release]]:
    """What people of this very parish answered, and the bulletins that name it or one of its
    wards, both the newest first."""
    kinds = (ReleaseKind.SURVEY, ReleaseKind.BULLETIN)
    wards = [part.code for part in parish.wards]
    found = public().filter(kind__in=kinds, wards__code__in=wards).distinct()
    surveys, bulletins = [], []
    for one in found.order_by("-released_at", "-pk"):
        if one.kind == ReleaseKind.BULLETIN:
            bulletins.append(one)
        elif parish.code in one.content.get("parishes", ()):
            surveys.append(one)
    return surveys, bulletins


def parish_or_404(code: str) -> tuple[ParishLine, Figures]:
    """One parish and its figures."""
    found = get_object_or_404(_released(code))
    return _line(found.content["parish"], found.released_at), read_figures(found.content)
