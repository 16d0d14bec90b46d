"""Whoever may clear words is mailed once that they wait: a number and a link."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command

from tests.conftest import NOW
from wardmote.groups.models import Seat
from wardmote.groups.rules import GroupKind
from wardmote.issues.clearing import Ruling
from wardmote.issues.usecases.chasing import mail_clearance_letters, write_clearance_letters
from wardmote.issues.usecases.releasing import ask_to_release, rule_on
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.releases.rules import Audience

LATE = NOW + timedelta(days=2)
WORDS = "Two lamps are mended by December."


@pytest.fixture
def held(issue, cast):
    return ask_to_release(issue.pk, WORDS, Audience.MEMBERS, by=cast["Dev"], now=NOW)


def told(now=NOW):
    """Who is mailed now."""
    mail.outbox.clear()
    write_clearance_letters(by=COMMAND_LINE, now=now)
    mail_clearance_letters(
        sender="office@wendle.example", now=now, address_of=lambda one: f"https://w/{one.pk}/"
    )
    return sorted(name for letter in mail.outbox for name in letter.recipients())


def test_the_group_and_the_lead_are_told_at_once_the_office_after_two_days(
    held, cast, groups, make_person
):
    other = make_person("Olga")  # of the organisation that leads, on another group
    other.organisation = cast["Dev"].organisation
    other.save()
    Seat.objects.create(group=groups[GroupKind.TASKING], person=other, since=NOW.date())
    assert told() == sorted([cast["Tomas"].email, other.email])
    assert told(LATE - timedelta(minutes=1)) == []
    assert told(LATE) == [cast["Priya"].email]
    assert told(LATE) == []


def test_a_councillor_on_the_group_is_not_told(held, cast, groups):
    """Nor is who has not signed (Nell): neither may read the words."""
    psg = groups[GroupKind.PROBLEM_SOLVING]
    Seat.objects.create(group=psg, person=cast["Amos"], since=NOW.date())
    assert told() == [cast["Tomas"].email]


def test_it_has_the_number_and_a_link_and_no_word_of_the_text(held, issue):
    told()
    (letter,) = mail.outbox
    assert issue.number in letter.subject
    assert f"https://w/{held.pk}/" in letter.body
    assert WORDS not in letter.body
    assert issue.title not in letter.subject + letter.body


def test_nobody_is_told_of_words_that_somebody_has_decided_on(held, cast):
    write_clearance_letters(by=COMMAND_LINE, now=NOW)
    rule_on(held.pk, Ruling.CLEARED, "", by=cast["Tomas"], now=NOW)
    assert told(LATE) == []


def test_the_command_sends_each_once(held, cast, settings, capsys):
    settings.MAIL_IS_ON = True
    mail.outbox.clear()
    call_command("clearances_chase")
    call_command("clearances_chase")
    assert [one.recipients() for one in mail.outbox].count([cast["Tomas"].email]) == 1
