"""A councillor tells the PSG something: one way in, one answer back, and then it is gone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.http import Http404

from tests.conftest import NOW
from tests.small_district import LONGMERE
from wardmote.agreements.models import Safeguards
from wardmote.agreements.usecases import switch_on_concerns
from wardmote.audit.models import Entry
from wardmote.audit.rules import READ
from wardmote.groups.models import Seat
from wardmote.groups.rules import GroupKind, SeatRole
from wardmote.issues import concerns as rules
from wardmote.issues.clearing import Ruling
from wardmote.issues.concerns import ConcernState, Onward
from wardmote.issues.hearing import (
    heard_concern,
    own_concern,
    places_to_tell_of,
)
from wardmote.issues.models import Concern
from wardmote.issues.rules import Origin
from wardmote.issues.usecases import hearing
from wardmote.issues.usecases.concerns import open_concern, own_words, tell_psg
from wardmote.kernel.errors import RuleBroken, Stale
from wardmote.kernel.personal import PointsToPerson
from wardmote.places.rules import Kind, Office
from wardmote.restricted.models import Text, TextWords
from wardmote.restricted.sealing import new_key_line
from wardmote.restricted.usecases import seal_anew

pytestmark = pytest.mark.django_db
WORDS = "Callers come to the flat above the bakery every night, says Mrs Tamsin Quill"
WARD = f"ward:{LONGMERE}"
GONE, OPEN = ConcernState.DONE, ConcernState.LOOKED_AT


def everything():
    """(table, all that it holds as text) of every table of ours, indexes included."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if not table.startswith("sqlite_"):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                yield table, str(cursor.fetchall())


@pytest.fixture
def on(cast, restricted_on):
    Safeguards.objects.update(concerns_on=True)
    return cast


@pytest.fixture
def told(on):
    return tell_psg(WORDS, [WARD], by=on["Amos"], now=NOW)


@pytest.fixture
def chaired(on, groups):
    """Dev chairs the PSG."""
    held = Seat.objects.filter(person=on["Dev"], group=groups[GroupKind.PROBLEM_SOLVING])
    held.update(role=SeatRole.CHAIR)
    return on["Dev"]


def do(deed, held, *given, by, now=NOW, **more):
    version = Concern.objects.get(pk=held.pk).version
    deed(held.pk, version, *given, by=by, now=now, **more)
    held.refresh_from_db()
    return held


def test_it_reaches_the_psg_and_nobody_else(told, on, make_person):
    assert told.state == ConcernState.RECEIVED
    for who in "Dev", "Tomas", "Priya":
        found = heard_concern(on[who], told.receipt, NOW)
        assert open_concern(found, by=on[who], now=NOW) == WORDS
    for who in "Leila", "Ruth", "Nell", "Amos", "Mensah":
        with pytest.raises(Http404):
            heard_concern(on[who], told.receipt, NOW)


def test_a_councillor_on_the_psg_reads_none(told, on, groups, represent):
    represent(on["Dev"], LONGMERE)
    with pytest.raises(Http404):
        heard_concern(on["Dev"], told.receipt, NOW)


def test_whoever_told_it_reads_their_own_alone(told, on):
    assert own_words(own_concern(on["Amos"], told.receipt), now=NOW) == WORDS
    with pytest.raises(Http404):
        own_concern(on["Mensah"], told.receipt)


def test_only_who_acts_for_a_place_tells_and_only_of_it(on, make_person):
    with pytest.raises(PermissionDenied):
        tell_psg(WORDS, [WARD], by=on["Dev"], now=NOW)
    for places in [], ["ward:E05999999"], ["parish:E04999001"]:
        with pytest.raises(RuleBroken):
            tell_psg(WORDS, places, by=on["Amos"], now=NOW)
    assert not Text.objects.exists()


def test_a_clerk_tells_of_their_parish(on, make_person, represent):
    clerk = make_person("Nia")
    represent(clerk, "E04990001", office=Office.CLERK, kind=Kind.PARISH)
    assert [one.key for one in places_to_tell_of(clerk, NOW)] == ["parish:E04990001"]
    made = tell_psg(WORDS, ["parish:E04990001"], by=clerk, now=NOW, has_consent=True)
    assert made.has_consent
    assert made.places.get().kind == Kind.PARISH


