"""A small district lived day by day: what is released, given, published, and mailed.

Reports, bulletins and surveys go their whole road through their own use cases; minutes get
notice and are published as `meetings` does; issues are let out by the rule of `issues` for
what is news. Chance, from a seed, says what comes on which day, when the job runs, and who
tries to publish too early.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from django.core import mail
from django.utils.timezone import make_aware

from tests import small_district
from tests.bulletins.district import POLICE, version
from tests.digests.conftest import SITE
from tests.reports.conftest import ROAD
from tests.small_district import WARDS
from tests.surveys.district import answer, opened
from wardmote.areas.rules import Category
from wardmote.areas.usecases import override
from wardmote.bulletins.models import Bulletin
from wardmote.bulletins.rules import AreaKind
from wardmote.bulletins.usecases.composing import (
    Words,
    add_link,
    begin,
    write,
    write_paragraph,
)
from wardmote.bulletins.usecases.publishing import give_bulletin_notice, publish_bulletin
from wardmote.datasets.usecases import import_street
from wardmote.digests.models import DigestItem
from wardmote.digests.post import Post
from wardmote.digests.usecases import choose, send_digests
from wardmote.issues.rules import STATE_NAMES, State
from wardmote.issues.usecases.releasing import is_news
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month, Quarter, months_between
from wardmote.papers.document import Document, Paragraph
from wardmote.people.models import User
from wardmote.places.geojson import read_boundaries
from wardmote.places.models import Representation
from wardmote.places.profile import read_profile
from wardmote.places.rules import Kind, Office
from wardmote.places.usecases import load_boundaries, load_profile
from wardmote.releases.models import Release
from wardmote.releases.papers import notices_of_paper
from wardmote.releases.queries import last_word, standing
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases import Draft, end_notice, give_notice, release, withdraw
from wardmote.reports.usecases import (
    draft_report,
    give_report_notice,
    publish,
    save_finding,
    take_step,
)
from wardmote.surveys.models import Survey
from wardmote.surveys.rules import Said
from wardmote.surveys.usecases import give_survey_notice, publish_survey

FIRST = date(2025, 8, 1)
#: how often they hear, and the numbers of their wards; the last two wards have nobody
MEMBERS = {
    "Amos": ("at once", (0,)),
    "Beresk": ("daily", (0,)),
    "Carys": ("weekly", (0,)),
    "Delphine": ("quarterly", (1,)),
    "Edith": ("never", (1,)),
    "Farid": ("", (2,)),
    "Gwen": ("daily", (0, 3)),
    "Hari": ("at once", (4,)),
    "Ines": ("quarterly", (5,)),
}
TEXT, SECRET = "canaryText4711", "canarySecret4711"
WORKED_ON, CLOSED = STATE_NAMES[State.WORKED_ON], STATE_NAMES[State.CLOSED]
BEGINS = make_aware(datetime.combine(FIRST, time(9)))


@dataclass
class Sent:
    """One mail as it went."""

    at: datetime
    name: str
    words: str


@dataclass
class Life:
    """The district, its officer, and what has been sent."""

    officer: User
    analyst: User
    chance: random.Random
    folder: Path = Path()
    now: datetime = BEGINS
    people: dict[str, User] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    #: item -> the day on which it was published
    published: dict[str, date] = field(default_factory=dict)
    refused: int = 0
    number: int = 0
    minutes: list[tuple[str, Document]] = field(default_factory=list)
    reports: list[Quarter] = field(default_factory=list)
    bulletins: list[Bulletin] = field(default_factory=list)
    asked: list[Survey] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)

    @property
    def by(self) -> dict[str, object]:
        return {"by": self.officer, "now": self.now}

    def new(self) -> int:
        self.number += 1
        return self.number

    def ward(self) -> str:
        return self.chance.choice([*WARDS])


def settle(life: Life, folder: Path) -> None:
    """Places, two years of figures, members and their choices."""
    given = {"by": COMMAND_LINE, "now": life.now - timedelta(days=30)}
    folder.mkdir(parents=True, exist_ok=True)
    places = small_district.write_places(folder)
    load_boundaries(read_boundaries(places, Kind.WARD), Kind.WARD, "2025-05", **given)
    profile = small_district.write_profile(folder)
    load_profile(read_profile(profile), profile.name, **given)
    life.folder = folder
    _load(life, list(months_between(Month(2024, 10), Month(2025, 3))), life.now)
    codes = [*WARDS]
    for name, (often, numbers) in MEMBERS.items():
        person = User.objects.create(email=f"{name.lower()}@wendle.example", name=name)
        life.people[name] = person
        for number in numbers:
            Representation.objects.create(
                user=person,
                office=Office.COUNCILLOR,
                kind=Kind.WARD,
                code=codes[number],
                since=date(2024, 5, 2),
            )
        if often:
            choose(often, by=person, now=life.now)


def _load(life: Life, months: list[Month], now: datetime) -> None:
    folder = life.folder / str(months[0])
    import_street([small_district.write_street(folder, months)], by=COMMAND_LINE, now=now)


def live(life: Life, days: int) -> None:
    """So many days; then the job runs each day until the next quarter has begun."""
    for number in range(days):
        day = FIRST + timedelta(days=number)
        events = sorted([*_events(life, day)], key=lambda one: one[0])
        for hour, event in events:
            life.now = make_aware(datetime.combine(day, time(hour, life.chance.randrange(60))))
            event(life)
    last = FIRST + timedelta(days=days)
    for number in range(93):
        life.now = make_aware(datetime.combine(last + timedelta(days=number), time(12)))
        run(life)


def _events(life: Life, day: date) -> Iterator[tuple[int, object]]:
    """What comes on this day, and at which hour."""
    draw = life.chance.random
    for likely, event in (
        (0.3, issue),
        (0.1, members_only),
        (0.05, take_back),
        (0.15, try_early),
        (1, try_to_publish),
    ):
        if draw() < likely:
            yield life.chance.randrange(8, 19), event
    if day.day == 3:
        yield 10, figures
    if day.day == 12:
        yield 11, agenda
    if day.day == 20:
        yield 14, minutes
    if day.day == 7:
        yield 10, bulletin
    if day.month % 3 == 0 and day.day == 2:
        yield 10, survey
    if day.month % 3 == 0 and day.day == 16:
        yield 10, survey_over
    if day.month % 3 == 2 and day.day == 5:
        yield 9, report
    hours = life.chance.sample(range(24), life.chance.randrange(4))
    if day.weekday() == 6:
        hours.append(21)
    for hour in hours:
        yield hour, run


def run(life: Life) -> None:
    """The job, once or twice; what went."""
    for _ in range(life.chance.choice((1, 1, 2))):
        before = len(mail.outbox)
        send_digests(SITE, Post(), now=life.now)
        for one in mail.outbox[before:]:
            name = one.to[0].partition("@")[0].capitalize()
            words = "\n".join([one.subject, one.body, *(each for each, _ in one.alternatives)])
            life.sent.append(Sent(life.now, name, words))


def _draft(life: Life, kind: ReleaseKind, slot: str, title: str, **more: object) -> Draft:
    content = {"text": f"{TEXT} {life.new()}", **more.pop("content", {})}
    return Draft(kind=kind, slot=slot, title=title, content=content, source=slot, **more)


def issue(life: Life) -> None:
    """One of a few issues: new, in other words, closed, open again."""
    code = life.ward()
    slot = f"issue {code} {life.chance.randrange(3)}"
    said = last_word(slot)
    state = life.chance.choice((WORKED_ON, WORKED_ON, CLOSED))
    audience = Audience.MEMBERS if said is None else life.chance.choice([*Audience])
    secret = SECRET if audience is Audience.MEMBERS else ""
    content = {"state": state, "wards": [{"code": code, "name": WARDS[code]}]}
    content |= {"number": slot, "title": slot}
    made = _draft(
        life,
        ReleaseKind.ISSUE,
        slot,
        f"{secret} title{slot.replace(' ', '-')}end".strip(),
        content=content,
        wards=(code,),
        audience=audience,
        material=said is None or is_news(said.content, state, [code]),
    )
    release([made], **life.by)


def members_only(life: Life) -> None:
    """Something for all members of a ward that the public never gets."""
    slot = f"finding {life.new()}"
    more = {"wards": (life.ward(),), "audience": Audience.MEMBERS, "material": True}
    release([_draft(life, ReleaseKind.FINDING, slot, f"{SECRET} {slot}", **more)], **life.by)


def take_back(life: Life) -> None:
    """A release of an issue is withdrawn."""
    found = list(standing().filter(kind=ReleaseKind.ISSUE))
    if found:
        withdraw(life.chance.choice(found).pk, "A mistake", **life.by)


def figures(life: Life) -> None:
    """The police's month, of every ward: no mail."""
    month = f"{life.now:%Y-%m}"
    for code in WARDS:
        title = f"title-figures-{code}end to {month}"
        content = {
            "ward": {"code": code, "name": WARDS[code]},
            "edition": "2025-05",
            "months": [month],
            "types": {"Burglary": [life.chance.randrange(9)]},
            "updated_on": life.now.date().isoformat(),
        }
        of = {"content": content, "wards": (code,)}
        release([_draft(life, ReleaseKind.FIGURES, f"figures {code}", title, **of)], **life.by)


