"""Who is mailed what and when: once, whatever becomes of the job and of the mail server."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail

from tests.digests.conftest import at, out, send
from wardmote.digests.models import Digest, DigestItem
from wardmote.digests.post import Answer, Post, Told
from wardmote.digests.usecases import choose, settle, take_day
from wardmote.kernel.errors import Stale
from wardmote.places.models import Representation
from wardmote.releases.rules import Audience, ReleaseKind
from wardmote.releases.usecases import withdraw

pytestmark = pytest.mark.django_db
TUESDAY = 3


def sent():
    """To whom mails went, in order."""
    return [one.to[0].split("@")[0] for one in mail.outbox]


def test_the_first_of_the_day_goes_now_the_rest_the_next_morning(amos):
    out("one", on=at(TUESDAY, 9))
    send(at(TUESDAY, 9, 5))
    out("two", on=at(TUESDAY, 10))
    send(at(TUESDAY, 11))
    assert sent() == ["amos"]
    send(at(TUESDAY + 1, 6))
    send(at(TUESDAY + 1, 7))
    assert sent() == ["amos", "amos"]
    assert DigestItem.objects.count() == 2


def test_whoever_has_not_chosen_hears_on_monday_of_the_week_before(nia):
    out(wards=("E2",), on=at(TUESDAY))
    for day in range(TUESDAY, 9):
        send(at(day, 12))
    assert sent() == []
    send(at(9, 12))
    assert sent() == ["nia"]
    assert Digest.objects.get().often == "weekly"


def test_a_second_run_sends_nothing(amos):
    out(on=at(TUESDAY))
    assert send(at(TUESDAY, 12)) == {Answer.TAKEN: 1}
    assert send(at(TUESDAY, 12)) == {}
    assert send(at(TUESDAY + 1, 12)) == {}


def test_minor_changes_other_wards_and_what_was_taken_back_are_not_mailed(amos, priya):
    out("minor", on=at(TUESDAY), material=False)
    out("other", ("E2",), on=at(TUESDAY))
    gone = out("gone", on=at(TUESDAY))
    withdraw(gone.pk, "Wrong", by=priya, now=at(TUESDAY, 10))
    assert send(at(TUESDAY, 12)) == {}


def test_other_words_do_not_take_the_news_away_nor_tell_it_again(amos, nia):
    out(on=at(TUESDAY), wards=("E1", "E2"))
    send(at(TUESDAY, 12))
    out(on=at(TUESDAY + 1), title="Lamps, mended", material=False, wards=("E1", "E2"))
    send(at(TUESDAY + 1, 12))
    send(at(9, 12))
    assert sent() == ["amos", "nia"]
    assert "Lamps, mended" in mail.outbox[1].body


def test_all_their_wards_in_one_mail(amos, represent):
    represent(amos, "E2")
    out("one", on=at(TUESDAY))
    out("two", ("E2",), title="Fires", on=at(TUESDAY))
    send(at(TUESDAY, 12))
    (one,) = mail.outbox
    assert one.subject == "2 things are new for Longmere and Newbridge"
    assert "Fires (Newbridge)" in one.body


def test_never_means_never_and_later_begins_then(amos):
    choose("never", by=amos, now=at(TUESDAY))
    out("one", on=at(TUESDAY, 10))
    send(at(TUESDAY, 12))
    choose("daily", by=amos, now=at(TUESDAY, 13))
    out("two", on=at(TUESDAY, 14))
    send(at(TUESDAY + 1))
    assert [one.release.slot for one in DigestItem.objects.all()] == ["two"]


def test_whoever_came_or_went_or_is_shut_is_mailed_what_is_theirs(amos, nia):
    Representation.objects.filter(user=amos).update(until=at(TUESDAY).date())
    Representation.objects.filter(user=nia).update(since=at(TUESDAY + 1).date())
    out("before", ("E1", "E2"), on=at(TUESDAY))
    out("after", ("E1", "E2"), on=at(TUESDAY + 1))
    send(at(9))
    assert sent() == ["nia"]
    assert [one.release.slot for one in DigestItem.objects.all()] == ["after"]
    nia.is_active = False
    nia.save()
    out("late", ("E2",), on=at(10))
    send(at(16))
    assert sent() == ["nia"]


def test_an_issue_that_became_public_meanwhile_is_told_by_its_title(nia):
    out(wards=("E2",), on=at(TUESDAY), audience=Audience.MEMBERS)
    out(wards=("E2",), on=at(TUESDAY + 1), material=False)
    send(at(9))
    assert "Lamps at the station" in mail.outbox[0].body


def test_two_jobs_at_once_send_one(amos):
    """The other job sends while this one has read what is due."""
    out(on=at(TUESDAY))

    class Slow(Post):
        def open(self):
            if not Digest.objects.exists():
                send(at(TUESDAY, 12))

    assert send(at(TUESDAY, 12), Slow()) == {}
    assert sent() == ["amos"]


def test_what_another_job_claims_past_midnight_is_not_sent_again(amos):
    """The day is another, the items are the same."""
    out(on=at(TUESDAY))

    class Slow(Post):
        def open(self):
            if not Digest.objects.exists():
                send(at(TUESDAY, 23))

    assert send(at(TUESDAY + 1, 7), Slow()) == {}
    assert sent() == ["amos"]


class Meanwhile(Post):
    """A mail server so slow that something happens before the second mail."""

    def __init__(self, happens):
        super().__init__()
        self.happens = happens

    def open(self):
        if len(mail.outbox) == 1:
            self.happens()


def both_at_once(nia):
    choose("at once", by=nia, now=at(1))
    return out("one", wards=("E1", "E2"), on=at(TUESDAY))


def test_what_is_withdrawn_during_a_run_is_not_mailed(amos, nia, priya):
    gone = both_at_once(nia)
    out("two", wards=("E1", "E2"), title="Fires", on=at(TUESDAY))
    slow = Meanwhile(lambda: withdraw(gone.pk, "Wrong", by=priya, now=at(TUESDAY, 13)))
    assert send(at(TUESDAY, 12), slow) == {Answer.TAKEN: 2}
    assert "Lamps" in mail.outbox[0].body
    assert "Lamps" not in mail.outbox[1].body
    assert "Fires" in mail.outbox[1].body


def test_where_nothing_is_left_during_a_run_no_mail_goes(amos, nia, priya):
    gone = both_at_once(nia)
    slow = Meanwhile(lambda: withdraw(gone.pk, "Wrong", by=priya, now=at(TUESDAY, 13)))
    assert send(at(TUESDAY, 12), slow) == {Answer.TAKEN: 1}
    assert sent() == ["amos"]


def test_whoever_unsubscribes_during_a_run_is_not_mailed(amos, nia):
    both_at_once(nia)
    slow = Meanwhile(lambda: choose("never", by=nia, now=at(TUESDAY, 13)))
    assert send(at(TUESDAY, 12), slow) == {Answer.TAKEN: 1}
    assert sent() == ["amos"]


class Answers(Post):
    """A mail server that does this to each mail."""

    def __init__(self, *does):
        super().__init__()
        self.does = list(does)

    def hand_over(self, mail):
        does = self.does.pop(0)
        if isinstance(does, BaseException):
            raise does
        return does


def test_a_job_that_dies_in_the_middle_leaves_the_mail_in_doubt(amos, priya):
    out(on=at(TUESDAY))
    with pytest.raises(KeyboardInterrupt):
        send(at(TUESDAY, 12), Answers(KeyboardInterrupt()))
    held = Digest.objects.get()
    assert held.sent_at is None
    assert send(at(TUESDAY + 1)) == {}
    settle(held.pk, went=True, by=priya, now=at(TUESDAY + 1))
    assert send(at(TUESDAY + 2)) == {}
    with pytest.raises(Stale):
        settle(held.pk, went=False, by=priya, now=at(TUESDAY + 2))


def test_what_did_not_go_is_in_the_next_mail(amos, priya):
    out(on=at(TUESDAY))
    send(at(TUESDAY, 12), Answers(Told(Answer.IN_DOUBT)))
    held = Digest.objects.get()
    with pytest.raises(Stale):
        settle(held.pk, went=False, by=priya, now=at(TUESDAY, 12, 1))
    settle(held.pk, went=False, by=priya, now=at(TUESDAY, 13))
    assert send(at(TUESDAY, 13)) == {Answer.TAKEN: 1}


def test_a_refusal_is_kept_at_once_and_the_others_are_mailed(amos, nia):
    choose("at once", by=nia, now=at(1))
    out(wards=("E1", "E2"), on=at(TUESDAY))
    refused = Told(Answer.REFUSED, "550 no such user")
    told = send(at(TUESDAY, 12), Answers(refused, Told(Answer.TAKEN, message_id="m1")))
    assert told == {Answer.REFUSED: 1, Answer.TAKEN: 1}
    back, went = Digest.objects.order_by("pk")
    assert (back.bounced_at, back.bounce) == (at(TUESDAY, 12), "550 no such user")
    assert (went.sent_at, went.message_id) == (at(TUESDAY, 12), "m1")
    assert send(at(TUESDAY + 1)) == {}


def test_what_was_certainly_not_taken_goes_by_the_next_run(amos):
    out(on=at(TUESDAY))
    assert send(at(TUESDAY, 12), Answers(Told(Answer.NOT_NOW))) == {Answer.NOT_NOW: 1}
    assert not Digest.objects.exists()
    assert send(at(TUESDAY, 13)) == {Answer.TAKEN: 1}


def test_a_mail_server_that_is_away_leaves_nothing_begun(amos):
    class Away(Post):
        def open(self):
            raise ConnectionRefusedError

    out(on=at(TUESDAY))
    with pytest.raises(ConnectionRefusedError):
        send(at(TUESDAY, 12), Away())
    assert not Digest.objects.exists()


GONE, LATER = (550, b"no such user"), (451, b"try later")


@pytest.mark.parametrize(
    ("wrong", "answer", "said"),
    [
        (smtplib.SMTPRecipientsRefused({"a": GONE}), Answer.REFUSED, "550 no such user"),
        (smtplib.SMTPRecipientsRefused({"a": LATER}), Answer.NOT_NOW, "451 try later"),
        (smtplib.SMTPSenderRefused(*GONE, "us"), Answer.NOT_NOW, "550 no such user"),
        (smtplib.SMTPDataError(552, b"too full"), Answer.REFUSED, "552 too full"),
        (smtplib.SMTPDataError(451, b"try later"), Answer.NOT_NOW, "451 try later"),
        (smtplib.SMTPServerDisconnected("gone"), Answer.IN_DOUBT, ""),
        (TimeoutError(), Answer.IN_DOUBT, ""),
    ],
)
def test_what_an_error_of_the_connection_means(amos, monkeypatch, wrong, answer, said):
    out(on=at(TUESDAY))

    def fails(self, messages):
        raise wrong

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fails)
        assert send(at(TUESDAY, 12)) == {answer: 1}
    assert [one.bounce for one in Digest.objects.all()] == [said] * (answer != Answer.NOT_NOW)


def test_a_notice_is_an_item_whatever_the_choice(amos, nia):
    choose("quarterly", by=nia, now=at(1))
    kind = {"kind": ReleaseKind.NOTICE, "audience": Audience.MEMBERS, "wards": ("E1", "E2")}
    out("notice report 1: ", on=at(TUESDAY), title="Secret", **kind)
    send(at(TUESDAY, 12))
    send(at(1, 9, month=1, year=2027))
    for one in mail.outbox:
        assert "1 item for you before it is published" in one.body
        assert "Secret" not in str(one.message())
    assert sent() == ["amos", "nia"]


def test_a_clock_that_goes_back_an_hour_sends_nothing_twice(amos):
    out(on=at(24, 23, month=10))
    summer = at(25, 0, month=10)
    for hours in range(36):
        send(summer + timedelta(hours=hours))
    assert sent() == ["amos"]


def test_no_news_on_the_day_of_the_question_and_all_of_them_the_day_after(amos, nia):
    out(wards=("E1", "E2"), on=at(TUESDAY))
    for who, day in ((amos, TUESDAY), (nia, 9)):
        assert take_day(who, now=at(day, 8)) is not None
        send(at(day, 12))
        assert take_day(who, now=at(day, 13)) is None
    assert sent() == ["amos"]  # on the 9th, of the 3rd
    send(at(10, 12))
    assert sent() == ["amos", "nia"]
