"""A meeting's agenda and minutes for one reader, as documents and as an invitation."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate
from icalendar import Calendar, Event, vCalAddress, vText

from wardmote.kernel.periods import day_words
from wardmote.meetings.document import (
    Facts,
    Imprint,
    agenda_document,
    minutes_document,
)
from wardmote.meetings.exempt import Level
from wardmote.meetings.models import AgendaEdition, Meeting, Minutes
from wardmote.meetings.queries import agenda_facts, council_of, minutes_facts
from wardmote.meetings.rules import Asking, State
from wardmote.papers.document import Document
from wardmote.partnership.queries import this_partnership

HERE = ZoneInfo("Europe/London")
PRODUCT = "-//Wardmote//Meetings//EN"
_STAGES = {State.CIRCULATED: "Circulated, to be approved", State.APPROVED: "Approved"}
HOURS = 2  # how long a meeting takes that does not say when it ends


def imprint(stage: str, at: datetime, *, is_public: bool = False) -> Imprint:
    ours = this_partnership()
    logo = bytes(ours.logo) if ours.logo else None
    return Imprint(ours.name, stage, localdate(at), logo, is_public)


def agenda_paper(
    meeting: Meeting, levels: frozenset[Level], *, is_public: bool = False
) -> Document:
    """The newest edition; before there is one, the agenda as it is being made."""
    edition = AgendaEdition.objects.filter(meeting=meeting).first()
    council = council_of(meeting)
    if edition is None:
        around = imprint("Being prepared", meeting.arranged_at, is_public=is_public)
        return agenda_document(agenda_facts(meeting), levels, around, council=council)
    words = f"Edition {edition.number}"
    around = imprint(words, edition.at, is_public=is_public)
    changed = "" if is_public else edition.what_changed
    return agenda_document(edition.content, levels, around, changed, council)


def minutes_paper(
    meeting: Meeting, levels: frozenset[Level], *, is_public: bool = False
) -> Document:
    """The minutes as they stand: a draft, circulated, or as they were approved."""
    frozen = Minutes.objects.filter(meeting=meeting).first()
    content: Facts = frozen.content if frozen else minutes_facts(meeting)
    at = frozen.at if frozen else meeting.circulated_at or meeting.ended_at
    stage = _STAGES.get(State(meeting.state), "Draft")
    if meeting.approved_on is not None:
        stage = f"Approved on {day_words(meeting.approved_on)}"
    if hasattr(meeting, "read_from"):
        stage = f"{stage}, read from a file"
    around = imprint(stage, at or meeting.arranged_at, is_public=is_public)
    return minutes_document(
        content, levels, around, corrections_of(meeting), council_of(meeting)
    )


def corrections_of(meeting: Meeting) -> list[Facts]:
    return [
        {"on": one.decision.meeting.on.isoformat(), "text": one.text, "level": one.level}
        for one in meeting.corrections.select_related("decision__meeting")
    ]


@dataclass(frozen=True, slots=True)
class Letter:
    """A calendar entry that is mailed: to this one person, and from whom."""

    to: str
    to_name: str
    sender: str
    asking: Asking
    sequence: int
    at: datetime


def invitation(meeting: Meeting, url: str, letter: Letter | None = None) -> bytes:
    """The meeting as a calendar entry: when, where, and the page of its agenda.

    Mailed, it names nobody but the one it is for, and not the address of a remote meeting.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", letter.asking.upper() if letter else "PUBLISH")
    event = Event()
    event.add("uid", f"{meeting.uid}@wardmote")
    event.add("sequence", letter.sequence if letter else meeting.version)
    event.add("dtstamp", (letter.at if letter else meeting.arranged_at).astimezone(UTC))
    if meeting.starts_at is None:
        event.add("dtstart", meeting.on)
    else:
        start = datetime.combine(meeting.on, meeting.starts_at, HERE)
        event.add("dtstart", start)
        event.add("dtend", _end(meeting, start))
    event.add("summary", str(meeting.group))
    event.add("location", meeting.place or ("Remotely" if letter else meeting.link))
    said = [f"{meeting.get_mode_display()}. Agenda and papers: {url}"]
    if meeting.link and letter is None:
        said.append(f"Join remotely: {meeting.link}")  # many calendars show no URL
        event.add("url", meeting.link)
    event.add("description", "\n".join(said))
    if letter is not None:
        _address(event, letter)
    is_off = meeting.state == State.CALLED_OFF or (letter and letter.asking is Asking.CANCEL)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _address(event: Event, letter: Letter) -> None:
    event.add("organizer", vCalAddress(f"mailto:{parseaddr(letter.sender)[1]}"))
    guest = vCalAddress(f"mailto:{letter.to}")
    guest.params["CN"] = vText(letter.to_name)
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
    guest.params["RSVP"] = vText("FALSE")
    event.add("attendee", guest, encode=False)


def _end(meeting: Meeting, start: datetime) -> datetime:
    if meeting.ends_at is not None:
        return datetime.combine(meeting.on, meeting.ends_at, HERE)
    return start.replace(hour=min(start.hour + HOURS, 23))
