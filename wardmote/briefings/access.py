"""Whose ward pages a person may open: the wards they act for, today."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404

from wardmote.people.models import User
from wardmote.places.queries import Acting, acts_for
from wardmote.places.rules import Kind, Office
from wardmote.places.shapes import TOUCHES, wards_of


@dataclass(frozen=True, slots=True)
class MyWard:
    """A ward on a person's page. Its councillors also read what is for members only."""

    code: str
    name: str
    is_member: bool
    through: str = ""


def my_wards(user: User, on: date) -> list[MyWard]:
    """The wards this councillor or clerk acts for; PermissionDenied for anyone else."""
    acting = acts_for(user, on)
    found: dict[str, MyWard] = {}
    for place in acting:
        if place.kind == Kind.WARD:
            is_member = place.office == Office.COUNCILLOR
            if is_member or place.code not in found:
                found[place.code] = MyWard(place.code, place.name, is_member)
    for place in acting:
        if place.kind in TOUCHES:
            is_member = place.office == Office.COUNCILLOR and place.kind == Kind.DIVISION
            for code, name in wards_of(place.kind, place.code):
                if code not in found or (is_member and not found[code].is_member):
                    found[code] = MyWard(code, name, is_member, place.name)
    if not acting:
        raise PermissionDenied("Only councillors and parish clerks have a ward page")
    return list(found.values())


def is_clerk(user: User, on: date) -> bool:
    """Is clerk of a parish, whatever else they are."""
    return any(one.office == Office.CLERK for one in acts_for(user, on))


def member_wards(user: User, on: date) -> list[str]:
    """The codes of the wards whose councillor they are, themselves or through a division."""
    return [one.code for one in my_wards(user, on) if one.is_member]


def my_ward_or_404(user: User, code: str, on: date) -> MyWard:
    """A ward whose councillor they are; a 404 for every other."""
    for one in my_wards(user, on):
        if one.code == code and one.is_member:
            return one
    raise Http404


def own_wards(user: User, on: date) -> list[MyWard]:
    """All the wards whose councillor they are; PermissionDenied for who is of none."""
    found = [one for one in my_wards(user, on) if one.is_member]
    if not found:
        raise PermissionDenied("Only councillors have a briefing")
    return found


def my_parishes(user: User, on: date) -> list[Acting]:
    """The parishes that this person acts for."""
    return [one for one in acts_for(user, on) if one.kind == Kind.PARISH]
