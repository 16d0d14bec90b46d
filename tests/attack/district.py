"""A district whose partners' counts are made to be worked out, published quarter by quarter.

Each data set is a trap for one rule: take that rule away and a hidden count has fewer than
five whole numbers left.
"""

import random
from datetime import UTC, datetime, timedelta

from tests import small_district
from tests.bulletins.district import version
from tests.small_district import (
    ASHBY,
    BRAMLEY,
    HARROW_FEN,
    LONGMERE,
    MARKET,
    NEWBRIDGE,
    STOKE_LACY,
    WARDS,
    WILLOW_END,
)
from wardmote.areas.queries import areas_for
from wardmote.areas.usecases import confirm, propose_quarter
from wardmote.bulletins.queries import proposed
from wardmote.bulletins.rules import AreaKind
from wardmote.bulletins.usecases.composing import Words, begin, pick, write
from wardmote.bulletins.usecases.publishing import publish_bulletin
from wardmote.datasets.models import Dataset, DatasetFigure
from wardmote.kernel.numbers import guard
from wardmote.kernel.periods import Quarter, Year
from wardmote.partnership.models import Partnership
from wardmote.places.models import Profile
from wardmote.reports.models import Report
from wardmote.reports.usecases import (
    begin_correction,
    draft_report,
    give_report_notice,
    publish,
)

LAST = Quarter(2025, 2)
BEGINS = datetime(2025, 8, 4, 9, tzinfo=UTC)
PEOPLE = {
    LONGMERE: 1000, NEWBRIDGE: 6000, HARROW_FEN: 8000, WILLOW_END: 8000,
    MARKET: 7000, STOKE_LACY: 9000, ASHBY: 5000, BRAMLEY: 4000,
}  # fmt: skip
SENSITIVE, FEW = "Hidden harm", "Hidden few"
Counts = dict[str, int]


def usual(chance: random.Random) -> Counts:
    """As counts come: some large, some small, some none."""
    return {code: max(0, round(chance.gauss(PEOPLE[code] / 400, 8))) for code in WARDS}


def rare(chance: random.Random) -> Counts:
    """12 in one ward and none elsewhere: a total of about 10 would tell of all others."""
    return {**dict.fromkeys(WARDS, 0), chance.choice(list(WARDS)): chance.choice((10, 11, 12))}


def full(chance: random.Random) -> Counts:
    """Two wards, the smaller nearly at 10: the total would say so."""
    return {HARROW_FEN: 50, WILLOW_END: chance.choice((8, 9))}


def topped(chance: random.Random) -> Counts:
    """A small ward has the highest rate of all: its flag would say that it has 6 or more."""
    return {
        LONGMERE: chance.choice((8, 9)), HARROW_FEN: 56, WILLOW_END: 46, NEWBRIDGE: 12,
        MARKET: 12, STOKE_LACY: 12, ASHBY: 11, BRAMLEY: 3,
    }  # fmt: skip


def mended(chance: random.Random) -> Counts:
    """Told as about 50 and about 50 in all; then one less, and about 45 and about 50."""
    return {MARKET: 48, ASHBY: 4}


def redrafted(chance: random.Random) -> Counts:
    """Drafted as about 50 and about 50 in all; published as about 45 and about 50."""
    return {MARKET: 48, ASHBY: 4}


def few(chance: random.Random) -> Counts:
    """One event in each of two wards, both flagged: eight in a year, of fewer than 10."""
    return {**dict.fromkeys(WARDS, 0), **dict.fromkeys(chance.sample(list(WARDS), 2), 1)}


REDRAFTED = "Redrafted"
TRAPS = {
    "Usual calls": usual,
    "Rare finds": rare,
    "Full wards": full,
    "Topped by one": topped,
    "Mended later": mended,
    REDRAFTED: redrafted,
    SENSITIVE: usual,
    FEW: few,
}
#: told by the year alone
BY_YEAR = (SENSITIVE, FEW)
YEAR = Year(2024)


