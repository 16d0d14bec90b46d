"""A meeting of the Board with a canary in each of its texts, for each kind of reader."""

from collections.abc import Set
from datetime import date, time
from typing import Any

from django.utils.timezone import now as clock

from tests.conftest import NOW
from tests.district import District
from tests.leaks.planting import Field, canary
from tests.meetings.district import PAPER
from tests.meetings.old import put
from tests.test_permissions import BOARD_READERS, OFFICER, PARTNERS
from wardmote.groups.models import Group
from wardmote.groups.rules import GroupKind
from wardmote.meetings.clauses import Rules
from wardmote.meetings.exempt import Level, Paragraph
from wardmote.meetings.models import Item, Meeting
from wardmote.meetings.rules import Coming, DecisionKind
from wardmote.meetings.trying import Outcome
from wardmote.meetings.usecases.agenda import Entry, add_item, send_agenda, strike_item
from wardmote.meetings.usecases.approving import correct_minutes
from wardmote.meetings.usecases.arranging import Arrangement, arrange, call_off
from wardmote.meetings.usecases.attending import Came, attend
from wardmote.meetings.usecases.council import confirm_council_page, put_council_page
from wardmote.meetings.usecases.deciding import decide
from wardmote.meetings.usecases.during import declare, end_meeting
from wardmote.meetings.usecases.filing import add_paper, withdraw_paper
from wardmote.meetings.usecases.minuting import circulate, draft_minutes, write_minute
from wardmote.meetings.usecases.recalling import Told, keep_for_later, save_as_held
from wardmote.meetings.usecases.terms import (
    Wording,
    enter_terms,
    propose_terms,
    withdraw_terms,
)
from wardmote.meetings.usecases.ways import Trial, answer_way, begin_way, review_way

READERS: dict[Level, Set[str]] = {
    Level.GROUP: BOARD_READERS,
    Level.PARTNER: PARTNERS - {"lapsed"},
    Level.EXEMPT: OFFICER | {"board"},
}
PAGES = ("meeting", "minutes", "meeting-live", "agenda-pack")


class Story:
    """What is told at the meeting, and the canaries in it."""

    def __init__(self, district: District) -> None:
        self.by: dict[str, Any] = {"by": district["officer"], "now": NOW}
        self.fields: list[Field] = []

    def say(self, name: str, kept_in: str, readers: Set[str], *, is_shown: bool = True) -> str:
        word = canary(f"meeting {name}")
        place = f"meetings.{kept_in}" if kept_in else ""
        self.fields.append(Field(f"meeting {name}", readers, (word,), is_shown, place))
        return word


def meetings(district: District) -> list[Field]:
    """Its agenda out, held, its minutes circulated; another is called off."""
    told = Story(district)
    board = Group.objects.get(kind=GroupKind.BOARD)
    place = told.say("place", "Meeting.place", BOARD_READERS)
    link = f"https://{told.say('link', 'Meeting.link', BOARD_READERS)}.example/"
    held = arrange(
        board, Arrangement(date(2026, 10, 22), time(9), place=place, link=link), **told.by
    )
    _terms(told, board, district)
    _ways(told, board, district)
    items = {level: _item(told, held, level) for level in READERS}
    _strike(told, held)
    _send(held, **told.by)
    changed = told.say("changed", "AgendaEdition.what_changed", BOARD_READERS)
    _send(held, changed, **told.by)
    _meet(told, held, items)
    end_meeting(held.pk, **told.by)
    draft_minutes(held.pk, **told.by)
    for level, item in items.items():
        words = told.say(f"{level} minute", "Item.minute", READERS[level])
        write_minute(held.pk, item.pk, words, None, **told.by)
    _at_council(told, held, items, district)
    circulate(held.pk, Meeting.objects.get(pk=held.pk).version, **told.by)
    _elsewhere(told, board)
    _read_in(told, district, board)
    for page in PAGES:
        district.also.setdefault(page, []).append({"pk": held.pk})
    for page in "agenda-file", "minutes-file":
        district.also.setdefault(page, []).append({"pk": held.pk, "ending": "pdf"})
    return told.fields


