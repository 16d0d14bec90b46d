"""What a data set may be, when a month counts as missing, and what replaces what.

No Django, no clock, no database.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month, Period, Quarter


class Exposure(StrEnum):
    """What a rate is a rate of."""

    RESIDENTS = "residents"
    HOUSEHOLDS = "households"


class FlagRule(StrEnum):
    """What flags a ward in a data set: see docs/how-to/flags-and-signals.md."""

    PROBABILITY = "probability"  # likely to be truly among the highest, by all quarters so far
    TOP_SHARE = "top_share"  # among the highest of this quarter, as the counts fall
    LIST = "list"  # another agency sends the list of flagged wards, without counts


class Source(StrEnum):
    """Where a data set comes from: open police data, or a partner's own count."""

    POLICE = "police"
    PARTNER = "partner"


class Cadence(StrEnum):
    """How often a data set is due."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


class State(StrEnum):
    """How far an import is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    STOPPED = "stopped"  # may be resumed; nothing of it is visible


class Stopped(RuleBroken):
    """Somebody stopped an import; what it has read is kept for when it is resumed."""


class ImportKind(StrEnum):
    """What an import reads."""

    STREET = "street"
    FETCH = "fetch"
    DATASET = "dataset"


class Verdict(StrEnum):
    """What becomes of a force-month that came in."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    OLDER = "older"  # an older publication than the one held: left alone


DAYS = {Cadence.MONTHLY: 31, Cadence.QUARTERLY: 92, Cadence.YEARLY: 366}

NEVER_TAKEN = (
    "Wardmote takes no data on encampments, caravan counts, Gypsies, Roma or Travellers, "
    "or ethnicity as a data set: a flag or a rank made from it would single people out "
    "for who they are or how they live. No setting changes this. Readiness of your own "
    "plans can be recorded without counting anyone"
)
_NEVER_INSIDE = (
    *("encamp", "caravan", "gypsy", "gypsies", "traveller", "traveler", "travelling"),
    *("showpeople", "showmen", "romany", "romani", "ethnic"),
)
_NEVER_WHOLE = {"roma", "romas", "grt", "grtc", "race", "races"}


def check_may_be_taken(*texts: str) -> None:
    """Refuse, saying why, a data set whose slug, name or columns name such data."""
    for text in texts:
        plain = unicodedata.normalize("NFKD", text).casefold()
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
        words = re.findall(r"[^\W\d_]+", plain)
        squashed = "".join(words)
        if _NEVER_WHOLE.intersection(words) or any(part in squashed for part in _NEVER_INSIDE):
            raise RuleBroken(f"“{text[:60]}” was refused. {NEVER_TAKEN}", about="name")


def check_slug(slug: str) -> None:
    """A data set's slug is lower-case words joined by hyphens."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > 60:
        raise RuleBroken(
            f"“{slug[:60]}” cannot name a data set. Use lower-case words joined by "
            "hyphens, such as deliberate-fires",
            about="slug",
        )


def expected_next(received: date, cadence: Cadence) -> date:
    """When the next delivery is due after one received on this day."""
    return received + timedelta(days=DAYS[cadence])


def forces_of(placed: Mapping[str, int], share: float) -> list[str]:
    """The partnership's forces: those with at least this share of its placed rows."""
    total = sum(placed.values())
    return sorted(force for force, n in placed.items() if n and n >= share * total)


def missing_months(
    months: Iterable[Month],
    rows: Mapping[str, Mapping[Month, int]],
    forces: Sequence[str],
    share: float,
) -> list[Month]:
    """The months of which a force of the partnership has no file, or next to nothing.

    `rows` are the rows of each force's months in the store. A month with under `share`
    of its force's median month has collapsed. With no force known all are missing.
    """
    floors = {force: share * median(rows[force].values()) for force in forces}
    return [
        month
        for month in months
        if not forces
        or any(
            month not in rows[force] or rows[force][month] < floors[force] for force in forces
        )
    ]


def months_from_api(
    fetched: Mapping[str, str], archive: Collection[tuple[str, str]]
) -> set[str]:
    """The fetched months that figures are counted from: those the archive does not have.

    `fetched`: month -> the force of the district; `archive`: (month, force) of each
    force-month. The archive has a month once it has it from that force. A month comes
    from one or the other whole, never from both.
    """
    return {month for month, force in fetched.items() if (month, force) not in archive}


@dataclass(frozen=True, slots=True)
class Publication:
    """One version of a force-month: its rows, their fingerprint, when it came out."""

    rows: int
    fingerprint: str
    published: date


def verdict(name: str, new: Publication, held: Publication | None, *, replace: bool) -> Verdict:
    """What becomes of a force-month. RuleBroken if it lost over half of its rows."""
    if held is None:
        return Verdict.NEW
    if new.fingerprint == held.fingerprint:
        return Verdict.UNCHANGED
    if new.published < held.published:
        return Verdict.OLDER
    if not replace:
        check_not_halved(name, new.rows, held.rows, "rows")
    return Verdict.REPLACED


def check_not_halved(name: str, new: int, held: int, what: str) -> None:
    """Refuse what has under half of what it would replace."""
    if 2 * new < held:
        raise RuleBroken(
            f"{name} has {new:,} {what} in these files, under half of the {held:,} held. "
            "If that is right, import it again with --replace"
        )


def period_kind(period: Period) -> str:
    """Whether a period is a month or a quarter, in a word."""
    return "quarter" if isinstance(period, Quarter) else "month"
