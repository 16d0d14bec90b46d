"""Restricted words, wherever they may be written, reach nobody else by any page of issues."""

import pytest

from tests.conftest import NOW
from tests.leaks.fields import Field, canary
from tests.leaks.outputs import places, text_of
from tests.leaks.test_leaks import IS_WHOLE, leaks
from tests.test_permissions import PEOPLE, PUBLIC, SOLVERS, client_of, none
from tests.walk import ask
from wardmote.agreements import queries
from wardmote.agreements.models import Safeguards
from wardmote.groups.models import Group
from wardmote.groups.rules import GroupKind
from wardmote.issues.models import Issue
from wardmote.issues.rules import Level, Origin, Outcome, Reach
from wardmote.issues.usecases import journey, telling
from wardmote.issues.usecases.raising import Raised, raise_issue
from wardmote.kernel.themes import Theme

pytestmark = [pytest.mark.django_db, pytest.mark.sized]
PAGES = ("/issues/", "/start/", "/my-ward/", "/wards/", "/in/", "/audit/")
PLACES = ("raise", "tell", "hold", "close", "reopen")
MARKING = "OFFICIAL-SENSITIVE: restricted"
SOME = ("tasking", "own councillor")


@pytest.fixture
def planted(district, monkeypatch):
    """The district's issue with restricted words in every place; whose pages they are."""
    Safeguards.objects.update(restricted_on=True)
    monkeypatch.setattr(queries, "preconditions", lambda on: [])
    by = district["problem solving"]
    secret = {"by": by, "now": NOW}
    level = {"level": Level.RESTRICTED, **secret}
    said = {place: canary(f"restricted {place}") for place in PLACES}
    issue = raise_issue(
        Raised(
            title="Noise by the lock",
            theme=Theme.DISORDER,
            origin=Origin.JUDGMENT,
            reach=Reach.DISTRICT,
            lead=by.organisation,
            holder=Group.objects.get(kind=GroupKind.PROBLEM_SOLVING),
            text="Noise at night",
            secret=said["raise"],
        ),
        **secret,
    )
    telling.tell(issue.pk, said["tell"], **level)
    for deed, words in (
        (journey.hold, (said["hold"],)),
        (journey.close_issue, (Outcome.GONE, said["close"])),
        (journey.reopen_issue, (said["reopen"],)),
    ):
        issue.refresh_from_db()
        deed(issue.pk, issue.version, *words, **level)
    for key, given in district.issue_addresses.items():
        if "number" in given and key not in ("clear-issue", "withdraw-issue"):
            district.given_to[key] = {**given, "number": issue.number}
    yield district, [Field(place, SOLVERS, (word,)) for place, word in said.items()]
    district.given_to |= district.issue_addresses


def told_to(district, who):
    """(where, text) of every page that could show an issue, with the second step given."""
    client = client_of(district, who)
    if who != PUBLIC:
        session = client.session
        session["second"] = "code"
        session.save()
    for where in places(district):
        if where.startswith(PAGES):
            yield where, text_of(ask(client, "GET", where))
    yield "search", text_of(ask(client, "GET", "/issues/search/?q=canary"))


@pytest.mark.parametrize("who", PEOPLE if IS_WHOLE else SOME)
def test_nobody_else_reads_a_word_of_it(planted, who):
    district, fields = planted
    none(
        [
            f"{where} as {who}: {name}"
            for where, told in told_to(district, who)
            for name in leaks(told, who, fields)
        ]
    )


def test_those_it_is_for_read_all_of_it_on_pages_marked_so(planted):
    """The negative control: what is looked for stands on the issue's page."""
    district, fields = planted
    words = {field.canaries[0] for field in fields}
    unmarked, missing = [], set(words)
    for where, told in told_to(district, "two groups"):
        found = {word for word in words if word in told}
        missing -= found
        if (found or "In restricted text" in told) and MARKING not in told:
            unmarked.append(where)
    assert (missing, unmarked) == (set(), [])
    assert Issue.objects.count() == 2
