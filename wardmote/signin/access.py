"""Who needs a second factor, who may come in by mail, and whether this session proved it."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode

from wardmote.agreements.queries import restricted_is_on
from wardmote.groups.queries import kinds_of, sittings
from wardmote.groups.rules import PARTNER_KINDS
from wardmote.people.models import User
from wardmote.people.rules import Role
from wardmote.places.queries import current_representations, is_councillor, offices_of
from wardmote.places.rules import Office
from wardmote.signin.rules import CONFIRMED_LIVES, may_use_mail_link, needs_second_factor

CONFIRMED = "confirmed"
View = Callable[..., HttpResponse]


def must_have_second_factor(user: User, on: date) -> bool:
    """Whether this person's posts and seats ask for a second factor today."""
    if not restricted_is_on(on):
        return False
    return needs_second_factor(
        Role(user.role),
        kinds_of(user, on),
        holds_elected_office=is_councillor(user, on),
        is_restricted_on=True,
    )


def who_must_have_one(people: Iterable[User], on: date) -> set[int]:
    """Which of these people must have a second factor today, asked of all at once."""
    if not restricted_is_on(on):
        return set()
    kinds = defaultdict(set)
    for one in sittings(on):
        kinds[one.person].add(one.kind)
    elected = set(
        current_representations(on)
        .filter(office=Office.COUNCILLOR)
        .values_list("user", flat=True)
    )
    return {
        one.pk
        for one in people
        if needs_second_factor(
            Role(one.role),
            kinds[one.pk],
            holds_elected_office=one.pk in elected,
            is_restricted_on=True,
        )
    }


def may_come_by_mail(user: User, on: date) -> bool:
    """Whether a link by mail is enough for this person."""
    return user.is_active and may_use_mail_link(
        Role(user.role),
        acts_for_place=bool(offices_of(user, on)),
        holds_elected_office=is_councillor(user, on),
        has_partner_seat=bool(kinds_of(user, on) & PARTNER_KINDS),
    )


def mark_confirmed(request: HttpRequest) -> None:
    """This session has just proved whose it is."""
    request.session[CONFIRMED] = time.time()


def is_confirmed(request: HttpRequest) -> bool:
    since = time.time() - request.session.get(CONFIRMED, 0)
    return bool(0 <= since < CONFIRMED_LIVES.total_seconds())


def confirm_first(request: HttpRequest) -> HttpResponse | None:
    """The page to go to before anything that guards the account is changed."""
    if is_confirmed(request):
        return None
    return redirect(f"{resolve_url('confirm')}?{urlencode({'next': request.path})}")


def recently_confirmed(view: View) -> View:
    """Only for a session that proved itself in the last ten minutes."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return confirm_first(request) or view(request, *args, **kwargs)

    return guarded


def before_second_factor(view: View) -> View:
    """May be opened by someone who still has to set up their second factor."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view
