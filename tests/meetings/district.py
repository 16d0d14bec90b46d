"""The small district's Board has met: its minutes are approved and published."""

from datetime import date, time
from typing import Any

from django.utils.timezone import now as clock

from tests.conftest import NOW
from tests.meetings.old import put
from wardmote.actions.models import Action
from wardmote.actions.rules import State
from wardmote.groups.models import Group
from wardmote.groups.rules import GroupKind
from wardmote.meetings.clauses import Rules
from wardmote.meetings.models import Item, Meeting
from wardmote.meetings.rules import Coming, DecisionKind
from wardmote.meetings.usecases.agenda import Entry, add_item, send_agenda
from wardmote.meetings.usecases.arranging import Arrangement, arrange
from wardmote.meetings.usecases.attending import Came, attend
from wardmote.meetings.usecases.council import confirm_council_page, put_council_page
from wardmote.meetings.usecases.deciding import decide
from wardmote.meetings.usecases.during import end_meeting
from wardmote.meetings.usecases.filing import add_paper
from wardmote.meetings.usecases.minuting import circulate, draft_minutes
from wardmote.meetings.usecases.recalling import OldItem, Told, save_as_held
from wardmote.meetings.usecases.releasing import release_minutes, release_terms
from wardmote.meetings.usecases.terms import Wording, enter_terms, propose_terms
from wardmote.meetings.usecases.ways import Trial, begin_way
from wardmote.people.models import User
from wardmote.people.rules import Role

#: a PDF of one empty page
PAPER = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
#: what stands in each of these addresses besides the meeting's own key
OF_A_MEETING = (
    "meeting", "agenda-file", "agenda-pack", "invitation", "meeting-change", "meeting-call-off",
    "agenda-fill", "agenda-send", "agenda-publish", "item-new", "item-change", "item-move",
    "item-strike", "paper-new", "paper", "paper-withdraw", "meeting-live",
    "decision-take-back", "meeting-end", "minutes", "minutes-file", "minutes-draft",
    "council-page", "council-match", "council-take-off",
    "minute-write", "minutes-circulate", "minutes-take-back", "minutes-correct",
    "minutes-publish", "minutes-notice", "public-meeting", "public-meeting-file",
)  # fmt: skip

COUNCIL = "https://democracy.wendle.example/board"
#: what its page was read as
LISTED = {
    "title": "The Board",
    "address": "",
    "base": "",
    "entries": [{"number": "7", "title": "Budget", "link": "7", "documents": []}],
}
OF_A_VERSION = ("terms-version", "terms-file", "terms-compare", "terms-compare-file",
                "terms-change", "terms-put", "terms-withdraw")  # fmt: skip