def agenda(life: Life) -> None:
    """Of a meeting, for everybody; names no ward."""
    slot = f"agenda {life.new()}"
    made = _draft(life, ReleaseKind.AGENDA, slot, f"Board: {slot}", material=True)
    release([made], **life.by)


def minutes(life: Life) -> None:
    """They name a ward or two, so its members get them first."""
    item = f"minutes {life.new()}"
    named = life.chance.sample([*WARDS.values()], 2)
    paper = Document(
        title=f"{SECRET} {item}",
        subtitle="",
        partnership="Wendle Vale",
        edition_line="",
        made_on=life.now.date(),
        blocks=(Paragraph(f"{TEXT}: {named[0]} and {named[1]} were discussed."),),
    )
    give_notice(notices_of_paper(paper), item, **life.by)
    life.minutes.append((item, paper))


def bulletin(life: Life) -> None:
    """About one ward; its words name another, whose members get it first as well."""
    made = begin(AreaKind.WARDS, [life.ward()], **life.by)
    said = Words(f"{SECRET} bulletin {life.new()}", f"{TEXT} in {WARDS[life.ward()]}.")
    write(made.pk, said, version(made), **life.by, checked=True)
    write_paragraph(made.pk, TEXT, version(made), **life.by, checked=True)
    add_link(made.pk, "Your neighbourhood", POLICE, version(made), **life.by)
    give_bulletin_notice(made.pk, version(made), **life.by)
    life.bulletins.append(made)