def _at_council(
    told: Story, held: Meeting, items: dict[Level, Item], district: District
) -> None:
    """The council's page: of each item its number, link and file; and one to go through."""
    by = {"by": district["officer"], "now": clock()}
    path = told.say("council", "CouncilPage.address", BOARD_READERS)
    where = f"https://council.example/{path}"
    entries = [_entry(told, level) for level in items]
    listed = {"title": "Board", "address": where, "base": "", "entries": entries}
    page = put_council_page(held.pk, "page.html", listed, **by)
    places = {item.pk: place for place, item in enumerate(items.values())}
    confirm_council_page(page.pk, places, **by)
    going = {
        "title": told.say("council title", "CouncilPage.title", OFFICER),
        "address": where,
        "base": "",
        "entries": [
            {
                "number": "1",
                "title": told.say("council entry", "CouncilPage.entries", OFFICER),
                "link": "",
                "documents": [],
            }
        ],
    }
    name = told.say("council file", "CouncilPage.name", OFFICER)
    put_council_page(held.pk, name, going, **by)
    district.also.setdefault("council-match", []).append({"pk": held.pk})


def _entry(told: Story, level: Level) -> dict[str, Any]:
    """What the council's page has of the item of this level."""
    readers = READERS[level]
    link, words = (
        told.say(f"{level} council {what}", f"CouncilItem.{field}", readers)
        for what, field in (("link", "link"), ("file", "documents"))
    )
    number = told.say(f"{level} no", "CouncilItem.number", readers)
    return {
        "number": number,
        "title": "Known there",
        "link": f"https://council.example/{link}",
        "documents": [{"words": words, "address": "https://council.example/file"}],
    }


def _terms(told: Story, board: Group, district: District) -> None:
    """Words of terms that are proposed, and of some that were taken back."""
    clause = "TermsClause"
    head, words = (
        told.say(f"clause {name}", f"{clause}.{name}", BOARD_READERS)
        for name in ("heading", "words")
    )
    standing = told.say("standing", "TermsVersion.standing_items", BOARD_READERS)
    wording = Wording(f"1. {head}\n{words}.", Rules(standing_items=(standing,)))
    why = told.say("why terms", "TermsVersion.why", BOARD_READERS)
    asked = propose_terms(board, wording, why, **told.by)
    source = told.say("source of terms", "TermsVersion.source", BOARD_READERS)
    wrong = enter_terms(board, Wording("1. Name\nX."), date(2019, 4, 1), source, **told.by)
    why = told.say("terms withdrawn", "TermsVersion.withdrawn_why", BOARD_READERS)
    withdraw_terms(wrong.pk, why, **told.by)
    for page in ("terms-version", "terms-compare"):
        district.also.setdefault(page, []).append({"pk": asked.pk})
    district.also["terms-version"].append({"pk": wrong.pk})


def _ways(told: Story, board: Group, district: District) -> None:
    """A way of working, an answer of one of its users, and an earlier review."""
    title = told.say("way", "WayOfWorking.title", BOARD_READERS)
    text = told.say("way text", "WayOfWorking.text", BOARD_READERS)
    trial = Trial(title, text, date(2026, 9, 1), date(2027, 2, 1))
    way = begin_way(board, trial, **told.by)
    found = told.say("way review", "WayReview.text", BOARD_READERS)
    review_way(way.pk, Outcome.AGAIN, found, date(2027, 3, 1), 1, **told.by)
    answers = {"moves": 4, "clear": 2, "worth": 3}
    said = told.say("way answer", "WayAnswer.text", READERS[Level.PARTNER])
    answer_way(way.pk, answers, said, **told.by)
    district.also.setdefault("way", []).append({"pk": way.pk})


