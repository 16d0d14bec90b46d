"""How often a member hears by mail, what goes into a mail, and what became of it.

No Django, no clock, no database. Days are those of England; a mail goes at most once a day.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.numbers import and_list, plural
from wardmote.kernel.periods import Month

DAY = timedelta(days=1)
#: no mail goes before this hour
MORNING = 7
#: so many wards stand by name in the subject
NAMED = 2
#: a mail that was begun so long ago and not marked as gone may or may not have gone
IN_DOUBT_AFTER = timedelta(minutes=30)


class Often(StrEnum):
    """How often a member hears by mail."""

    AT_ONCE = "at once"
    DAILY = "daily"
    WEEKLY = "weekly"
    QUARTERLY = "quarterly"
    NEVER = "never"


#: of whoever has not chosen
USUAL = Often.WEEKLY
NO_CHOICE = "Select how often you want to hear by mail"
CHOICES = {
    Often.AT_ONCE: "At once",
    Often.DAILY: "Each day",
    Often.WEEKLY: "Each week",
    Often.QUARTERLY: "Each quarter",
    Often.NEVER: "Never",
}
HINTS = {
    Often.AT_ONCE: "The first news of a day as it comes, all that follows the next morning",
    Often.DAILY: "In the morning, what was new the day before",
    Often.WEEKLY: "On Monday morning, what was new in the week before",
    Often.QUARTERLY: "On the first morning of January, April, July and October",
    Often.NEVER: "No news, question or bulletin; you find all of it on “My ward” when you look",
}
#: how a mail says it
HEARS = {
    Often.AT_ONCE: "as soon as there is news, once a day at most",
    Often.DAILY: "each day on which there is news",
    Often.WEEKLY: "each week in which there is news",
    Often.QUARTERLY: "each quarter in which there is news",
}


def check_choice(often: str) -> Often:
    try:
        return Often(often)
    except ValueError:
        raise RuleBroken(NO_CHOICE, about="often") from None


def begins_on(often: Often, today: date) -> date:
    """The first day of the day, week or quarter that a choice counts by."""
    if often is Often.WEEKLY:
        return today - timedelta(days=today.weekday())
    if often is Often.QUARTERLY:
        return Month.of(today).quarter.months[0].first_day
    return today


def usual_of(set_for: Iterable[Often | None]) -> Often:
    """How often somebody hears who has not chosen, by what was set for each of their wards:
    as often as in any of them."""
    return min((one or USUAL for one in set_for), key=list(Often).index, default=USUAL)


def is_night(at: datetime) -> bool:
    """Too early for any mail to a member; `at` is local time."""
    return at.time() < time(MORNING)


def tells_before(often: Often, at: datetime, last_on: date | None) -> date | None:
    """What was released before this day is in the mail that is due; None where none is.

    `at` is local time, `last_on` the day of the member's last mail. What does not go now goes
    by the same rule later: a day on which nobody sends loses nothing.
    """
    if often is Often.NEVER or is_night(at):
        return None
    begins = begins_on(often, at.date())
    if last_on is not None and last_on >= begins:
        return None
    return begins + DAY if often is Often.AT_ONCE else begins


def tells_since(today: date, last_on: date | None) -> date:
    """What was released before this day is no news, as on “My ward”: of the last quarter.

    Nor does waiting make old what was news when they had their last mail (`last_on`).
    """
    return (Month.of(min(today, last_on or today)).quarter - 1).months[0].first_day


@dataclass(frozen=True, slots=True)
class News:
    """One material release.

    `title` is how the thing (`slot`) is called now; empty where that is not for everybody's
    eyes. `wards` empty: the whole district.
    """

    pk: int
    slot: str
    title: str
    wards: frozenset[str]
    at: datetime
    on: date
    kind: str = ""
    is_notice: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """A member: ward -> since when they sit for it; after which moment they hear; the releases
    that they have been mailed."""

    wards: Mapping[str, date]
    hears_from: datetime | None = None
    mailed: Collection[int] = ()


def news_for(reader: Reader, news: Iterable[News], *, since: date, before: date) -> list[News]:
    """What of the news goes into this member's mail, the newest first."""
    found = [one for one in news if since <= one.on < before and is_theirs(one, reader)]
    return sorted(found, key=lambda one: (one.at, one.pk), reverse=True)


def is_theirs(one: News, reader: Reader) -> bool:
    """It is about a ward that they sat for by then, and they have not been mailed it."""
    wards = one.wards & reader.wards.keys() if one.wards else reader.wards.keys()
    return (
        one.pk not in reader.mailed
        and any(reader.wards[code] <= one.on for code in wards)
        and (reader.hears_from is None or one.at >= reader.hears_from)
    )


@dataclass(frozen=True, slots=True)
class Headline:
    """A line of the mail."""

    title: str
    where: str

    @property
    def words(self) -> str:
        return f"{self.title} ({self.where})" if self.where else self.title


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says: headlines that the public may read, and how many items are not."""

    subject: str
    headlines: tuple[Headline, ...]
    quiet: int
    notices: int
    kinds: frozenset[str]

    @property
    def lines(self) -> list[str]:
        """Everything, a line each. What is not public yet is counted and not named."""
        lines = [one.words for one in self.headlines]
        if self.notices == 1:
            lines.append("1 item for you before it is published: it names your ward")
        elif self.notices:
            lines.append(f"{self.notices} items for you before they are published")
        if self.quiet:
            lines.append(f"{plural(self.quiet, 'item')} for councillors alone")
        return lines


def letter(news: Sequence[News], names: Mapping[str, str]) -> Letter:
    """The mail of these news, the newest first, to a member of these wards (code -> name).

    A thing of which there are several news is told once, as it is called now.
    """
    things = {one.slot: one for one in reversed(news)}
    told = [one for one in news if one is things[one.slot]]
    public = [one for one in told if one.title]
    notices = sum(one.is_notice for one in told)
    return Letter(
        _subject(len(told), names),
        tuple(Headline(one.title, _where(one, names)) for one in public),
        quiet=len(told) - len(public) - notices,
        notices=notices,
        kinds=frozenset(one.kind for one in public),
    )


def _where(one: News, names: Mapping[str, str]) -> str:
    """Which of their wards it is about, where they have more and the title does not say so."""
    theirs = [name for code, name in names.items() if code in one.wards]
    is_clear = len(theirs) == len(names) or all(name in one.title for name in theirs)
    return "" if is_clear else and_list(theirs)


def _subject(many: int, names: Mapping[str, str]) -> str:
    where = and_list(list(names.values())) if len(names) <= NAMED else "your wards"
    return f"{plural(many, 'thing is', 'things are')} new for {where}"


class Became(StrEnum):
    """What became of one mail."""

    SENT = "sent"
    BOUNCED = "bounced"
    UNDER_WAY = "under way"
    IN_DOUBT = "in doubt"


@dataclass(frozen=True, slots=True)
class Mailed:
    """One mail: when it was begun, taken by the mail server, and came back."""

    begun_at: datetime
    sent_at: datetime | None = None
    bounced_at: datetime | None = None

    def became(self, now: datetime) -> Became:
        if self.bounced_at is not None:
            return Became.BOUNCED
        if self.sent_at is not None:
            return Became.SENT
        late = now - self.begun_at >= IN_DOUBT_AFTER
        return Became.IN_DOUBT if late else Became.UNDER_WAY


def bounced_since(newest_first: Iterable[Mailed]) -> datetime | None:
    """Since when every mail to a member has come back; None if the last one did not."""
    since = None
    for one in newest_first:
        if one.bounced_at is None:
            break
        since = one.bounced_at
    return since