def test_nothing_is_told_while_it_is_off(on):
    Safeguards.objects.update(concerns_on=False)
    with pytest.raises(RuleBroken, match="switched off"):
        tell_psg(WORDS, [WARD], by=on["Amos"], now=NOW)


def test_concerns_wait_for_restricted_text(cast, priya):
    Safeguards.objects.create(pk=1)
    with pytest.raises(RuleBroken, match="restricted text on first"):
        switch_on_concerns(by=priya, now=NOW)


def test_ten_a_day_are_enough(on):
    for _ in range(rules.A_DAY):
        tell_psg(WORDS, [WARD], by=on["Amos"], now=NOW)
    with pytest.raises(RuleBroken, match="since yesterday"):
        tell_psg(WORDS, [WARD], by=on["Amos"], now=NOW)
    tell_psg(WORDS, [WARD], by=on["Mensah"], now=NOW)
    tell_psg(WORDS, [WARD], by=on["Amos"], now=NOW + timedelta(days=1, seconds=1))


def test_the_receipt_tells_nothing(told, on):
    assert len(told.receipt) == len("C-7KMP-QXB4")
    other = tell_psg(WORDS, [WARD], by=on["Amos"], now=NOW)
    assert other.receipt != told.receipt
    assert set(other.receipt) <= {*rules.ALPHABET, "C", "-"}


def test_its_words_stand_in_one_table_and_in_no_index(told):
    assert not TextWords.objects.filter(words__icontains="bakery").exists()
    holders = [name for name, rows in everything() if "bakery" in rows]
    assert holders == ["restricted_text"]


def test_every_reading_is_logged_and_without_words(told, on):
    open_concern(heard_concern(on["Dev"], told.receipt, NOW), by=on["Dev"], now=NOW)
    read = Entry.objects.get(verb=READ)
    assert read.subject == told.subject
    assert read.details["texts"] == [told.restricted]
    assert "bakery" not in str([one.details for one in Entry.objects.all()])


def test_taken_up_once_and_never_by_others(told, on):
    with pytest.raises(PermissionDenied):
        hearing.take_up(told.pk, 1, by=on["Leila"], now=NOW)
    do(hearing.take_up, told, by=on["Dev"])
    assert told.state == ConcernState.LOOKED_AT
    with pytest.raises(RuleBroken, match="already"):
        do(hearing.take_up, told, by=on["Tomas"])
    with pytest.raises(Stale):
        hearing.take_up(told.pk, 1, by=on["Tomas"], now=NOW)


def test_an_answer_takes_two_people_and_names_no_one(told, on):
    with pytest.raises(PointsToPerson):
        do(hearing.write_answer, told, "We spoke to Mrs Tamsin Quill", by=on["Dev"])
    do(hearing.write_answer, told, "Patrols begin on Friday", by=on["Dev"])
    assert told.answer_waits
    assert told.answer_heard == ""
    with pytest.raises(RuleBroken, match="another person"):
        do(hearing.rule_on_answer, told, Ruling.CLEARED, "", by=on["Dev"])
    do(hearing.rule_on_answer, told, Ruling.REFUSED, "Say which Friday", by=on["Tomas"])
    assert told.mend
    assert told.answer_heard == ""
    assert told.is_open
    do(hearing.write_answer, told, "Patrols begin on 6 November", by=on["Dev"])
    do(hearing.rule_on_answer, told, Ruling.CLEARED, "", by=on["Tomas"])
    assert told.answer_heard == "Patrols begin on 6 November"
    assert told.state == GONE
    assert told.erased_at == NOW
    gone("bakery", told, on["Amos"])


def gone(word, told, sender):
    """The words are nowhere in the database, the audit trail included."""
    assert not Text.objects.filter(subject=told.subject).exists()
    assert [name for name, rows in everything() if word in rows] == []
    assert own_words(own_concern(sender, told.receipt), now=NOW) == ""


@pytest.mark.parametrize("to", [Onward.ADULTS, Onward.CHILDREN, Onward.POLICE])
def test_sent_on_it_is_erased_once_they_have_it(told, on, to):
    with pytest.raises(RuleBroken, match="Tell them first"):
        do(hearing.send_on, told, to, by=on["Dev"])
    do(hearing.send_on, told, to, by=on["Dev"], has_it=True)
    assert (told.state, told.sent_to, told.erased_at) == (OPEN, to, NOW)
    gone("Quill", told, on["Amos"])
    do(hearing.close_concern, told, by=on["Dev"])
    assert told.state == GONE