def _item(told: Story, held: Meeting, level: Level) -> Item:
    readers = READERS[level]
    is_exempt = level is Level.EXEMPT
    reason = told.say("exempt reason", "Item.exempt_reason", readers) if is_exempt else ""
    entry = Entry(
        told.say(f"{level} title", "Item.title", readers),
        lead=told.say(f"{level} lead", "Item.lead", readers),
        text=told.say(f"{level} text", "Item.text", readers),
        level=level,
        paragraph=Paragraph.CRIME if is_exempt else None,
        exempt_reason=reason,
    )
    item = add_item(held.pk, entry, **told.by)
    paper = told.say(f"{level} paper", "Paper.title", readers)
    name = told.say(f"{level} file", "Paper.name", OFFICER, is_shown=False)
    add_paper(held.pk, item.pk, paper, f"{name}.pdf", PAPER, **told.by)
    gone = add_paper(held.pk, item.pk, "Gone", "b.pdf", PAPER, **told.by)
    why = told.say(f"{level} withdrawn", "Paper.withdrawn_why", OFFICER, is_shown=False)
    withdraw_paper(held.pk, gone.pk, why, **told.by)
    return item


def _strike(told: Story, held: Meeting) -> None:
    """An exempt item that was sent out and then taken off."""
    entry = Entry("Struck", level=Level.PARTNER)
    item = add_item(held.pk, entry, **told.by)
    _send(held, **told.by)
    readers = READERS[Level.PARTNER]
    why = told.say("struck", "Item.struck_why", readers)
    strike_item(held.pk, item.pk, why, **told.by)


def _send(held: Meeting, changed: str = "Another item", **by: Any) -> None:
    send_agenda(held.pk, Meeting.objects.get(pk=held.pk).version, changed, **by)


def _meet(told: Story, held: Meeting, items: dict[Level, Item]) -> None:
    came = Came(
        Coming.SUBSTITUTE,
        name=told.say("guest", "Attendance.name", BOARD_READERS),
        role=told.say("guest role", "Attendance.role", BOARD_READERS),
        substitute_for=told.say("stands for", "Attendance.substitute_for", BOARD_READERS),
    )
    attend(held.pk, came, **told.by)
    for level, item in items.items():
        readers = READERS[level]
        name = told.say(f"{level} interested", "Declaration.name", readers)
        words = told.say(f"{level} interest", "Declaration.text", readers)
        declare(held.pk, name, words, item_id=item.pk, **told.by)
        words = told.say(f"{level} decision", "Decision.text", readers)
        decide(held.pk, item.pk, DecisionKind.AGREED, words, **told.by)


def _elsewhere(told: Story, board: Group) -> None:
    """A correction of the district's approved minutes, and a meeting that is called off."""
    first = Meeting.objects.get(group=board, approved_in__isnull=False)
    later = arrange(board, Arrangement(date(2026, 10, 29), time(9), place="Hall"), **told.by)
    _send(later, **told.by)
    words = told.say("correction", "Correction.text", BOARD_READERS)
    item = add_item(later.pk, Entry("Corrections", level=Level.GROUP), **told.by)
    correct_minutes(later.pk, first.pk, item.pk, words, **told.by)
    off = arrange(board, Arrangement(date(2026, 12, 1), time(9), place="Hall"), **told.by)
    why = told.say("called off", "Meeting.why_called_off", BOARD_READERS, is_shown=False)
    call_off(off.pk, why, **told.by)


def _read_in(told: Story, district: District, board: Group) -> None:
    """Old minutes that the officer goes through, left half typed; others that are saved."""
    by = {"by": district["officer"], "now": clock()}
    name = told.say("old file", "OldMinutes.name", OFFICER)
    text = told.say("old text", "OldMinutes.text", OFFICER)
    found = told.say("old decision", "OldMinutes.found", OFFICER)
    going = put(board, f"{text}\n\nIt was agreed to write {found}.", name=f"{name}.txt", **by)
    typed = told.say("old typed", "OldMinutes.typed", OFFICER)
    keep_for_later(going.pk, {"about-place": [typed], "count-decisions": ["1"]}, **by)
    saved = put(board, told.say("old source", "", BOARD_READERS), **by)
    read = Told(Arrangement(date(2018, 4, 2), None), {}, {}, {}, {}, date(2018, 7, 1))
    meeting = save_as_held(saved.pk, read, **by)
    district.also.setdefault("old-minutes", []).append({"pk": going.pk})
    district.also.setdefault("minutes-source", []).append({"pk": meeting.pk})
