"""One issue, one number: raised, passed, worked on, unblocked, closed; and who may do it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.conftest import NOW
from wardmote.audit.models import Entry
from wardmote.audit.rules import READ
from wardmote.groups.rules import GroupKind
from wardmote.issues.access import issue_for, readable, reader_of, restricted_texts
from wardmote.issues.clearing import Ruling
from wardmote.issues.models import Hop, Issue
from wardmote.issues.queries import journey as steps_of
from wardmote.issues.queries import released, sent_by
from wardmote.issues.rules import Answer, Asking, Level, Outcome, Passing, Reach, State
from wardmote.issues.usecases import journey, telling
from wardmote.issues.usecases.prioritising import mark_issue, place_issue
from wardmote.issues.usecases.raising import raise_issue
from wardmote.issues.usecases.reading import open_restricted
from wardmote.issues.usecases.releasing import ask_to_release, rule_on, take_back
from wardmote.issues.usecases.unblocking import answer_ask, ask_to_unblock
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.personal import PointsToPerson
from wardmote.releases.queries import for_members_of, public
from wardmote.releases.rules import Audience

pytestmark = pytest.mark.django_db


def test_a_raised_issue_gets_the_next_number_of_the_year(raised, cast):
    first = raise_issue(raised, by=cast["Leila"], now=NOW)
    second = raise_issue(raised, by=cast["Dev"], now=NOW)
    next_year = raise_issue(raised, by=cast["Dev"], now=NOW + timedelta(days=90))
    assert [one.number[-9:] for one in (first, second, next_year)] == [
        "2026-0001",
        "2026-0002",
        "2027-0001",
    ]
    assert Entry.objects.filter(verb="issue.raise").count() == 3


@pytest.mark.parametrize("who", ["Amos", "Mensah", "Nell"])
def test_councillors_and_agencies_that_never_signed_raise_nothing(raised, cast, who):
    with pytest.raises(PermissionDenied):
        raise_issue(raised, by=cast[who], now=NOW)
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    ("changed", "about"),
    [
        ({"title": " "}, "title"),
        ({"text": ""}, "text"),
        ({"wards": ()}, "wards"),
        ({"wards": ("E05999999",)}, "wards"),
        ({"reach": Reach.ONLINE}, "wards"),
        ({"title": "Mrs Okafor and her neighbours"}, "title"),
        ({"text": "Ring 07700 900123 about it"}, "text"),
    ],
)
def test_an_issue_that_cannot_stand_is_refused_whole(raised, cast, changed, about):
    from dataclasses import replace

    with pytest.raises(RuleBroken) as refusal:
        raise_issue(replace(raised, **changed), by=cast["Leila"], now=NOW)
    assert refusal.value.about == about
    assert not Issue.objects.exists()


def test_the_guard_may_be_answered(raised, cast):
    from dataclasses import replace

    named = replace(raised, title="Parking by the Jane Austen stones")
    with pytest.raises(PointsToPerson):
        raise_issue(named, by=cast["Leila"], now=NOW)
    assert raise_issue(replace(named, checked=True), by=cast["Leila"], now=NOW).pk


def test_round_the_figure_of_eight_and_back(issue, cast, groups):
    psg, tcg = groups[GroupKind.PROBLEM_SOLVING].pk, groups[GroupKind.TASKING].pk
    dev, leila = cast["Dev"], cast["Leila"]
    journey.take_on(issue.pk, 1, by=dev, now=NOW)
    telling.tell(issue.pk, "Two patrols a week", Level.PARTNER, by=dev, now=NOW)
    issue.refresh_from_db()
    up = Passing(psg, tcg, "It needs money that we do not have")
    journey.pass_issue(issue.pk, up, issue.version, by=dev, now=NOW)
    issue.refresh_from_db()
    assert (issue.holder_id, issue.state) == (tcg, State.WAITING)
    with pytest.raises(PermissionDenied):
        telling.tell(issue.pk, "Too late", Level.PARTNER, by=dev, now=NOW)
    journey.close_issue(
        issue.pk, issue.version, Outcome.SOLVED, "The lamps burn again", by=leila, now=NOW
    )
    (heard,) = sent_by(readable(reader_of(dev)), [psg], dev.pk)
    assert (heard.outcome, heard.result) == ("solved", "The lamps burn again")
    told = [step.title for step in steps_of(heard, {})]
    assert told[0] == "Raised"
    assert any(one.startswith("Passed from Problem Solving Group") for one in told)
    assert told[-1] == "Closed"


def test_a_stale_page_is_refused_and_changes_nothing(issue, cast, groups):
    journey.take_on(issue.pk, 1, by=cast["Dev"], now=NOW)
    for deed in (
        lambda: journey.hold(issue.pk, 1, "waits", by=cast["Tomas"], now=NOW),
        lambda: journey.close_issue(
            issue.pk, 1, Outcome.GONE, "gone", by=cast["Tomas"], now=NOW
        ),
        lambda: journey.pass_issue(
            issue.pk,
            Passing(issue.holder_id, groups[GroupKind.TASKING].pk, "up"),
            1,
            by=cast["Tomas"],
            now=NOW,
        ),
    ):
        with pytest.raises(Stale):
            deed()
    assert not Hop.objects.exists()
    issue.refresh_from_db()
    assert issue.state == State.WORKED_ON


def test_two_people_rewriting_at_once_lose_nothing(issue, cast):
    shown = issue.partner_texts.get().pk
    telling.write_partner_text(issue.pk, "Three lamps", shown, by=cast["Dev"], now=NOW)
    with pytest.raises(Stale):
        telling.write_partner_text(issue.pk, "One lamp", shown, by=cast["Tomas"], now=NOW)
    assert [one.text[:11] for one in issue.partner_texts.all()] == [
        "Three lamps",
        "Residents a",
    ]


@pytest.mark.parametrize("who", ["Leila", "Ruth"])
def test_only_the_group_that_has_it_acts(issue, cast, who):
    with pytest.raises(PermissionDenied):
        journey.take_on(issue.pk, 1, by=cast[who], now=NOW)


@pytest.mark.parametrize("who", ["Amos", "Mensah", "Nell"])
def test_for_others_there_is_no_issue(issue, cast, who):
    assert not readable(reader_of(cast[who])).exists()
    for number in (issue.number, "WV-2026-9999"):
        with pytest.raises(Http404):
            issue_for(cast[who], number)


def test_restricted_words_are_read_by_the_groups_that_hold_or_held_it(
    issue, cast, groups, restricted_on
):
    dev = cast["Dev"]
    telling.tell(issue.pk, "A named person is at risk", Level.RESTRICTED, by=dev, now=NOW)
    reads = {
        who: bool(restricted_texts(issue_for(cast[who], issue.number)))
        for who in ("Dev", "Tomas", "Leila", "Ruth", "Priya")
    }
    assert reads == {
        "Dev": True, "Tomas": True, "Leila": False, "Ruth": False, "Priya": True
    }  # fmt: skip
    issue.refresh_from_db()
    up = Passing(issue.holder_id, groups[GroupKind.TASKING].pk, "For the whole group")
    journey.pass_issue(issue.pk, up, issue.version, by=dev, now=NOW)
    assert restricted_texts(issue_for(cast["Leila"], issue.number))
    assert not restricted_texts(issue_for(cast["Ruth"], issue.number))


def test_restricted_words_stand_nowhere_else_and_their_reading_is_logged(
    issue, cast, restricted_on
):
    telling.tell(issue.pk, "A secret canary", Level.RESTRICTED, by=cast["Dev"], now=NOW)
    found = issue_for(cast["Tomas"], issue.number)
    assert all("canary" not in step.words for step in steps_of(issue, {}))
    assert issue.updates.filter(text__contains="canary").count() == 0
    assert "canary" not in repr(list(Entry.objects.values_list("details")))
    (opened,) = open_restricted(found, restricted_texts(found), by=cast["Tomas"], now=NOW)
    assert opened.text == "A secret canary"
    entry = Entry.objects.get(verb=READ)
    assert (entry.actor, entry.details["number"]) == ("Tomas", issue.number)


def test_while_restricted_text_is_off_none_is_written(issue, cast):
    with pytest.raises((RuleBroken, PermissionDenied)):
        telling.tell(issue.pk, "A secret", Level.RESTRICTED, by=cast["Dev"], now=NOW)
    assert not issue.updates.filter(restricted__isnull=False).exists()


def test_the_board_unblocks_and_the_answer_goes_back(issue, cast, groups):
    asking = Asking(
        groups[GroupKind.BOARD].pk,
        "Two lamps from this year’s budget",
        "the county council",
        date(2026, 11, 20),
    )
    ask = ask_to_unblock(issue.pk, asking, by=cast["Dev"], now=NOW)
    for who in ("Leila", "Mensah", "Dev"):
        with pytest.raises(PermissionDenied):
            answer_ask(ask.pk, Answer.NO, "No", by=cast[who], now=NOW)
    answer_ask(ask.pk, Answer.UNBLOCKED, "Paid from the reserve", by=cast["Ruth"], now=NOW)
    with pytest.raises(RuleBroken, match="already"):
        answer_ask(ask.pk, Answer.NO, "No", by=cast["Ruth"], now=NOW)
    answered = issue.asks.get()
    assert (answered.answer_kind, answered.is_open) == ("unblocked", False)
    issue.refresh_from_db()
    assert issue.holder == groups[GroupKind.PROBLEM_SOLVING]


def test_asking_gives_the_board_nothing_else_to_read(issue, cast, groups, restricted_on):
    telling.tell(issue.pk, "A secret", Level.RESTRICTED, by=cast["Dev"], now=NOW)
    asking = Asking(groups[GroupKind.BOARD].pk, "Lamps", "the county", date(2026, 12, 1))
    ask_to_unblock(issue.pk, asking, by=cast["Dev"], now=NOW)
    assert not restricted_texts(issue_for(cast["Ruth"], issue.number))


def test_words_go_out_only_when_a_second_person_has_cleared_them(issue, cast):
    words = "Two lamps on the station path are to be mended by December."
    asked = ask_to_release(issue.pk, words, Audience.MEMBERS, by=cast["Dev"], now=NOW)
    assert not released(issue, Audience.MEMBERS).exists()
    for who in ("Dev", "Leila"):
        with pytest.raises(RuleBroken):
            rule_on(asked.pk, Ruling.CLEARED, "", by=cast[who], now=NOW)
    rule_on(asked.pk, Ruling.CLEARED, "", by=cast["Tomas"], now=NOW)
    (seen,) = for_members_of(["E05990001"]).filter(kind="issue")
    assert seen.content["text"] == words
    assert "Residents avoid" not in repr(seen.content)
    assert not public().filter(kind="issue").exists()
    assert not for_members_of(["E05990002"]).filter(kind="issue").exists()


def test_words_that_are_not_cleared_go_nowhere(issue, cast):
    asked = ask_to_release(issue.pk, "Words", Audience.MEMBERS, by=cast["Dev"], now=NOW)
    rule_on(asked.pk, Ruling.REFUSED, "Say by when", by=cast["Tomas"], now=NOW)
    assert not released(issue, Audience.MEMBERS).exists()
    again = ask_to_release(issue.pk, "By May", Audience.MEMBERS, by=cast["Dev"], now=NOW)
    assert again.is_open


def test_everyone_reads_after_the_councillors(issue, cast):
    with pytest.raises(RuleBroken, match="councillors of the wards first"):
        ask_to_release(issue.pk, "Words", Audience.PUBLIC, by=cast["Dev"], now=NOW)


def test_what_is_withdrawn_is_gone_and_leaves_its_tombstone(issue, cast):
    asked = ask_to_release(issue.pk, "Words", Audience.MEMBERS, by=cast["Dev"], now=NOW)
    cleared = rule_on(asked.pk, Ruling.CLEARED, "", by=cast["Priya"], now=NOW)
    with pytest.raises(PermissionDenied):
        take_back(cleared.release, "Wrong", by=cast["Leila"], now=NOW)
    gone = take_back(cleared.release, "A date was wrong", by=cast["Tomas"], now=NOW)
    assert gone.withdrawn_why == "A date was wrong"
    assert not for_members_of(["E05990001"]).filter(kind="issue").exists()


def test_the_newest_marks_and_place_stand(issue, cast):
    from wardmote.issues.asks import ranked_list
    from wardmote.issues.ranking import Criterion
    from wardmote.partnership.models import default_weights

    marks = {one.value: 3 for one in Criterion}
    mark_issue(issue.pk, marks, "As we know it", by=cast["Dev"], now=NOW)
    mark_issue(issue.pk, {**marks, "harm": 5}, "It got worse", by=cast["Dev"], now=NOW)
    place_issue(issue.pk, 1, "The Board asked", by=cast["Dev"], now=NOW)
    (line,) = ranked_list([issue], default_weights())
    assert (line.score, line.rationale, line.by_hand) == (69, "It got worse", "The Board asked")
    place_issue(issue.pk, None, "Done", by=cast["Dev"], now=NOW)
    (line,) = ranked_list([issue], default_weights())
    assert line.by_hand == ""


def test_a_closed_issue_is_opened_again_by_a_group_that_had_it(issue, cast):
    journey.close_issue(issue.pk, 1, Outcome.GONE, "Gone", by=cast["Dev"], now=NOW)
    issue.refresh_from_db()
    with pytest.raises(PermissionDenied):
        journey.reopen_issue(issue.pk, issue.version, "Back", by=cast["Leila"], now=NOW)
    journey.reopen_issue(issue.pk, issue.version, "It is back", by=cast["Tomas"], now=NOW)
    issue.refresh_from_db()
    assert (issue.state, issue.outcome) == (State.WAITING, "")
