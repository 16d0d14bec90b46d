"""The T&CG's quarterly update to the Board drafts itself, is written, and sent once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.conftest import NOW, TODAY
from tests.issues.test_figure import quarter  # noqa: F401
from wardmote.groups.models import Route
from wardmote.groups.rules import GroupKind
from wardmote.issues.access import reader_of
from wardmote.issues.models import QuarterlyUpdate
from wardmote.issues.sections import Section
from wardmote.issues.updates import paper, update_for
from wardmote.issues.usecases.prioritising import mark_issue
from wardmote.issues.usecases.updating import draft_update, save_update, send_update
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.periods import Quarter
from wardmote.papers.document import Bullets, Heading

THIS = Quarter(2026, 4)
MARKS = dict.fromkeys(
    ("harm", "frequency", "trend", "vulnerability", "expectation", "influence"), 3
)


@pytest.fixture
def draft(quarter, cast, groups):  # noqa: F811
    """What Leila's group would tell: see the figure's quarter; its one issue is marked."""
    mark_issue(quarter[0].pk, MARKS, "Children walk there", by=cast["Leila"], now=NOW)
    return draft_update(groups[GroupKind.TASKING], THIS, by=cast["Leila"], now=NOW)


def test_it_drafts_itself_from_what_moved(draft, quarter):  # noqa: F811
    passed, held, ended = (one.number for one in quarter)
    texts = draft.texts
    assert texts[Section.NEW].startswith("3 issues raised:\n- Anti-social behaviour")
    assert "Longmere" in texts[Section.NEW]
    assert f"- {passed} " in texts[Section.PASSED]
    assert (
        "from Problem Solving Group to Tasking & Coordinating Group: Two beats need"
        in (texts[Section.PASSED])
    )
    assert (
        f"{ended} Lighting on the path to the station: better, though not solved. Lamps lit"
        in (texts[Section.CLOSED])
    )
    assert f"- {held} " in texts[Section.STUCK]
    assert "asked Board 20 days ago, answer due 25 October 2026. Money" in texts[Section.STUCK]
    assert (
        f"- 1. {passed} Lighting on the path to the station, score 60 %. Children walk"
        in (texts[Section.FIRST])
    )


def test_an_empty_quarter_says_so(draft, cast, groups):
    earlier = draft_update(groups[GroupKind.TASKING], THIS - 1, by=cast["Leila"], now=NOW)
    assert earlier.texts[Section.NEW] == "No issue was raised."
    assert earlier.texts[Section.CLOSED] == "No issue was closed."


def test_drafting_again_keeps_what_was_written(draft, cast, groups):
    save_update(draft.pk, {"new": "Ours"}, 1, by=cast["Leila"], now=NOW)
    again = draft_update(groups[GroupKind.TASKING], THIS, by=cast["Leila"], now=NOW)
    assert (again.pk, again.texts["new"]) == (draft.pk, "Ours")


def test_two_who_write_at_once_do_not_lose_each_others_words(draft, cast):
    save_update(draft.pk, {"new": "Mine"}, 1, by=cast["Leila"], now=NOW)
    with pytest.raises(Stale):
        save_update(draft.pk, {"new": "Yours"}, 1, by=cast["Priya"], now=NOW)
    with pytest.raises(RuleBroken, match="what the Board should know"):
        save_update(draft.pk, {"new": " "}, 2, by=cast["Leila"], now=NOW)
    with pytest.raises(RuleBroken, match="may point to a person"):
        save_update(draft.pk, {"new": "Ring 07700 900123"}, 2, by=cast["Leila"], now=NOW)


def test_once_sent_it_stays_as_it_is(draft, cast, groups):
    with pytest.raises(Stale):
        send_update(draft.pk, 9, by=cast["Leila"], now=NOW)
    sent = send_update(draft.pk, 1, by=cast["Leila"], now=NOW)
    assert (sent.sent_to, sent.sent_by) == (groups[GroupKind.BOARD], cast["Leila"])
    for again in (
        lambda: save_update(draft.pk, {"new": "x"}, 1, by=cast["Priya"], now=NOW),
        lambda: send_update(draft.pk, 1, by=cast["Priya"], now=NOW),
    ):
        with pytest.raises(RuleBroken, match="stays as it was sent"):
            again()


def test_without_a_way_to_a_board_it_cannot_be_sent(draft, cast):
    Route.objects.filter(taker__kind=GroupKind.BOARD).delete()
    with pytest.raises(RuleBroken, match="no route"):
        send_update(draft.pk, 1, by=cast["Leila"], now=NOW)


@pytest.mark.parametrize("name", ["Dev", "Ruth", "Nell", "Amos", "Mensah"])
def test_only_the_group_and_the_officer_write_or_read_a_draft(draft, cast, name):
    with pytest.raises(PermissionDenied):
        save_update(draft.pk, {"new": "x"}, 1, by=cast[name], now=NOW)
    with pytest.raises(Http404):
        update_for(reader_of(cast[name], TODAY), draft.pk)


def test_the_board_reads_it_and_its_councillors_do_not(draft, cast, client, groups):
    send_update(draft.pk, 1, by=cast["Leila"], now=NOW)
    board = groups[GroupKind.BOARD].pk
    client.force_login(cast["Ruth"])
    assert "Sent to Board" in client.get(f"/issues/groups/{board}/updates/").text
    page = client.get(f"/issues/updates/{draft.pk}/").text
    assert "Lamps lit" in page
    assert "Change the text" not in page
    for name in ("Mensah", "Amos", "Nell"):
        client.force_login(cast[name])
        for path in (f"updates/{draft.pk}/", f"updates/{draft.pk}/paper.docx"):
            assert client.get(f"/issues/{path}").status_code == 404
        assert client.get(f"/issues/groups/{board}/updates/").status_code == 403


def test_it_is_written_and_sent_on_its_pages(draft, cast, client, groups):
    client.force_login(cast["Leila"])
    tcg = groups[GroupKind.TASKING].pk
    there = client.post(f"/issues/groups/{tcg}/updates/", {"quarter": "2026Q4"})
    assert there["Location"] == f"/issues/updates/{draft.pk}/"
    edit = f"{there['Location']}edit/"
    assert "Two beats need one plan" in client.get(edit).text
    saved = client.post(edit, {"new": "One thing\n- a line", "version": 1}, follow=True)
    assert "One thing" in saved.text
    assert client.post(edit, {"new": "late", "version": 1}).status_code == 409
    client.post(f"{there['Location']}send/", {"version": 2})
    assert QuarterlyUpdate.objects.get().sent_at
    assert client.get(edit).status_code == 404
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        file = client.get(f"{there['Location']}paper.{ending}")
        assert file.content.startswith(start)
        assert "official-sensitive-tasking" in file["Content-Disposition"]
    assert client.get(f"{there['Location']}paper.exe").status_code == 404


def test_lines_with_a_hyphen_are_a_list_on_paper(draft, cast):
    save_update(draft.pk, {"new": "Two:\n- one\n- two\nEnd"}, 1, by=cast["Leila"], now=NOW)
    draft.refresh_from_db()
    blocks = paper(draft).blocks
    assert [type(one).__name__ for one in blocks] == [
        "Heading", "Paragraph", "Bullets", "Paragraph",
    ]  # fmt: skip
    assert isinstance(blocks[0], Heading)
    assert isinstance(blocks[2], Bullets)
    assert blocks[2].items == ("one", "two")


def test_the_day_of_sending_is_the_papers_day(draft, cast):
    later = NOW + timedelta(days=3)
    sent = send_update(draft.pk, 1, by=cast["Leila"], now=later)
    assert paper(sent).edition_line == "Sent to the Board"
    assert paper(sent).made_on == date(2026, 11, 5)
