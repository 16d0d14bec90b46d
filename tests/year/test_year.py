"""A year day by day: who is mailed how often and what, and that members have it first.

One quarter in the usual run, the year in the deep one.
"""

import random
import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from django.db.models import Q

from tests.small_district import WARDS
from tests.year.life import FIRST, MEMBERS, SECRET, TEXT, Life, live, settle, told_to
from wardmote.digests import queries
from wardmote.digests.models import DigestItem
from wardmote.law.holidays import is_working_day
from wardmote.releases.models import NoticeGiven, Release, ShortNotice
from wardmote.releases.usecases import noticing

pytestmark = pytest.mark.django_db
SEED = 11
CLEAR_DAYS = 3
CODES = [*WARDS]


@pytest.mark.parametrize(
    "days",
    [pytest.param(92, id="a quarter"), pytest.param(365, id="a year", marks=pytest.mark.deep)],
)
def test_members_hear_first_as_often_as_they_chose_and_of_nothing_else(
    days, tmp_path, priya, ana
):
    life = lived(days, tmp_path, priya, ana)
    assert_everything_happened(life, days)
    assert_as_often_as_chosen(life, days)
    assert_nobody_waits_longer_than_chosen(life)
    assert_nothing_but_headlines_of_theirs(life)
    assert_nothing_lost_and_nothing_without_news(life)
    assert_members_had_it_first(life)


def lived(days, folder, officer, analyst):
    life = Life(officer, analyst, random.Random(SEED))
    settle(life, folder / "district")
    live(life, days)
    return life


@pytest.mark.deep
def test_a_title_that_is_not_public_would_be_noticed(tmp_path, priya, ana, monkeypatch):
    """The negative control: mails that tell the titles of what is for members only."""
    news = queries._news
    told = lambda pk, at, now: replace(news(pk, at, now), title=now.title)  # noqa: E731
    monkeypatch.setattr(queries, "_news", told)
    life = lived(30, tmp_path, priya, ana)
    with pytest.raises(AssertionError):
        assert_nothing_but_headlines_of_theirs(life)


@pytest.mark.deep
def test_a_publication_too_early_would_be_noticed(tmp_path, priya, ana, monkeypatch):
    """The negative control: nobody asks how long the members have had it."""
    monkeypatch.setattr(noticing, "check_notice", lambda wards, today, reason: None)
    monkeypatch.setattr(noticing, "short_wards", lambda wards, today: [])
    life = lived(30, tmp_path, priya, ana)
    with pytest.raises(AssertionError):
        assert_members_had_it_first(life)


def assert_everything_happened(life, days):
    """The proof is of something."""
    kinds = set(Release.objects.values_list("kind", flat=True))
    assert kinds >= {
        "figures",
        "issue",
        "finding",
        "agenda",
        "minutes",
        "report",
        "flags",
        "notice",
        "bulletin",
        "survey",
    }
    assert Release.objects.exclude(withdrawn_at=None).exclude(kind="notice").exists()
    assert len(life.published) >= days // 30
    assert life.refused
    assert ShortNotice.objects.exists()
    assert any(SECRET in one.title for one in Release.objects.filter(material=True))


def assert_as_often_as_chosen(life, days):
    assert len({(one.name, one.at.date()) for one in life.sent}) == len(life.sent)
    many = Counter(one.name for one in life.sent)
    weeks, quarters = (days + 93) / 7, (days + 93) / 91
    most = {"at once": days + 93, "daily": days + 93, "weekly": weeks + 1, "": weeks + 1,
            "quarterly": quarters + 1, "never": 0}  # fmt: skip
    for name, (often, _) in MEMBERS.items():
        assert many[name] <= most[often], name
    in_year = Counter(
        one.name for one in life.sent if one.at.date() < FIRST + timedelta(days=365)
    )
    for name, (often, _) in MEMBERS.items():
        assert in_year[name] <= {"weekly": 53, "": 53, "quarterly": 5}.get(often, 365), name
    assert many["Edith"] == 0
    assert min(many["Amos"], many["Beresk"]) >= many["Carys"] > 2
    assert min(one.at.hour for one in life.sent) >= 7
    print(f"{len(life.sent)} mails in {days} days: {dict(many)}")  # noqa: T201


def assert_nobody_waits_longer_than_chosen(life):
    """Of one ward: at once is no later than daily, and daily no later than weekly."""
    days = {}
    for name in ("Amos", "Beresk", "Carys"):
        items = DigestItem.objects.filter(to=life.people[name])
        days[name] = dict(items.values_list("release", "digest__on"))
    for one, (sooner, later) in product(
        days["Amos"], (("Amos", "Beresk"), ("Beresk", "Carys"))
    ):
        if one in days[sooner] and one in days[later]:
            assert days[sooner][one] <= days[later][one], f"{one}: {sooner} after {later}"
    both = days["Amos"].keys() & days["Beresk"].keys()
    assert any(days["Amos"][one] < days["Beresk"][one] for one in both)
    both = days["Beresk"].keys() & days["Carys"].keys()
    assert any(days["Beresk"][one] < days["Carys"][one] for one in both)


def assert_nothing_but_headlines_of_theirs(life):
    """No text, no title of what is not public, nothing of another ward."""
    for one in life.sent:
        assert one.words.count("\nOFFICIAL") + one.words.startswith("OFFICIAL") >= 1
        assert TEXT not in one.words
        assert SECRET not in one.words
        theirs = {CODES[number] for number in MEMBERS[one.name][1]}
        assert set(re.findall(r"E0599\d{4}", one.words)) <= theirs, one.name


def assert_nothing_lost_and_nothing_without_news(life):
    """Each was mailed every material release of their wards, once, and no other."""
    for name, (often, numbers) in MEMBERS.items():
        theirs = {CODES[number] for number in numbers}
        mailed = told_to(life.people[name])
        for one in mailed:
            named = {ward.code for ward in one.wards.all()}
            assert one.material
            assert not named or named & theirs
        about = Q(wards__code__in=theirs) | Q(wards=None)
        due = Release.objects.filter(about, material=True, withdrawn_at=None).distinct()
        due = [one for one in due if stands(one)]
        if often != "never":
            assert {one.pk for one in due} <= {one.pk for one in mailed}, name
        else:
            assert not mailed


def stands(one):
    """Its thing is still there, in whatever words."""
    return Release.objects.filter(slot=one.slot, superseded_by=None, withdrawn_at=None).exists()


def assert_members_had_it_first(life):
    """For so many clear working days, every member of every ward, or a reason is kept."""
    sitting = {}
    for name, (_, numbers) in MEMBERS.items():
        for number in numbers:
            sitting.setdefault(CODES[number], set()).add(life.people[name].pk)
    for item, on in life.published.items():
        reason = ShortNotice.objects.filter(item=item).first()
        given = Release.objects.filter(kind="notice", source=f"notice of {item}")
        named = {ward.code for one in given for ward in one.wards.all()}
        assert named, item
        for code in named & sitting.keys():
            rows = NoticeGiven.objects.filter(release__in=given, ward=code)
            assert {row.person_id for row in rows} >= sitting[code]
            had = max(row.at.date() for row in rows)
            days = [had + timedelta(days=one) for one in range(1, (on - had).days)]
            enough = sum(map(is_working_day, days)) >= CLEAR_DAYS
            assert enough or (reason and code in reason.wards and reason.reason), item
