"""Mail by a provider's API: nobody traced on the way out, and word of what came back."""

import base64
import json
import os
import subprocess
import sys

import pytest

from tests.digests.conftest import at, out, send
from wardmote.config.outside import anymail_from, mail_from
from wardmote.digests.models import Digest
from wardmote.digests.post import Answer
from wardmote.kernel.errors import RuleBroken


def test_a_provider_instead_of_a_server():
    mail = mail_from("", "postmark")
    assert mail.is_on
    assert mail.backend == "anymail.backends.postmark.EmailBackend"
    assert not mail_from("").is_on


@pytest.mark.parametrize(
    ("url", "provider", "says"),
    [("smtp://mail.example", "postmark", "not both"), ("", "pigeon", "must be one of")],
)
def test_a_mistake_stops_the_start(url, provider, says):
    with pytest.raises(RuleBroken, match=says):
        mail_from(url, provider)


def test_a_provider_is_told_to_trace_nobody():
    given = {"WARDMOTE_ANYMAIL_POSTMARK_SERVER_TOKEN": "t", "WARDMOTE_HOME": "/"}
    assert anymail_from(given, "postmark") == {
        "POSTMARK_SERVER_TOKEN": "t",
        "SEND_DEFAULTS": {"track_opens": False, "track_clicks": False},
    }
    assert anymail_from({}, "brevo") == {}


@pytest.mark.parametrize(("secret", "events"), [("", ""), ("us:secret", "postmark")])
def test_an_empty_secret_opens_no_address(secret, events):
    told = {"MAIL_PROVIDER": "postmark", "ANYMAIL_WEBHOOK_SECRET": secret}
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "from wardmote.config import settings as s; print(s.MAIL_EVENTS)",
        ],
        env=os.environ | {f"WARDMOTE_{name}": value for name, value in told.items()},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == events


@pytest.fixture
def provider(db, settings, amos):
    """django-anymail with a provider that keeps what it is given."""
    pytest.importorskip("anymail")
    settings.EMAIL_BACKEND = "anymail.backends.test.EmailBackend"
    out(on=at(3))
    assert send(at(3, 12)) == {Answer.TAKEN: 1}
    return Digest.objects.get()


def told(event, message_id, to, secret="us:secret"):
    """What Postmark posts; how it was answered."""
    from anymail.webhooks.postmark import PostmarkTrackingWebhookView
    from django.test import RequestFactory

    body = {"RecordType": event, "MessageID": message_id, "Email": to, "Recipient": to}
    body |= {"Type": "HardBounce", "Description": "No such user", "ReceivedAt": str(at(4))}
    proof = base64.b64encode(secret.encode()).decode()
    request = RequestFactory().post(
        "/mail-events/",
        json.dumps(body | {"BouncedAt": "2026-11-04T09:00:00Z"}),
        content_type="application/json",
        headers={"Authorization": f"Basic {proof}"},
    )
    return PostmarkTrackingWebhookView.as_view()(request)


@pytest.fixture
def listening(provider, settings):
    from anymail.signals import tracking

    from wardmote.digests.events import heard

    settings.ANYMAIL = {"WEBHOOK_SECRET": "us:secret"}
    tracking.connect(heard)
    yield
    tracking.disconnect(heard)


def test_what_came_back_is_kept(provider, listening):
    assert provider.message_id
    told("Bounce", provider.message_id, provider.address)
    provider.refresh_from_db()
    assert provider.bounced_at is not None
    assert "No such user" in provider.bounce


@pytest.mark.parametrize("event", ["Open", "Click", "Delivery"])
def test_whether_they_open_it_is_not(provider, listening, event):
    before = Digest.objects.values().get()
    told(event, provider.message_id, provider.address)
    assert Digest.objects.values().get() == before


def test_what_is_no_mail_of_ours_changes_nothing(provider, listening):
    told("Bounce", "another", provider.address)
    told("Bounce", provider.message_id, "else@wendle.example")
    assert Digest.objects.get().bounced_at is None


def test_nobody_else_can_say_so(provider, listening):
    from anymail.exceptions import AnymailWebhookValidationFailure

    with pytest.raises(AnymailWebhookValidationFailure):
        told("Bounce", provider.message_id, provider.address, secret="us:guess")
    assert Digest.objects.get().bounced_at is None


@pytest.mark.parametrize(
    ("status", "answer", "said"),
    [
        (400, Answer.REFUSED, "The mail provider refused it (400)"),
        (401, Answer.NOT_NOW, None),
        (422, Answer.REFUSED, "The mail provider refused it (422)"),
        (429, Answer.NOT_NOW, None),
        (500, Answer.IN_DOUBT, ""),
        (None, Answer.REFUSED, "The mail provider does not write to this address"),
    ],
)
def test_what_an_error_of_the_api_means(provider, monkeypatch, status, answer, said):
    from anymail.exceptions import AnymailRecipientsRefused, AnymailRequestsAPIError

    wrong = AnymailRecipientsRefused() if status is None else AnymailRequestsAPIError("no")
    wrong.status_code = status

    def fails(self, message):
        raise wrong

    monkeypatch.setattr("anymail.backends.test.EmailBackend._send", fails)
    out("two", on=at(4))
    assert send(at(4, 12)) == {answer: 1}
    held = Digest.objects.exclude(pk=provider.pk).values_list("bounce", flat=True)
    assert list(held) == ([] if said is None else [said])