def hold_meetings(district: Any, name: Any) -> None:
    """One meeting whose minutes the next one approves; that one is still open.

    Another officer keeps the first and its minutes, so the district's may publish them.
    """
    keeper = User.objects.create(
        email="keeper@wendle.example", name=name("Keeper"), role=Role.OFFICER
    )
    by = {"by": keeper, "now": NOW}
    board = Group.objects.get(kind=GroupKind.BOARD)
    first = arrange(board, Arrangement(date(2026, 10, 8), time(14), place=name("Hall")), **by)
    item = add_item(first.pk, Entry(name("Budget"), text=name("Spent so far")), **by)
    paper = add_paper(first.pk, item.pk, name("The budget"), "b.pdf", PAPER, **by)
    _send(first, **by)
    attend(first.pk, Came(Coming.PRESENT, district["board"]), **by)
    noted = decide(first.pk, item.pk, DecisionKind.NOTED, name("As it stands"), **by)
    end_meeting(first.pk, **by)
    draft_minutes(first.pk, **by)
    circulate(first.pk, Meeting.objects.get(pk=first.pk).version, **by)
    by = {"by": district["officer"], "now": NOW}
    second = arrange(board, Arrangement(date(2026, 11, 20), time(14), place="Hall"), **by)
    _send(second, **by)
    minutes = Item.objects.get(meeting=second, source=f"minutes {first.pk}")
    decide(second.pk, minutes.pk, DecisionKind.AGREED, name("As accurate"), **by)
    release_minutes(first.pk, **by)
    inside = {
        "pk": first.pk,
        "item": item.pk,
        "paper": paper.pk,
        "decision": noted.pk,
        "ending": "pdf",
    }
    district.given_to |= dict.fromkeys(OF_A_MEETING, inside)
    district.given_to["public-meeting-file"] = {"pk": first.pk, "name": "minutes.pdf"}
    open_action = Action.objects.filter(group=board, state=State.OPEN).first()
    district.given_to["accept-at-meeting"] = {
        "pk": second.pk,
        "item": minutes.pk,
        "number": open_action.number,
    }
    _at_council(first, district["officer"])
    _read_in(district, board)
    for of_a_group in (
        "meeting-arrange",
        "terms",
        "terms-propose",
        "terms-enter",
        "ways",
        "way-new",
        "old-minutes-new",
    ):
        district.given_to[of_a_group] = {"pk": board.pk}
    _keep_terms(district, name, board, keeper)
    trial = Trial(name("New process"), name("Fewer papers"), date(2026, 9, 1), date(2027, 3, 1))
    way = begin_way(board, trial, **by)
    for of_a_way in "way", "way-answer", "way-review":
        district.given_to[of_a_way] = {"pk": way.pk}


def _keep_terms(district: Any, name: Any, board: Group, keeper: User) -> None:
    """The Board's terms from before, published by the second person; a change is proposed."""
    by = {"by": district["officer"], "now": NOW}
    text = "1. Name\n{}.\n2. Members\n2.1 Two members."
    former = Wording(text.format(name("The Board")), Rules(quorum=2))
    stood = enter_terms(board, former, date(2024, 4, 1), name("Minutes"), by=keeper, now=NOW)
    release_terms(stood.pk, **by)
    district.given_to |= {
        "terms-publish": {"pk": stood.pk},
        "public-terms": {"pk": board.pk},
        "public-terms-file": {"pk": board.pk, "name": "terms.pdf"},
    }
    asked = Wording(text.format(name("The Board of the partnership")), Rules(quorum=3))
    version = propose_terms(board, asked, name("It asked for it"), **by)
    for of_a_version in OF_A_VERSION:
        district.given_to[of_a_version] = {"pk": version.pk, "ending": "pdf"}


def _at_council(meeting: Meeting, officer: User) -> None:
    """The council's page of the meeting: one that stands with it, another to go through."""
    by = {"by": officer, "now": clock()}
    [item, *_] = meeting.items.all()
    made = put_council_page(meeting.pk, "page.html", LISTED, COUNCIL, **by)
    confirm_council_page(made.pk, {item.pk: 0}, **by)
    put_council_page(meeting.pk, "page.html", LISTED, COUNCIL, **by)


def _read_in(district: Any, board: Group) -> None:
    """Old minutes that the officer goes through, and others that are saved."""
    by = {"by": district["officer"], "now": clock()}
    going = put(board, **by)
    saved = put(board, "The Board met.", name="2019.txt", **by)
    held = Arrangement(date(2019, 4, 1), None, place="Hall")
    item = {"items-0": OldItem("items-0", "Welcome", "1")}
    told = Told(held, {}, item, {}, {}, approved_on=date(2019, 7, 1))
    meeting = save_as_held(saved.pk, told, **by)
    district.given_to |= {
        "old-minutes": {"pk": going.pk},
        "old-minutes-throw-away": {"pk": going.pk},
        "minutes-source": {"pk": meeting.pk},
        "minutes-approved-before": {"pk": meeting.pk},
    }


def _send(meeting: Meeting, **by: Any) -> None:
    send_agenda(meeting.pk, Meeting.objects.get(pk=meeting.pk).version, **by)
