"""The main navigation: what this reader may open, in the order they need it."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate

from wardmote.agreements.access import has_agreements, is_hosts, may_read_partner
from wardmote.agreements.rules import State
from wardmote.agreements.standings import standing_of, standings
from wardmote.groups.access import acts_as_officer
from wardmote.groups.queries import groups_of, sittings
from wardmote.groups.rules import PARTNER_KINDS
from wardmote.people.access import is_office, is_officer
from wardmote.people.models import User
from wardmote.places.queries import offices_of

register = template.Library()

PUBLIC = [
    ("Wards", "public-wards"),
    ("Reports", "public-reports"),
    ("Minutes", "public-meetings"),
    ("Bulletins", "public-bulletins"),
]
PARTNER = [
    ("Start", "start"),
    ("Wards", "wards"),
    ("Priority areas", "areas"),
    ("Issues", "issues"),
    ("Meetings", "meetings"),
    ("Actions", "actions"),
    ("Reports", "reports"),
    ("Groups", "groups"),
]
SHARING = ("Sharing", "sharing")
OFFICE = [*PARTNER, ("Data", "data")]
OFFICER = [
    *OFFICE,
    ("People", "people"),
    ("Agreements", "agreements"),
    ("Settings", "settings"),
]
#: address -> where its page belongs, if not where its address says
BELONG = {"/areas/local/": "/issues/"}


@dataclass(frozen=True, slots=True)
class Item:
    """One link of the main navigation."""

    words: str
    href: str
    is_here: bool


@register.simple_tag(takes_context=True)
def navigation_items(context: dict[str, Any]) -> list[Item]:
    """The links for this reader, the one that holds the present page marked."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return []
    here = BELONG.get(request.path, request.path)
    links = [
        (words, reverse(name)) for words, name in links_for(getattr(request, "user", None))
    ]
    best = max(
        (href for _, href in links if href != "/" and here.startswith(href)),
        key=len,
        default="/" if here == "/" else "",
    )
    return [Item(words, href, href == best) for words, href in links]


def links_for(user: object) -> list[tuple[str, str]]:
    """(words, address name) by what the reader is."""
    if not isinstance(user, User):
        return [("Home", "home"), *PUBLIC]
    if may_read_partner(user, localdate()):
        if is_officer(user):
            return OFFICER
        seen = OFFICE if is_office(user) else PARTNER
        return [*seen, SHARING] if is_to_sign(user) else seen
    mine = [("My ward", "my-ward")] if offices_of(user, localdate()) else []
    if acts_as_officer(user, localdate()):  # the register opens what is shut to them
        return [("Start", "start"), ("People", "people"), ("Agreements", "agreements")]
    if mine and groups_of(user, localdate()):  # a councillor with a seat: asks of their group
        seated = [("Meetings", "meetings"), ("Actions", "actions")]
        mine += [*seated, ("Unblock desk", "unblock-desk")]
    elif groups_of(user, localdate()):  # what the public will read of their group
        mine.append(("Meetings", "meetings"))
    if has_agreements(user, localdate()):
        mine.append(SHARING)
    return [*mine, *PUBLIC]


def is_to_sign(user: User) -> bool:
    """Whether an organisation that they read partners' pages for stands otherwise than signed.

    Asked as the door asks it, so that it costs a page no more.
    """
    on = localdate()
    if is_office(user):
        return not is_hosts(user) and (
            standing_of(user.organisation_id, on).state != State.SIGNED
        )
    seats = sittings(on, person=user)
    bodies = {one.organisation for one in seats if one.kind in PARTNER_KINDS} - {None}
    found = standings(on, [body for body in bodies if body is not None])
    return any(one.state != State.SIGNED for one in found.values())
