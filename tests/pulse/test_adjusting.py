"""A rule suggests, a person decides; the log says whether the score moved."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now as clock

from tests.conftest import NOW
from wardmote.audit.models import Entry
from wardmote.digests.queries import hears, mail_lines
from wardmote.digests.rules import Often
from wardmote.digests.usecases import choose
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.places.models import Edition, Place
from wardmote.pulse.models import Adjustment, Dismissal
from wardmote.pulse.queries import adjusted, open_suggestions
from wardmote.pulse.rules import Direction, Suggests, Wish
from wardmote.pulse.usecases import Change, dismiss_suggestion, log_adjustment, open_pulse

pytestmark = pytest.mark.django_db
QUARTER = timedelta(days=92)
WARD = "E05999001"
MONTHLY = Change(WARD, Direction.MORE, "Briefed each month", "It was asked for")
FOR_ALL = Change("", Direction.MORE, "A mail each month", "Many asked for it")


@pytest.fixture(autouse=True)
def places():
    edition = Edition.objects.create(kind="ward", name="2025-05", imported_at=NOW)
    for number in range(6):
        Place.objects.create(edition=edition, code=f"E05999{number + 1:03}", name=f"W{number}")


def waits():
    return {one.ward: one.suggests for one in open_suggestions()}


def test_what_the_answers_suggest(asked, members, say):
    say(members[0], 2)
    say(members[2], 5, Wish.LESS)
    say(members[3], 3)
    assert waits() == {WARD: Suggests.MORE, "E05999002": Suggests.LESS}


def test_members_of_one_ward_who_differ(asked, members, say):
    say(members[0], 2)
    say(members[1], 5, Wish.LESS)
    assert waits() == {WARD: Suggests.DIFFER}


def test_a_suggestion_is_decided_by_an_adjustment(asked, members, say, priya):
    say(members[0], 2)
    made = log_adjustment(MONTHLY, by=priya, now=NOW)
    assert made.pulse == asked
    assert waits() == {}


def test_a_suggestion_is_dismissed_with_a_reason(asked, members, say, priya):
    say(members[0], 2)
    with pytest.raises(RuleBroken) as refused:
        dismiss_suggestion(WARD, "more", " ", by=priya, now=NOW)
    assert refused.value.about == "reason"
    dismiss_suggestion(WARD, "more", "They were away", by=priya, now=NOW)
    assert waits() == {}
    with pytest.raises(Stale):
        dismiss_suggestion(WARD, "more", "Again", by=priya, now=NOW)
    say(members[0], 5, Wish.LESS)  # another answer, another suggestion
    assert waits() == {WARD: Suggests.LESS}


def test_a_suggestion_that_has_changed_is_not_dismissed(asked, members, say, priya):
    say(members[0], 5, Wish.LESS)
    with pytest.raises(Stale):
        dismiss_suggestion(WARD, "more", "They were away", by=priya, now=NOW)
    assert not Dismissal.objects.exists()


def test_the_newest_answers_of_a_ward_count(asked, members, say, priya):
    say(members[0], 2)
    say(members[2], 2)
    open_pulse(by=priya, now=NOW + QUARTER)
    say(members[0], 4)
    assert waits() == {"E05999002": Suggests.MORE}


def test_only_an_officer_decides(asked, members, say, ruth, ana):
    say(members[0], 2)
    for person in (ruth, ana, members[0]):
        with pytest.raises(PermissionDenied):
            log_adjustment(MONTHLY, by=person, now=NOW)
        with pytest.raises(PermissionDenied):
            dismiss_suggestion(WARD, "more", "No", by=person, now=NOW)


@pytest.mark.parametrize(
    ("change", "about"),
    [
        (Change(WARD, Direction.MORE, "", "Asked for"), "what"),
        (Change(WARD, Direction.MORE, "x" * 301, "Asked for"), "what"),
        (Change(WARD, Direction.MORE, "Monthly", ""), "reason"),
        (Change("E05000000", Direction.MORE, "Monthly", "Asked for"), "ward"),
        (Change(WARD, Direction.MORE, "Monthly", "Councillor Joan Amos said so"), "reason"),
    ],
)
def test_what_an_adjustment_needs(priya, change, about):
    with pytest.raises(RuleBroken) as refused:
        log_adjustment(change, by=priya, now=NOW)
    assert refused.value.about == about


def test_the_trail_has_no_words(asked, members, say, priya):
    say(members[0], 2)
    say(members[2], 2)
    log_adjustment(MONTHLY, by=priya, now=NOW)
    dismiss_suggestion("E05999002", "more", "They were away", by=priya, now=NOW)
    told = {one.verb: one.details for one in Entry.objects.all()}
    assert told["adjustment.logged"] == {"ward": WARD, "direction": "more"}
    assert told["suggestion.dismissed"] == {"ward": "E05999002"}


def test_an_adjustment_changes_how_often_a_ward_is_mailed_until_another_ends_it(
    members, priya, client
):
    """For its two members, of whom one has chosen."""
    choose("quarterly", by=members[1], now=NOW)
    log_adjustment(replace(MONTHLY, often=Often.DAILY), by=priya, now=NOW)
    assert [hears(one).often for one in members[:3]] == ["daily", "quarterly", "weekly"]
    assert [one.often for one in mail_lines(NOW.date())][:3] == ["daily", "quarterly", "weekly"]
    client.force_login(members[0])
    assert "set how often W0 hears" in client.get("/my-ward/mail/").text
    client.force_login(priya)
    assert "It stands." in client.get("/pulse/adjustments/").text
    log_adjustment(replace(MONTHLY, often=Often.WEEKLY), by=priya, now=NOW + QUARTER)
    assert hears(members[0]).often == "weekly"
    page = client.get("/pulse/adjustments/").text
    assert ("It stands." in page, "It has ended." in page) == (True, True)
    told = [one.details for one in Entry.objects.filter(verb="mail.usual_set")]
    assert [one["often"] for one in told] == ["daily", "weekly"]


def test_the_usual_is_of_one_ward_and_never_never(priya, members):
    for change in (
        replace(FOR_ALL, often=Often.DAILY),
        replace(MONTHLY, often=Often.NEVER),
    ):
        with pytest.raises(RuleBroken):
            log_adjustment(change, by=priya, now=NOW)
    assert not Adjustment.objects.exists()


def effects(on, *, for_officer):
    return {one.whom: one.effect for one in adjusted(on, for_officer=for_officer)}


@pytest.fixture
def before_and_since(asked, members, say, priya):
    """All six answer 2 or 3, something is changed, a quarter later they answer 4."""
    for member, score in zip(members, (2, 3, 3, 3, 3, 4), strict=True):
        say(member, score)
    for change in (MONTHLY, FOR_ALL):
        log_adjustment(change, by=priya, now=NOW + timedelta(days=25))
    open_pulse(by=priya, now=NOW + QUARTER)
    for member in members:
        say(member, 4)
    return (NOW + QUARTER + timedelta(days=22)).date()


def test_the_officer_reads_whether_a_wards_score_moved(before_and_since):
    found = effects(before_and_since, for_officer=True)
    assert found["W0"].before == "2.5 of 5 (2 of 2 answered), October to December 2026"
    assert found["W0"].since == "4.0 of 5 (2 of 2 answered), January to March 2027"
    assert found["W0"].moved == "The score is 1.5 higher"
    assert found["All wards"].before.startswith("3.0 of 5 (6 of 6 answered)")


def test_the_board_reads_whether_the_districts_moved_and_no_wards(before_and_since):
    found = effects(before_and_since, for_officer=False)
    assert found["All wards"].moved == "The score is 1.0 higher"
    assert found["W0"].before == found["W0"].since == found["W0"].moved == ""
    assert "officer alone" in found["W0"].note


def test_nothing_is_said_before_a_later_question_has_closed(before_and_since):
    day = before_and_since - timedelta(days=1)
    for for_officer in (True, False):
        assert effects(day, for_officer=for_officer)["All wards"].note.startswith("No question")


def test_with_few_answers_the_board_is_told_none(asked, members, say, priya):
    for member in members[:4]:
        say(member, 2)
    log_adjustment(FOR_ALL, by=priya, now=NOW + timedelta(days=25))
    open_pulse(by=priya, now=NOW + QUARTER)
    for member in members:
        say(member, 4)
    later = (NOW + QUARTER + timedelta(days=22)).date()
    assert "too few" in effects(later, for_officer=False)["All wards"].note
    assert effects(later, for_officer=True)["All wards"].moved == "The score is 2.0 higher"


def test_on_the_page(client, priya, members, say, ruth):
    open_pulse(by=priya, now=clock())
    say(members[0], 2, now=clock())
    client.force_login(priya)
    page = client.get("/pulse/adjustments/").text
    assert "W0 says it hears too little" in page
    form = client.get(f"/pulse/adjustments/new/?ward={WARD}").text
    assert f'value="{WARD}" selected' in form
    answers = {"ward": WARD, "direction": "more", "what": "Monthly", "reason": "Dr Joan Amos"}
    answers["often"] = "daily"
    asked = client.post("/pulse/adjustments/new/", answers)
    assert asked.status_code == 422
    assert "I have checked" in asked.text
    done = client.post("/pulse/adjustments/new/", answers | {"checked": "on"})
    assert done.status_code == 302
    assert Adjustment.objects.get().ward == WARD
    assert hears(members[0]).often == "daily"
    client.force_login(ruth)
    page = client.get("/pulse/adjustments/").text
    assert "W0: Monthly" in page
    assert "Suggested by the answers" not in page


def test_dismissed_on_the_page(client, priya, members, say, ruth):
    open_pulse(by=priya, now=clock())
    say(members[0], 2, now=clock())
    client.force_login(priya)
    where = f"/pulse/adjustments/{WARD}/dismiss/"
    assert client.post(where, {"shown": "less", "reason": "Away"}).status_code == 409
    assert client.post(where, {"shown": "more", "reason": "Away"}).status_code == 302
    assert client.get(where).status_code == 404
    assert "Away" in client.get("/pulse/adjustments/").text
    client.force_login(ruth)
    assert "Away" not in client.get("/pulse/adjustments/").text
