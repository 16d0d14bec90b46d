"""Every councillor of a ward is asked once a quarter, and mailed once."""

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPSenderRefused

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from tests.conftest import NOW
from wardmote.audit.models import Entry
from wardmote.digests.models import Digest
from wardmote.digests.usecases import choose, settle, stop_by_link
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken
from wardmote.places.models import Representation
from wardmote.pulse.mailing import Addresses, mail_questions
from wardmote.pulse.models import Pulse, PulseQuestion
from wardmote.pulse.usecases import open_if_due, open_pulse

pytestmark = pytest.mark.django_db
ADDRESSES = Addresses("us@wendle.example", "http://x/{}/".format, "http://stop/{}/".format)
DECEMBER = datetime(2026, 12, 1, 9, tzinfo=UTC)


def post(now=NOW):
    """Mail what waits; how many went."""
    return mail_questions(ADDRESSES, now=now)


def test_asked_twice_asks_nobody_again(priya, members):
    first, again = (open_pulse(by=priya, now=NOW) for _ in range(2))
    assert first == again
    assert first.quarter == "2026Q4"
    assert first.closes_on == date(2026, 11, 23)
    assert sorted(one.to.name for one in PulseQuestion.objects.all()) == sorted(
        one.name for one in members
    )
    assert Entry.objects.filter(verb="pulse.opened").count() == 1


def test_only_who_sits_for_a_ward_today(priya, members, make_person, represent, sam):
    represent(make_person("Nia"), "E04999001", office="clerk", kind="parish")
    represent(make_person("County"), "E58999001", kind="division")
    Representation.objects.filter(user=members[0]).update(until=date(2026, 11, 1))
    members[1].is_active = False
    members[1].save()
    pulse = open_pulse(by=priya, now=NOW)
    assert {one.to for one in pulse.questions.all()} == set(members[2:])


def test_one_who_sits_for_two_wards_is_asked_once(priya, members, represent):
    represent(members[5], "E05999009")
    pulse = open_pulse(by=priya, now=NOW)
    assert pulse.questions.get(to=members[5]).wards == ["E05999005", "E05999009"]


def test_nobody_to_ask(priya):
    with pytest.raises(RuleBroken, match="No councillor"):
        open_pulse(by=priya, now=NOW)
    assert not Pulse.objects.exists()


@pytest.mark.parametrize("who", ["ana", "sam", "ruth"])
def test_only_an_officer_asks(request, who, members):
    with pytest.raises(PermissionDenied):
        open_pulse(by=request.getfixturevalue(who), now=NOW)


def test_an_officer_who_is_elected_does_not(priya, members, represent):
    represent(priya, "E05999001")
    with pytest.raises(PermissionDenied):
        open_pulse(by=priya, now=NOW)


def test_the_daily_job_asks_in_the_last_month_and_once(members):
    assert open_if_due(by=COMMAND_LINE, now=DECEMBER - timedelta(days=1)) is None
    made = open_if_due(by=COMMAND_LINE, now=DECEMBER)
    assert made is not None
    assert made.opened_by is None
    assert open_if_due(by=COMMAND_LINE, now=DECEMBER + timedelta(days=1)) is None
    assert Pulse.objects.count() == 1


def test_the_daily_job_leaves_a_quarter_that_was_asked(asked):
    assert open_if_due(by=COMMAND_LINE, now=DECEMBER) is None


def test_each_is_mailed_once_though_it_runs_twice(asked, members):
    assert [post(), post()] == [6, 0]
    assert sorted(one.to[0] for one in mail.outbox) == sorted(one.email for one in members)
    words = mail.outbox[0].body
    assert "until 23 November 2026" in words
    assert "http://x/" in words


def test_who_could_not_be_mailed_is_mailed_by_the_next_run(asked, monkeypatch):
    def fails(*given):
        raise SMTPSenderRefused(451, b"later", "us")

    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMultiAlternatives, "send", fails)
        assert post() == 0
    assert post() == 6


def test_where_it_may_have_gone_it_is_not_sent_again_until_an_officer_says(
    asked, members, priya, monkeypatch
):
    def breaks_off(*given):
        raise OSError("gone in the middle")

    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMultiAlternatives, "send", breaks_off)
        assert post() == 0
    assert post() == 0
    for one in Digest.objects.all():
        settle(one.pk, went=one.to == members[0], by=priya, now=NOW + timedelta(hours=1))
    assert post() == 5


def test_never_is_never(asked, members):
    """Chosen before the mail, or by the mail's own header."""
    choose("never", by=members[0], now=NOW)
    assert post() == 5
    assert members[0].email not in {one.to[0] for one in mail.outbox}
    PulseQuestion.objects.update(mail=None)
    Digest.objects.all().delete()
    stop = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    assert stop in mail.outbox[0].body
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop_by_link(stop.removeprefix("http://stop/").rstrip("/"), now=NOW)
    assert post() == 4


def test_not_on_the_day_of_another_mail(asked, members):
    Digest.objects.create(
        to=members[0], on=NOW.date(), often="daily", address="a@x.example", begun_at=NOW
    )
    assert post() == 5
    assert [post(NOW + timedelta(days=1)), post(NOW + timedelta(days=2))] == [1, 0]


def test_not_at_night(asked):
    assert post(NOW.replace(hour=5)) == 0


def test_who_has_answered_or_whose_question_closed_is_not_mailed(asked, members, say):
    say(members[0], 4)
    assert post() == 5
    PulseQuestion.objects.update(mail=None)
    Digest.objects.all().delete()
    assert post(NOW + timedelta(days=22)) == 0


def test_the_command_runs_every_day(members, settings, capsys):
    settings.MAIL_IS_ON = True
    Pulse.objects.all().delete()
    call_command("pulse_ask")
    call_command("pulse_ask")
    assert "0 members asked\n0 mails sent" in capsys.readouterr().out
