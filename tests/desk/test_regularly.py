"""What the worker does by itself: every few minutes, whatever of it fails."""

import threading

import pytest
from django.core.management import call_command

from wardmote.desk.management.commands import work
from wardmote.desk.regularly import do_each, keep_doing


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
def test_the_worker_keeps_erasing_and_mailing(asked, settings, is_on):
    settings.MAIL_IS_ON = is_on
    call_command("work")
    erasures, mails = {work.concerns_in_time, work.surveys_in_time}, set()
    if is_on:
        mails = {work.mail_members, work.mail_bulletins, work.mail_clearances}
    assert set(asked) == erasures | mails


@pytest.mark.django_db
def test_once_erases_and_ends(asked, monkeypatch):
    done = []
    monkeypatch.setattr(work, "erase_concerns", lambda **_: done.append("concerns"))
    monkeypatch.setattr(work, "erase_surveys", lambda **_: done.append("surveys"))
    call_command("work", once=True)
    assert done == ["concerns", "surveys"]
    assert not asked
