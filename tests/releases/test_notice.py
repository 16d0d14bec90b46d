"""Members have what names their ward before it is published, for so many working days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import Http404

from wardmote.audit.models import Entry
from wardmote.kernel.errors import RuleBroken
from wardmote.places.models import Edition, Place
from wardmote.releases.models import NoticeGiven, Release, ShortNotice
from wardmote.releases.notice import (
    HasIt,
    Standing,
    WardNotice,
    check_notice,
    publish_from,
    wards_named,
)
from wardmote.releases.queries import (
    Notice,
    for_members_of,
    notice_for,
    notices_for,
    public,
    short_notices_for,
    wards_given,
    wards_of_notice,
)
from wardmote.releases.usecases import acknowledge, end_notice, give_notice, take_notice_back

GIVEN = datetime(2026, 11, 2, 10, tzinfo=UTC)  # a Monday
MONDAY = GIVEN.date()
ITEM = "report 2026Q3 edition 1"


@pytest.mark.parametrize(
    ("had_on", "days", "opens_on"),
    [
        (date(2026, 11, 2), 3, date(2026, 11, 6)),  # Tuesday to Thursday are clear
        (date(2026, 11, 2), 1, date(2026, 11, 4)),
        (date(2026, 11, 2), 0, date(2026, 11, 2)),
        (date(2026, 11, 5), 3, date(2026, 11, 11)),  # over a weekend
        (date(2026, 11, 7), 3, date(2026, 11, 12)),  # given on a Saturday
        (date(2026, 12, 23), 3, date(2026, 12, 31)),  # Christmas, and Boxing Day's Monday
        (date(2026, 4, 2), 1, date(2026, 4, 8)),  # Good Friday and Easter Monday
    ],
)
def test_days_are_working_days_and_clear(had_on, days, opens_on):
    assert publish_from(had_on, days) == opens_on


def ward(*since, days=3):
    members = tuple(HasIt(f"Cllr {n}", one) for n, one in enumerate(since))
    return WardNotice("E1", "Longmere", members, days)


@pytest.mark.parametrize(
    ("members", "today", "standing"),
    [
        ((), MONDAY, Standing.EXEMPT),
        ((None,), MONDAY, Standing.NOT_GIVEN),
        ((MONDAY, None), date(2026, 12, 1), Standing.NOT_GIVEN),  # one of two
        ((MONDAY,), date(2026, 11, 5), Standing.RUNNING),
        ((MONDAY,), date(2026, 11, 6), Standing.GIVEN),
        ((MONDAY, date(2026, 11, 4)), date(2026, 11, 6), Standing.RUNNING),  # the later one
        ((MONDAY, date(2026, 11, 4)), date(2026, 11, 10), Standing.GIVEN),
    ],
)
def test_how_a_ward_stands(members, today, standing):
    assert ward(*members).standing(today) is standing


@pytest.mark.parametrize(
    ("wards", "says"),
    [
        ([ward(None)], "The councillors of Longmere have not been given"),
        ([ward(MONDAY), ward(None)], "have not been given"),
        ([ward(MONDAY)], "from 6 November 2026"),
        ([ward(None)] * 6, "and 2 other wards"),
    ],
)
def test_a_refusal_says_when_or_what_to_do(wards, says):
    with pytest.raises(RuleBroken, match=says):
        check_notice(wards, date(2026, 11, 5), "  ")
    check_notice(wards, date(2026, 11, 5), "A warning that cannot wait")


def test_nobody_to_tell_or_long_enough_is_no_refusal():
    check_notice([], MONDAY, "")
    check_notice([ward(), ward(MONDAY)], date(2026, 11, 6), "")


NAMES = {"E1": "Longmere", "E2": "Market Ward", "E3": "Market Ward North", "E4": " "}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Burglary in Longmere, twice", ("E1",)),
        ("Market Ward North", ("E3",)),
        ("Market\nWard and Longmere", ("E1", "E2")),
        ("Longmeres and longmere", ()),
        ("", ()),
    ],
)
def test_wards_are_named_by_whole_words(text, codes):
    assert wards_named(text, NAMES) == codes


def test_no_wards_are_never_named():
    assert wards_named("Longmere", {}) == ()


@pytest.fixture
def wards(db):
    edition = Edition.objects.create(kind="ward", name="2025-05", imported_at=GIVEN)
    for code, name in {"E1": "Longmere", "E2": "Newbridge", "E3": "Harrow Fen"}.items():
        Place.objects.create(edition=edition, code=code, name=name)


@pytest.fixture
def amos(wards, make_person, represent):
    person = make_person("Amos")
    represent(person, "E1")
    return person


@pytest.fixture
def nia(wards, make_person, represent):
    person = make_person("Nia")
    represent(person, "E2")
    return person


def notice(code, words="Burglary has risen", name="Longmere"):
    content = {"ward": {"code": code, "name": name}, "parts": [words]}
    return Notice("Data report", content, {code: name}, code)


def both(words="Burglary has risen"):
    return [notice("E1", words), notice("E2", "New homes", "Newbridge")]


def standings(notices, on):
    found = wards_of_notice(notices, ITEM, on, 3)
    return {one.code: one.standing(on) for one in found}


def test_all_members_have_it_in_the_same_minute_and_no_one_else(amos, nia, priya):
    assert give_notice(both(), ITEM, by=priya, now=GIVEN) == 2
    assert {(one.person, one.ward, one.at) for one in NoticeGiven.objects.all()} == {
        (amos, "E1", GIVEN),
        (nia, "E2", GIVEN),
    }
    assert [one.slot[-2:] for one in notices_for(["E1"])] == ["E1"]
    assert {one.slot[-2:] for one in for_members_of(["E2"])} == {"E2"}
    assert not public().exists()
    assert not notices_for([]).exists()
    with pytest.raises(Http404):
        notice_for(notices_for(["E2"]).get().pk, ["E1"])


def test_a_ward_without_a_member_is_exempt(amos, priya):
    give_notice(both(), ITEM, by=priya, now=GIVEN)
    on = date(2026, 11, 6)
    assert standings(both(), on) == {"E1": Standing.GIVEN, "E2": Standing.EXEMPT}
    end_notice(both(), ITEM, "Data report", by=priya, now=GIVEN + timedelta(days=4))


def test_only_a_ward_whose_words_change_begins_again(amos, nia, priya):
    give_notice(both(), ITEM, by=priya, now=GIVEN)
    later = GIVEN + timedelta(days=7)
    assert standings(both("Now falling"), later.date()) == {
        "E1": Standing.NOT_GIVEN,
        "E2": Standing.GIVEN,
    }
    assert give_notice(both("Now falling"), ITEM, by=priya, now=later) == 1
    assert standings(both("Now falling"), later.date())["E1"] is Standing.RUNNING
    assert NoticeGiven.objects.filter(person=nia).count() == 1


def test_what_is_called_otherwise_is_given_again(amos, priya):
    give_notice([notice("E1")], ITEM, by=priya, now=GIVEN)
    found = Notice("Another report", notice("E1").content, {"E1": "Longmere"}, "E1")
    assert standings([found], GIVEN.date()) == {"E1": Standing.NOT_GIVEN}


def test_another_items_notice_counts_for_nothing(amos, priya):
    give_notice([notice("E1")], f"{ITEM}0", by=priya, now=GIVEN)
    assert standings([notice("E1")], date(2026, 12, 1)) == {"E1": Standing.NOT_GIVEN}


def test_a_ward_no_longer_named_leaves_the_page_and_giving_again_is_nothing(amos, nia, priya):
    give_notice(both(), ITEM, by=priya, now=GIVEN)
    assert give_notice(both(), ITEM, by=priya, now=GIVEN) == 0
    assert Entry.objects.filter(verb="notice.given").count() == 1
    give_notice([notice("E1")], ITEM, by=priya, now=GIVEN)
    assert notices_for(["E1"]).exists()
    assert not notices_for(["E2"]).exists()


def test_who_comes_into_office_later_has_it_from_then_on(amos, make_person, represent, priya):
    give_notice([notice("E1")], ITEM, by=priya, now=GIVEN)
    late = make_person("Lena")
    represent(late, "E1")
    late.represents.update(since=date(2026, 11, 5))
    on = date(2026, 11, 6)
    (found,) = wards_of_notice([notice("E1")], ITEM, on, 3)
    assert {one.name: one.since for one in found.members} == {
        "Amos": MONDAY,
        "Lena": date(2026, 11, 5),
    }
    assert found.standing(on) is Standing.RUNNING
    end_notice([notice("E1")], ITEM, "R", by=priya, now=datetime(2026, 11, 11, 9, tzinfo=UTC))
    (kept,) = wards_given(ITEM, 3)
    assert {one.name: one.since for one in kept.members} == {
        "Amos": MONDAY,
        "Lena": date(2026, 11, 5),
    }


def test_publishing_too_early_is_refused_and_changes_nothing(amos, priya):
    with pytest.raises(RuleBroken, match="have not been given"):
        end_notice([notice("E1")], ITEM, "Data report", by=priya, now=GIVEN)
    give_notice([notice("E1")], ITEM, by=priya, now=GIVEN)
    with pytest.raises(RuleBroken, match="6 November"):
        end_notice([notice("E1")], ITEM, "R", by=priya, now=GIVEN + timedelta(days=3))
    assert notices_for(["E1"]).exists()
    assert not ShortNotice.objects.exists()


def test_an_override_keeps_its_reason_for_the_wards_it_cut_short(amos, nia, priya):
    give_notice(both(), ITEM, by=priya, now=GIVEN)
    later = GIVEN + timedelta(days=7)
    by = {"by": priya, "now": later}
    end_notice(both("Changed"), ITEM, "Data report", cannot_wait=" A danger ", **by)
    kept = ShortNotice.objects.get()
    assert (kept.wards, kept.reason, kept.by) == (["E1"], "A danger", "Priya")
    assert short_notices_for("E1", later.date()) == [kept]
    assert short_notices_for("E2", later.date()) == []
    assert short_notices_for("E1", later.date() + timedelta(days=1)) == []
    assert Entry.objects.get(verb="notice.cut_short").details["reason"] == "A danger"
    assert not notices_for(["E1", "E2"]).exists()


def test_a_reason_that_was_not_needed_is_not_kept(amos, priya):
    give_notice([notice("E1")], ITEM, by=priya, now=GIVEN)
    late = {"by": priya, "now": GIVEN + timedelta(days=4)}
    end_notice([notice("E1")], ITEM, "R", cannot_wait="Hurry", **late)
    assert not ShortNotice.objects.exists()


def test_taken_back_it_is_gone_and_its_time_begins_again(amos, priya):
    give_notice([notice("E1")], ITEM, by=priya, now=GIVEN)
    take_notice_back(ITEM, by=priya, now=GIVEN)
    assert not notices_for(["E1"]).exists()
    assert wards_given(ITEM, 3) == []
    with pytest.raises(RuleBroken, match="No notice"):
        take_notice_back(ITEM, by=priya, now=GIVEN)
    assert standings([notice("E1")], date(2026, 12, 1)) == {"E1": Standing.NOT_GIVEN}
    assert give_notice([notice("E1")], ITEM, by=priya, now=GIVEN) == 1


def test_a_member_may_say_that_they_read_it_once(amos, nia, priya):
    give_notice(both(), ITEM, by=priya, now=GIVEN)
    pk = notices_for(["E1"]).get().pk
    for hours in 1, 5:
        acknowledge(pk, ["E1"], by=amos, now=GIVEN + timedelta(hours=hours))
    given = NoticeGiven.objects.get(person=amos)
    assert given.acknowledged_at == GIVEN + timedelta(hours=1)
    assert Entry.objects.filter(verb="notice.acknowledged").count() == 1
    with pytest.raises(Http404):
        acknowledge(pk, ["E2"], by=nia, now=GIVEN)
    assert NoticeGiven.objects.get(person=nia).acknowledged_at is None


def test_who_came_later_may_say_so_too(amos, make_person, represent, priya):
    give_notice([notice("E1")], ITEM, by=priya, now=GIVEN)
    late = make_person("Lena")
    represent(late, "E1")
    acknowledge(notices_for(["E1"]).get().pk, ["E1"], by=late, now=GIVEN)
    given = NoticeGiven.objects.get(person=late)
    assert (given.at, given.acknowledged_at) == (GIVEN, GIVEN)
    (found,) = wards_of_notice([notice("E1")], ITEM, MONDAY, 3)
    assert found.acknowledged == 1


def test_a_notice_is_a_release_that_is_never_public(amos, priya):
    give_notice([notice("E1")], ITEM, by=priya, now=GIVEN)
    made = Release.objects.get()
    assert (made.kind, made.audience, made.material) == ("notice", "members", True)
    assert made.source == f"notice of {ITEM}"
