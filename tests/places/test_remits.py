"""Who works in which wards is entered, changed and ended; it opens nothing to anybody."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import NOW
from tests.places.test_loading import load
from wardmote.audit.models import Entry
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.places.models import Place, Remit, Representation
from wardmote.places.remits import (
    change_remit,
    current_remits,
    end_remit,
    give_remit,
    remit_lines,
    working_in,
)
from wardmote.places.rules import Coverage, check_coverage

BY = {"by": COMMAND_LINE, "now": NOW}
TODAY = NOW.date()
DAY = timedelta(days=1)
SERGEANT = Coverage("neighbourhood sergeant", frozenset({"E1", "E2"}))
WHOLE = Coverage("licensing officer", is_whole=True)
BOTH = (("E1", "Market"), ("E2", "Mill"))


@pytest.mark.parametrize(
    ("coverage", "about", "says"),
    [
        (Coverage("", frozenset({"E1"})), "work", "Enter what they do"),
        (Coverage("x" * 81, frozenset({"E1"})), "work", "80 characters or fewer"),
        (Coverage("warden"), "wards", "Select the wards"),
        (Coverage("warden", frozenset({"E1"}), is_whole=True), "wards", "Select no ward"),
        (Coverage("warden", frozenset({"E1", "E9"})), "wards", "boundaries in use"),
    ],
)
def test_a_refusal_names_its_question(coverage, about, says):
    with pytest.raises(RuleBroken, match=says) as refusal:
        check_coverage(coverage, known={"E1", "E2"})
    assert refusal.value.about == about


@pytest.mark.parametrize(
    ("coverage", "chosen", "covered"),
    [
        (SERGEANT, {"E1", "E3"}, {"E1"}),
        (SERGEANT, {"E3"}, set()),
        (WHOLE, {"E1", "E3"}, {"E1", "E3"}),
    ],
)
def test_what_is_covered(coverage, chosen, covered):
    assert coverage.of(chosen) == covered


@pytest.fixture
def owen(make_person):
    load("E1", "E2", "E3")
    for code, name in (*BOTH, ("E3", "Quay")):
        Place.objects.filter(code=code).update(name=name)
    return make_person("Owen")


@pytest.fixture
def remit(owen):
    return give_remit(owen, SERGEANT, since=TODAY, **BY)


def works(wards=BOTH, on=TODAY):
    return [(str(user), words) for user, words in working_in(wards, on)]


def wards_of(remit):
    return {one.code for one in remit.wards.all()}


def test_who_works_there_is_named_with_the_wards_that_were_chosen(remit, owen):
    assert works() == [("Owen", "neighbourhood sergeant, covers Market and Mill")]
    assert works((("E2", "Mill"), ("E3", "Quay"))) == [
        ("Owen", "neighbourhood sergeant, covers Mill")
    ]
    assert works((("E3", "Quay"),)) == []
    give_remit(owen, WHOLE, since=TODAY, **BY)
    assert works((("E3", "Quay"),)) == [
        ("Owen", "licensing officer, covers the whole district")
    ]


def test_it_holds_from_its_first_day_to_its_last(owen):
    give_remit(owen, WHOLE, since=TODAY + DAY, until=TODAY + 3 * DAY, **BY)
    held = [bool(current_remits(TODAY + n * DAY)) for n in range(4)]
    assert held == [False, True, True, False]


def test_whoever_left_is_not_named(remit, owen):
    owen.is_active = False
    owen.save()
    assert works() == []
    assert [one.idle for one in remit_lines(TODAY)] == ["account closed"]


def test_whoever_is_elected_later_is_not_named_while_they_act(remit, owen, represent):
    held = represent(owen, "E3")
    assert works() == []
    assert [one.idle for one in remit_lines(TODAY)] == ["acts for a place"]
    Representation.objects.filter(pk=held.pk).update(until=TODAY)
    assert len(works()) == 1


@pytest.mark.parametrize(("office", "kind"), [("councillor", "ward"), ("clerk", "parish")])
@pytest.mark.parametrize("since", [date(2024, 5, 2), date(2026, 12, 7)])
def test_a_councillor_or_clerk_has_none(owen, represent, office, kind, since):
    held = represent(owen, "E1", office, kind)
    Representation.objects.filter(pk=held.pk).update(since=since)
    with pytest.raises(RuleBroken, match=f"Owen is {office} of Market") as refusal:
        give_remit(owen, SERGEANT, since=TODAY, **BY)
    assert refusal.value.about == "person"
    assert not Remit.objects.exists()


def test_who_was_councillor_may_have_one_and_who_will_be_until_then(owen, represent):
    held = represent(owen, "E1")
    Representation.objects.filter(pk=held.pk).update(until=TODAY)
    represent(owen, "E2")
    Representation.objects.filter(code="E2").update(since=TODAY + 30 * DAY)
    give_remit(owen, SERGEANT, since=TODAY, until=TODAY + 30 * DAY, **BY)
    assert works()


@pytest.mark.parametrize(
    ("change", "about", "says"),
    [
        ({"coverage": Coverage("Neighbourhood Sergeant", is_whole=True)}, "work", "already"),
        ({"until": TODAY}, "last_on", "must not be before the first"),
    ],
)
def test_what_does_not_fit_is_refused(remit, owen, change, about, says):
    given = {"coverage": WHOLE, "since": TODAY} | change
    with pytest.raises(RuleBroken, match=says) as refusal:
        give_remit(owen, given.pop("coverage"), **given, **BY)
    assert refusal.value.about == about
    assert Remit.objects.count() == 1


def test_a_closed_account_is_given_none(owen):
    owen.is_active = False
    owen.save()
    with pytest.raises(RuleBroken, match="account is closed"):
        give_remit(owen, SERGEANT, since=TODAY, **BY)


def test_its_wards_change_and_the_trail_says_from_what(remit):
    change_remit(remit.pk, Coverage("neighbourhood sergeant", frozenset({"E2", "E3"})), 1, **BY)
    remit.refresh_from_db()
    assert (wards_of(remit), remit.version) == ({"E2", "E3"}, 2)
    kept = Entry.objects.get(verb="remit.changed").details
    assert (kept["where_before"], kept["where"]) == (["E1", "E2"], ["E2", "E3"])
    change_remit(remit.pk, WHOLE, 2, **BY)
    remit.refresh_from_db()
    assert (remit.is_whole, wards_of(remit)) == (True, set())


def test_saving_it_as_it_is_keeps_nothing(remit):
    change_remit(remit.pk, SERGEANT, 1, **BY)
    remit.refresh_from_db()
    assert remit.version == 1
    assert not Entry.objects.filter(verb="remit.changed").exists()


def test_two_remits_do_not_become_the_same(remit, owen):
    other = give_remit(owen, WHOLE, since=TODAY, **BY)
    with pytest.raises(RuleBroken, match="already"):
        change_remit(other.pk, SERGEANT, 1, **BY)


def test_it_ends_at_once_or_after_a_day_that_can_be_put_right_until_then(remit):
    end_remit(remit.pk, 1, on=TODAY + 9 * DAY, **BY)
    assert works()
    end_remit(remit.pk, 2, on=TODAY + 5 * DAY, **BY)
    assert (bool(works(on=TODAY + 4 * DAY)), works(on=TODAY + 5 * DAY)) == (True, [])
    end_remit(remit.pk, 3, on=TODAY, **BY)
    assert (works(), remit_lines(TODAY)) == ([], [])
    for again in (lambda: end_remit(remit.pk, 4, on=TODAY, **BY),
                  lambda: change_remit(remit.pk, WHOLE, 4, **BY)):  # fmt: skip
        with pytest.raises(RuleBroken, match="has ended"):
            again()


def test_one_that_has_not_begun_can_be_taken_back(owen):
    remit = give_remit(owen, SERGEANT, since=TODAY + 5 * DAY, **BY)
    assert len(remit_lines(TODAY)) == 1
    with pytest.raises(RuleBroken, match="It begins on"):
        end_remit(remit.pk, 1, on=TODAY + 5 * DAY, **BY)
    end_remit(remit.pk, 1, on=TODAY, **BY)
    assert remit_lines(TODAY) == []
    assert works(on=TODAY + 6 * DAY) == []
    with pytest.raises(RuleBroken, match="has ended"):
        end_remit(remit.pk, 2, on=TODAY, **BY)


def test_a_day_before_today_is_refused(remit):
    with pytest.raises(RuleBroken, match="today or later"):
        end_remit(remit.pk, 1, on=TODAY - DAY, **BY)


def test_a_stale_page_is_refused(remit):
    change_remit(remit.pk, WHOLE, 1, **BY)
    with pytest.raises(Stale):
        change_remit(remit.pk, SERGEANT, 1, **BY)
    with pytest.raises(Stale):
        end_remit(remit.pk, 1, on=TODAY, **BY)


def test_a_ward_that_is_no_more_is_named_and_nobody_is_moved_by_guess(remit):
    load("E2", "E3", edition="2027-05")
    assert [one.gone for one in remit_lines(TODAY)] == [("Market",)]
    assert works((("E3", "Quay"),)) == []
    change_remit(remit.pk, Coverage("sergeant", frozenset({"E2"})), 1, **BY)  # other words
    assert [one.gone for one in remit_lines(TODAY)] == [("Market",)]
    change_remit(remit.pk, Coverage("sergeant", frozenset({"E2"})), 2, **BY)
    assert [one.gone for one in remit_lines(TODAY)] == [()]


def test_an_end_is_not_put_off_into_what_came_after(remit, owen, represent):
    end_remit(remit.pk, 1, on=TODAY + 5 * DAY, **BY)
    give_remit(owen, SERGEANT, since=TODAY + 5 * DAY, **BY)
    with pytest.raises(RuleBroken, match="has a remit as neighbourhood sergeant already"):
        end_remit(remit.pk, 2, on=TODAY + 9 * DAY, **BY)
    Remit.objects.exclude(pk=remit.pk).delete()
    end_remit(remit.pk, 2, on=TODAY + 9 * DAY, **BY)
    held = represent(owen, "E1")
    Representation.objects.filter(pk=held.pk).update(since=TODAY + 20 * DAY)
    with pytest.raises(RuleBroken, match="Owen is councillor of Market"):
        end_remit(remit.pk, 3, on=TODAY + 30 * DAY, **BY)


def test_what_ended_long_ago_keeps_no_other_from_its_words(remit, owen):
    Remit.objects.create(
        user=owen, work="warden", since=TODAY - 90 * DAY, until=TODAY - DAY, is_whole=True
    )
    Remit.objects.filter(pk=remit.pk).update(since=TODAY - 30 * DAY)
    change_remit(remit.pk, Coverage("warden", SERGEANT.wards), 1, **BY)
    assert [one.remit.work for one in remit_lines(TODAY)] == ["warden"]


@pytest.mark.django_db
def test_the_database_refuses_what_no_page_would_send(owen):
    wrong = (
        {"work": "", "since": TODAY},
        {"work": "warden", "since": TODAY, "until": TODAY - DAY},
    )
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Remit.objects.create(user=owen, **fields)
    Remit.objects.create(user=owen, work="warden", since=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remit.objects.create(user=owen, work="warden", since=TODAY + DAY)


def test_who_is_entered_and_who_ended_it_is_kept(remit, priya):
    end_remit(remit.pk, 1, by=priya, now=NOW, on=TODAY)
    verbs = Entry.objects.filter(verb__startswith="remit").values_list("verb", "actor")
    assert [verb for verb, _ in verbs] == ["remit.given", "remit.ended"]
    assert list(verbs)[1][1] == "Priya"
