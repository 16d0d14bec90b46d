"""Terms of reference in force are published by a second person, and by no author."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests.meetings.conftest import BEFORE, SINCE, THEN, sent
from wardmote.kernel.errors import RuleBroken
from wardmote.meetings.clearing import authors_of_terms
from wardmote.meetings.rules import DecisionKind
from wardmote.meetings.usecases.agenda import fill_agenda
from wardmote.meetings.usecases.deciding import decide
from wardmote.meetings.usecases.releasing import release_terms
from wardmote.meetings.usecases.terms import (
    Wording,
    change_proposal,
    enter_terms,
    propose_terms,
    withdraw_terms,
)
from wardmote.releases.queries import public

pytestmark = pytest.mark.usefixtures("joan")
TEXT = "1. Name\n1.1 The Board of {}.\n2. Members\n2.1 Four organisations."


@pytest.fixture
def terms(cast, board):
    """What stood before Wardmote, entered by Priya."""
    wording = Wording(TEXT.format("old"))
    return enter_terms(board, wording, SINCE, "A drawer", by=cast["Priya"], now=BEFORE)


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("Priya", RuleBroken),  # who entered them
        ("Joan", None),
        ("Ruth", None),
        ("Mensah", PermissionDenied),  # vice-chair, and a councillor
        ("Dev", PermissionDenied),
        ("Ana", PermissionDenied),
    ],
)
def test_the_second_person_reads_and_publishes_them(client, terms, cast, board, name, refusal):
    client.force_login(cast[name])
    page = f"/meetings/terms/{terms.pk}/publish/"
    if refusal is not None:
        with pytest.raises(refusal):
            release_terms(terms.pk, by=cast[name], now=THEN)
        assert {client.get(page).status_code, client.post(page).status_code} == {403}
        assert not public().exists()
        return
    shown = client.get(page).text
    assert "Priya wrote it" in shown
    assert "The Board of old." in shown
    assert client.post(page)["Location"] == f"/meetings/groups/{board.pk}/terms/"
    client.logout()
    assert f"/terms/{board.pk}/" in client.get("/minutes/").text
    public_page = client.get(f"/terms/{board.pk}/").text
    assert "The Board of old." in public_page
    assert "A drawer" not in public_page
    for ending, start in (("pdf", b"%PDF-"), ("docx", b"PK")):
        assert client.get(f"/terms/{board.pk}/terms.{ending}").content.startswith(start)


def agreed(board, cast, planned, by="Ruth"):
    """A change, agreed by the Board's meeting."""
    wording = Wording(TEXT.format("new"))
    version = propose_terms(board, wording, "It has merged", by=cast[by], now=BEFORE)
    fill_agenda(planned.pk, by=cast["Priya"], now=BEFORE)
    meeting = sent(planned, cast["Priya"])
    item = meeting.items.get(source=version.reference)
    decide(meeting.pk, item.pk, DecisionKind.AGREED, "So", by=cast["Priya"], now=THEN)
    version.refresh_from_db()
    return version


def test_a_new_version_takes_the_place_of_the_old_once_somebody_publishes_it(
    client, terms, cast, board, planned, time_machine
):
    release_terms(terms.pk, by=cast["Joan"], now=BEFORE)
    version = agreed(board, cast, planned)
    with pytest.raises(RuleBroken, match="while they are in force"):
        release_terms(version.pk, by=cast["Joan"], now=BEFORE)
    time_machine.move_to(date(2026, 12, 1))
    client.force_login(cast["Ruth"])
    own = client.get(f"/meetings/groups/{board.pk}/terms/").text
    assert "Everybody still reads an earlier version. You worded it" in own
    client.force_login(cast["Priya"])
    page = f"/meetings/groups/{board.pk}/terms/"
    assert "Publish this version" in client.get(page).text
    assert "The Board of old." in client.get(f"/terms/{board.pk}/").text
    client.post(f"/meetings/terms/{version.pk}/publish/")
    shown = client.get(f"/terms/{board.pk}/").text
    assert "The Board of new." in shown
    assert "Agreed by the Board" in shown
    assert public().count() == 1
    assert "Publish this version" not in client.get(page).text
    assert client.get(f"/meetings/terms/{terms.pk}/publish/").status_code == 404


def test_who_changed_a_proposal_is_an_author_of_it(cast, board):
    wording = Wording(TEXT.format("new"))
    version = propose_terms(board, wording, "It has merged", by=cast["Ruth"], now=BEFORE)
    change_proposal(version.pk, wording, "It has", None, 1, by=cast["Joan"], now=BEFORE)
    assert authors_of_terms(version) == {cast["Ruth"].pk, cast["Joan"].pk}


def test_what_was_entered_wrong_is_taken_from_the_public_page_too(client, terms, cast, board):
    release_terms(terms.pk, by=cast["Joan"], now=BEFORE)
    withdraw_terms(terms.pk, "The wrong Board", by=cast["Priya"], now=THEN)
    assert client.get(f"/terms/{board.pk}/").status_code == 404
    assert client.get("/minutes/").status_code == 200
