"""The Board takes up the strategic assessment: agreed, it is locked, by the database too."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.meetings.conftest import BEFORE, THEN, sent
from tests.reports.assessing import YEAR, submitted, written
from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.exempt import Level, Paragraph
from wardmote.meetings.models import Meeting
from wardmote.meetings.remaining import remaining
from wardmote.meetings.rules import DecisionKind
from wardmote.meetings.usecases.agenda import Entry, add_item, change_item, fill_agenda
from wardmote.meetings.usecases.deciding import decide, take_decision_back
from wardmote.reports.assessment.reading import digest_of
from wardmote.reports.assessment.rules import Section
from wardmote.reports.models import Assessment, AssessmentEdition
from wardmote.reports.triggers import LOCK, SAID
from wardmote.reports.usecases.assessing import (
    correct_assessment,
    publish_assessment,
    save_section,
    take_assessment_back,
)

TITLE = "Strategic assessment, July 2024 to June 2025"


@pytest.fixture
def assessment(db, cast):
    return submitted(cast["Ana"], now=BEFORE)


@pytest.fixture
def meeting(assessment, planned, cast):
    """The agenda took it up by itself and is out."""
    fill_agenda(planned.pk, by=cast["Priya"], now=BEFORE)
    return sent(planned, cast["Priya"])


def say(meeting, kind, by, text="So", item=None):
    item = item or meeting.items.get(title=TITLE)
    return decide(meeting.pk, item.pk, kind, text, by=by, now=THEN)


def test_the_boards_agenda_takes_it_up_and_no_other_groups(meeting, assessment, groups, cast):
    item = meeting.items.get(title=TITLE)
    assert (item.source, item.level) == (assessment.reference, Level.PARTNER)
    assert item.text.startswith("If it is agreed, it is locked")
    fill_agenda(meeting.pk, by=cast["Priya"], now=BEFORE)
    assert meeting.items.filter(title=TITLE).count() == 1


def test_a_draft_is_on_no_agenda(planned, cast):
    written()
    fill_agenda(planned.pk, by=cast["Priya"], now=BEFORE)
    assert not planned.items.filter(title=TITLE).exists()


@pytest.mark.parametrize("name", ["Priya", "Ruth"])
def test_agreeing_locks_it_and_names_the_meeting(meeting, cast, name):
    made = say(meeting, DecisionKind.AGREED, cast[name])
    edition = AssessmentEdition.objects.get()
    number = meeting.items.get(title=TITLE).number
    assert edition.agreed_words == f"Agreed by the {meeting}, item {number}"
    assert (edition.decision, edition.agreed_on) == (made.reference, meeting.on)
    assert edition.digest == digest_of(edition.document)
    assert Assessment.objects.get().state == "agreed"
    left = remaining(made)
    assert left.href == f"/reports/assessments/{YEAR}/"
    publish_assessment(YEAR, 1, by=cast["Priya"], now=THEN)
    assert remaining(made) is None
    with pytest.raises(RuleBroken, match="Something has come of this decision"):
        take_decision_back(meeting.pk, made.pk, by=cast["Priya"], now=THEN)


def test_found_after_the_agenda_went_out_it_names_the_number_that_the_minutes_have(
    planned, cast
):
    meeting = sent(planned, cast["Priya"])
    submitted(cast["Ana"], now=BEFORE)
    fill_agenda(meeting.pk, by=cast["Priya"], now=BEFORE)
    say(meeting, DecisionKind.AGREED, cast["Priya"])
    assert AssessmentEdition.objects.get().agreed_words.endswith(", item 2A")
    assert meeting.items.get(title=TITLE).number == "2A"


@pytest.mark.parametrize("kind", [DecisionKind.REFUSED, DecisionKind.DEFERRED])
def test_refused_or_deferred_it_is_a_draft_again_with_what_was_said(
    client, meeting, cast, kind
):
    say(meeting, kind, cast["Priya"], "Ask the parishes first")
    held = Assessment.objects.get()
    assert (held.state, held.editions.count()) == ("draft", 0)
    assert held.answer == f"{kind.capitalize()} by the {meeting}: Ask the parishes first"
    page = f"/reports/assessments/{YEAR}/"
    for name, reads in (("Ana", True), ("Dev", False)):
        client.force_login(cast[name])
        assert ("Ask the parishes first" in client.get(page).text) is reads
    save_section(YEAR, Section.VIEWS, "They said", held.version, by=cast["Ana"], now=THEN)
    submitted(cast["Ana"], now=THEN)
    fill_agenda(meeting.pk, by=cast["Priya"], now=THEN)
    assert meeting.items.filter(title=TITLE).count() == 2


def test_words_of_an_exempt_item_do_not_follow_it(meeting, cast):
    item = meeting.items.get(title=TITLE)
    hidden = Entry(
        TITLE, level=Level.EXEMPT, paragraph=Paragraph.IDENTITY, exempt_reason="A family",
        source=item.source,
    )  # fmt: skip
    version = Meeting.objects.get(pk=meeting.pk).version
    change_item(meeting.pk, item.pk, hidden, version, by=cast["Priya"], now=BEFORE)
    say(meeting, DecisionKind.DEFERRED, cast["Priya"], "Because of the family")
    assert "family" not in Assessment.objects.get().answer


def test_noted_it_stays_before_the_board(meeting, cast):
    say(meeting, DecisionKind.NOTED, cast["Priya"])
    assert Assessment.objects.get().state == "submitted"


def test_what_was_changed_after_the_agenda_went_out_is_not_agreed(meeting, cast):
    take_assessment_back(YEAR, by=cast["Ana"], now=BEFORE)
    with pytest.raises(RuleBroken, match="taken back"):
        say(meeting, DecisionKind.AGREED, cast["Priya"])
    save_section(YEAR, Section.WHY, "Else", 1, by=cast["Ana"], now=BEFORE)
    submitted(cast["Ana"], now=BEFORE)
    with pytest.raises(RuleBroken, match="changed after this item"):
        say(meeting, DecisionKind.AGREED, cast["Priya"])
    assert not meeting.decisions.exists()


def test_another_group_does_not_agree_it(assessment, groups, planned, cast):
    entry = Entry(TITLE, source=assessment.reference, level=Level.PARTNER)
    item = add_item(planned.pk, entry, by=cast["Priya"], now=BEFORE)
    other = next(one for kind, one in groups.items() if kind != "board")
    Meeting.objects.filter(pk=planned.pk).update(group=other)
    with pytest.raises(RuleBroken, match="nobody else"):
        say(planned, DecisionKind.AGREED, cast["Priya"], item=item)


CHANGES = [
    "UPDATE reports_assessment SET texts = '{}'",
    "UPDATE reports_assessment SET facts = '{}'",
    "UPDATE reports_assessment SET state = 'draft', version = 9",
    "DELETE FROM reports_assessment",
    "UPDATE reports_assessmentedition SET document = '{}'",
    "UPDATE reports_assessmentedition SET number = 3",
    "DELETE FROM reports_assessmentedition",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_itself_refuses_to_change_what_was_agreed(meeting, cast, statement):
    say(meeting, DecisionKind.AGREED, cast["Priya"])
    with pytest.raises(DatabaseError, match=SAID), transaction.atomic():
        connection.cursor().execute(statement)


def test_sqlites_replace_is_refused_too(meeting, cast):
    if connection.vendor != "sqlite":
        return
    say(meeting, DecisionKind.AGREED, cast["Priya"])
    statement = "REPLACE INTO reports_assessmentedition SELECT * FROM reports_assessmentedition"
    with pytest.raises(DatabaseError, match=SAID), transaction.atomic():
        connection.cursor().execute(statement)


def test_a_correction_opens_the_draft_and_leaves_what_was_agreed(meeting, cast):
    say(meeting, DecisionKind.AGREED, cast["Priya"])
    held = correct_assessment(YEAR, by=cast["Priya"], now=THEN)
    save_section(YEAR, Section.WHY, "Else", held.version, by=cast["Ana"], now=THEN)
    assert "Words on why." in AssessmentEdition.objects.get().document


def test_every_trigger_stands_and_stands_again(db):
    assert LOCK.missing(connection) == []
    with LOCK.aside(connection):
        assert LOCK.standing(connection) == {}
    assert LOCK.missing(connection) == []
