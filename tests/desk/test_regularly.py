"""What the worker does by itself: every few minutes, whatever of it fails."""

import threading
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.management import call_command

from wardmote.desk.management.commands import work
from wardmote.desk.regularly import do_each, keep_doing
from wardmote.pulse.models import PulseQuestion


def test_what_fails_is_logged_and_the_rest_is_done(caplog):
    done = []

    def fails():
        raise ConnectionRefusedError

    do_each((fails, lambda: done.append(1)))
    assert done == [1]
    assert "fails waits for the next turn" in caplog.text


def test_it_is_done_again_and_again():
    turns = threading.Semaphore(0)
    keep_doing(turns.release, every=0.01)
    assert all(turns.acquire(timeout=5) for _ in range(3))


@pytest.fixture
def asked(monkeypatch):
    """What the worker keeps doing, by name."""
    found = []
    monkeypatch.setattr(work, "keep_doing", lambda *deeds: found.extend(deeds))
    monkeypatch.setattr(work, "close_dead_imports", lambda **_: None)
    monkeypatch.setattr(work, "close_dead_fetches", lambda **_: None)
    monkeypatch.setattr(work, "call_command", lambda *_, **__: None)
    return found


@pytest.mark.parametrize("is_on", [True, False])
def test_the_worker_keeps_erasing_asking_chasing_and_mailing(asked, settings, is_on):
    settings.MAIL_IS_ON = is_on
    call_command("work")
    itself = [work.concerns_in_time, work.surveys_in_time]
    itself += [work.pulse_in_time, work.signatures_in_time, work.actions_in_time]
    mails = [work.mail_members, work.mail_bulletins, work.mail_clearances] if is_on else []
    assert asked == itself + mails


@pytest.mark.django_db
@pytest.mark.parametrize(("hour", "asks"), [(5, 0), (8, 1)])
def test_in_the_last_month_the_worker_asks_once_and_mails_by_day(
    settings, time_machine, make_person, represent, hour, asks
):
    settings.MAIL_IS_ON = True
    time_machine.move_to(datetime(2026, 12, 1, hour, tzinfo=UTC), tick=False)
    represent(make_person("Cllr Amos"), "E05000001")
    for _ in range(2):
        work.pulse_in_time()
    assert PulseQuestion.objects.count() == 1
    assert len(mail.outbox) == asks


@pytest.mark.django_db
@pytest.mark.parametrize(("hour", "chased"), [(5, []), (8, ["signatures", "actions"])])
def test_the_worker_chases_in_the_morning(monkeypatch, time_machine, hour, chased):
    done = []
    monkeypatch.setattr(work, "chase_signatures", lambda by: done.append("signatures"))
    monkeypatch.setattr(work, "chase_actions", lambda by: done.append("actions"))
    time_machine.move_to(datetime(2026, 12, 1, hour, tzinfo=UTC), tick=False)
    work.signatures_in_time()
    work.actions_in_time()
    assert done == chased


@pytest.mark.django_db
def test_in_an_empty_home_nothing_fails():
    for deed in (work.pulse_in_time, work.signatures_in_time, work.actions_in_time):
        deed()


@pytest.mark.django_db
def test_once_erases_and_ends(asked, monkeypatch):
    done = []
    monkeypatch.setattr(work, "erase_concerns", lambda **_: done.append("concerns"))
    monkeypatch.setattr(work, "erase_surveys", lambda **_: done.append("surveys"))
    call_command("work", once=True)
    assert done == ["concerns", "surveys"]
    assert not asked