class AttackedDistrict:
    """Figures of so many quarters, all there from the start; reports come one by one."""

    def __init__(self, folder, quarters: int):
        self.quarters = [LAST - back for back in reversed(range(quarters))]
        self.now = BEGINS
        self.published: set[str] = set()
        #: (data set, quarter) -> the counts as they were told first
        self.real: dict[tuple[str, str], Counts] = {}
        small_district.load(folder, first=self.quarters[0].months[0])
        for code, people in PEOPLE.items():
            Profile.objects.filter(code=code).update(residents=people)
        Partnership.objects.update_or_create(pk=1, defaults={"report_road": []})
        chance = random.Random(32)
        for name, trap in TRAPS.items():
            dataset = Dataset.objects.create(
                slug=name.lower().replace(" ", "-"),
                name=name,
                owner="County Fire",
                lawful_basis="Crime and Disorder Act 1998, section 115",
                cadence="quarterly",
                exposure="residents",
                source="partner",
                sensitive=name in BY_YEAR,
                rule="top_share",
                period_kind="quarter",
            )
            of_years = YEAR.quarters if name in BY_YEAR else ()
            for quarter in sorted({*self.quarters, *of_years}):
                counts = trap(chance)
                self.real[name, str(quarter)] = counts
                DatasetFigure.objects.bulk_create(
                    DatasetFigure(dataset=dataset, period=str(quarter), code=code, count=count)
                    for code, count in counts.items()
                )
            if name in BY_YEAR:
                self.real[name, str(YEAR)] = self.of_year(name)

    def of_year(self, name):
        """Of the whole district, as it is now."""
        of = DatasetFigure.objects.filter(dataset__name=name)
        counts = of.filter(period__in=map(str, YEAR.quarters)).values_list("count", flat=True)
        return {"": sum(counts)}

    @property
    def told_of_year(self):
        return str(guard(self.real[SENSITIVE, str(YEAR)][""]))

    def decide(self, quarter, *, office, analyst):
        """Priority areas as the rules propose them."""
        propose_quarter(quarter, by=analyst, now=self.now)
        for line in areas_for(quarter):
            if line.is_change:
                confirm(line.code, quarter, by=office, now=self.now)

    def publish(self, quarter, *, office, analyst, what_changed=""):
        self.now += timedelta(days=1)
        draft_report(quarter, by=analyst, now=self.now)
        why = {"what_changed": what_changed, "cannot_wait": "The Board meets today"}
        publish(quarter, by=office, now=self.now, **why)
        self.published.add(str(quarter))

    def give_notice(self, quarter, *, office, analyst):
        """The members of the wards have it first, and then long enough."""
        draft_report(quarter, by=analyst, now=self.now)
        held = Report.objects.get(quarter=str(quarter))
        give_report_notice(quarter, held.version, by=office, now=self.now)
        self.now += timedelta(days=7)

    def publish_noticed(self, quarter, *, office):
        publish(quarter, by=office, now=self.now)
        self.published.add(str(quarter))

    def tell_in_a_bulletin(self, ward, *, office):
        """Everything that may be picked of one ward."""
        given = {"by": office, "now": self.now}
        made = begin(AreaKind.WARDS, [ward], **given)
        write(made.pk, Words(f"News of {WARDS[ward]}", "Here it is."), version(made), **given)
        pick(made.pk, [one.release for one in proposed(made)], version(made), **given)
        publish_bulletin(made.pk, version(made), cannot_wait="It is urgent", **given)

    def draft(self, quarter, *, office, analyst):
        """A draft to look at, of which a count changes before it is published."""
        self.decide(quarter, office=office, analyst=analyst)
        draft_report(quarter, by=analyst, now=self.now)

    def redraft(self, quarter):
        of = DatasetFigure.objects.filter(period=str(quarter), dataset__name=REDRAFTED)
        of.filter(code=MARKET).update(count=47)

    def correct(self, quarter, *, office, analyst):
        """One incident less in one ward of a data set; and a ward that reports late."""
        of = DatasetFigure.objects.filter(period=str(quarter), dataset__name="Mended later")
        of.filter(code=MARKET).update(count=47)
        hidden = DatasetFigure.objects.filter(period=str(quarter), dataset__name=FEW)
        hidden.filter(code=MARKET).update(count=3)
        late = Dataset.objects.get(name="Full wards")
        DatasetFigure.objects.create(dataset=late, period=str(quarter), code=ASHBY, count=4)
        begin_correction(quarter, by=office, now=self.now)
        said = "One incident counted twice; a ward reported late."
        self.publish(quarter, office=office, analyst=analyst, what_changed=said)