def survey(life: Life) -> None:
    """People of a ward are asked, and answer."""
    made = opened(life.officer, life.now, days=10, places=(f"ward:{life.ward()}",))
    for number in range(12):
        answer(made, number, Said("", {1: [number % 2]}), life.now)
    life.asked.append(made)


def survey_over(life: Life) -> None:
    """What they said goes to the ward's members first."""
    for made in life.asked:
        give_survey_notice(made.pk, **life.by)
    life.surveys += life.asked
    life.asked = []


def report(life: Life) -> None:
    """The last quarter's: drafted, with a finding, agreed, and given to its members."""
    quarter = Month.of(life.now.date()).quarter - 1
    _load(life, list(quarter.months), life.now)
    given = {"category": life.chance.choice([*Category]), "reason": TEXT}
    override(life.ward(), quarter, **given, **life.by)
    draft_report(quarter, by=life.analyst, now=life.now)
    said = {"heading": "Burglary is rising", "text": f"{TEXT} in April to June."}
    save_finding(quarter, place=life.ward(), **said, **life.by)
    for step in ROAD[:-1]:
        take_step(quarter, step, **life.by)
    made = draft_report(quarter, by=life.analyst, now=life.now)
    give_report_notice(quarter, made.version, **life.by)
    take_step(quarter, ROAD[-1], **life.by)
    life.reports.append(quarter)


def try_to_publish(life: Life, cannot_wait: str = "") -> None:
    """Each that waits: published as soon as it may be."""
    for item, paper in list(life.minutes):
        if _published(life, item, partial(_let_out, life, item, paper, cannot_wait)):
            life.minutes.remove((item, paper))
    for quarter in list(life.reports):
        item = f"report {quarter} edition 1"
        deed = partial(publish, quarter, cannot_wait=cannot_wait, **life.by)
        if _published(life, item, deed):
            life.reports.remove(quarter)
    for made in list(life.bulletins):
        item = f"bulletin {made.pk} edition 1"
        how = {"cannot_wait": cannot_wait, "seen": True}
        deed = partial(publish_bulletin, made.pk, version(made), **how, **life.by)
        if _published(life, item, deed):
            life.bulletins.remove(made)
    for told in list(life.surveys):
        deed = partial(publish_survey, told.pk, cannot_wait=cannot_wait, **life.by)
        if _published(life, told.subject, deed):
            life.surveys.remove(told)


def try_early(life: Life) -> None:
    """Somebody says why it cannot wait."""
    try_to_publish(life, "The Board asked for it at once")


def _published(life: Life, item: str, deed: object) -> bool:
    try:
        deed()
    except RuleBroken:
        life.refused += 1
        return False
    life.published[item] = life.now.date()
    return True


def _let_out(life: Life, item: str, paper: Document, cannot_wait: str) -> None:
    end_notice(notices_of_paper(paper), item, paper.title, cannot_wait=cannot_wait, **life.by)
    made = _draft(life, ReleaseKind.MINUTES, item, f"Board: {item}", material=True)
    release([made], **life.by)


def told_to(person: User) -> list[Release]:
    """Every release that they have been mailed, in order."""
    held = DigestItem.objects.filter(to=person).values("release")
    return list(Release.objects.filter(pk__in=held).order_by("pk"))