def test_the_chair_alone_reads_what_went_there_and_takes_it_up(told, on, chaired):
    do(hearing.send_on, told, Onward.CHAIR, by=on["Tomas"])
    for who, words in ("Dev", WORDS), ("Tomas", ""), ("Priya", ""):
        found = heard_concern(on[who], told.receipt, NOW)
        assert open_concern(found, by=on[who], now=NOW) == words
    with pytest.raises(PermissionDenied):
        do(hearing.take_up, told, by=on["Tomas"])
    with pytest.raises(RuleBroken, match="chair must"):
        do(hearing.close_concern, told, by=on["Tomas"])
    do(hearing.take_up, told, by=chaired)
    gone("bakery", told, on["Amos"])


def test_no_chair_no_way_there(told, on):
    with pytest.raises(RuleBroken, match="no chair"):
        do(hearing.send_on, told, Onward.CHAIR, by=on["Tomas"])


def test_the_problem_becomes_an_issue(told, on, raised):
    given = replace(raised, secret=WORDS + ". Ring the landlord")
    do(hearing.raise_from_concern, told, given, by=on["Dev"])
    assert told.issue.origin == Origin.CONCERN
    assert told.is_open
    texts = Text.objects.filter(subject=told.issue.subject)
    assert texts.get().body.startswith(WORDS)
    with pytest.raises(RuleBroken, match="already"):
        do(hearing.raise_from_concern, told, given, by=on["Dev"])


def test_unanswered_it_does_not_end(told, on):
    with pytest.raises(RuleBroken, match="Answer it"):
        do(hearing.close_concern, told, by=on["Dev"])


@pytest.mark.parametrize(
    ("setting", "days", "is_gone"),
    [(28, 27.9, False), (28, 28, True), (7, 6.9, False), (7, 7, True), (28, 400, True)],
)
def test_after_the_days_of_the_setting_it_is_erased(told, on, setting, days, is_gone):
    Safeguards.objects.update(concern_days=setting)
    later = NOW + timedelta(days=days)
    assert hearing.erase_due(by=on["Priya"], now=later) == is_gone
    told.refresh_from_db()
    assert (told.erased_at is not None) == is_gone
    if is_gone:
        gone("bakery", told, on["Amos"])
        assert hearing.erase_due(by=on["Priya"], now=later) == 0


def test_past_its_days_nobody_reads_it_though_no_job_ran(told, on):
    late = NOW + timedelta(days=28)
    assert own_words(told, now=late) == ""
    assert not heard_concern(on["Dev"], told.receipt, late).opens


def test_no_setting_makes_it_longer(on):
    with pytest.raises(IntegrityError), transaction.atomic():
        Safeguards.objects.update(concern_days=29)


def test_the_command_erases_what_is_due(told, capsys, monkeypatch):
    call_command("concerns_erase")  # the clock of the tests stands before today
    told.refresh_from_db()
    is_due = told.erased_at is not None
    assert ("of 1 concern erased" in capsys.readouterr().out) == is_due


def test_sealed_words_are_kept_nowhere_plain(on, settings, tmp_path):
    file = tmp_path / "text.keys"
    file.write_text(new_key_line("one") + "\n")
    settings.TEXT_KEYS = str(file)
    told = tell_psg(WORDS, [WARD], by=on["Amos"], now=NOW)
    assert [name for name, rows in everything() if "bakery" in rows] == []
    assert own_words(told, now=NOW) == WORDS


def test_a_concern_that_is_opened_from_its_seal_is_still_in_no_index(on, settings, tmp_path):
    file = tmp_path / "text.keys"
    file.write_text(new_key_line("one") + "\n")
    settings.TEXT_KEYS = str(file)
    tell_psg(WORDS, [WARD], by=on["Amos"], now=NOW)
    seal_anew(by=on["Priya"], now=NOW, in_plain=True)
    assert Text.objects.get().body == WORDS
    assert not TextWords.objects.exists()


def test_the_database_holds_the_pairs(told):
    for wrong in (
        {"restricted": None},
        {"state": "done"},
        {"sent_to": "chair"},
        {"answer": "Yes"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Concern.objects.filter(pk=told.pk).update(**wrong)
