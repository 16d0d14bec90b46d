"""What the pages of concerns show, refuse and repeat."""

import pytest
from django.test import Client
from django.utils.timezone import now

from tests.small_district import LONGMERE
from wardmote.agreements.models import Safeguards
from wardmote.issues.models import Concern, Issue
from wardmote.issues.usecases.concerns import tell_psg
from wardmote.issues.views import hearing
from wardmote.partnership.models import Partnership
from wardmote.people.access import SECOND

pytestmark = pytest.mark.django_db
WORDS = "Callers come to the flat above the bakery every night"


@pytest.fixture
def on(cast, restricted_on):
    Safeguards.objects.update(concerns_on=True)
    return cast


@pytest.fixture
def told(on):
    return tell_psg(WORDS, [f"ward:{LONGMERE}"], by=on["Amos"], now=now())


def client_of(person):
    client = Client()
    client.force_login(person)
    session = client.session
    session[SECOND] = "code"
    session.save()
    return client


@pytest.fixture
def unproven(monkeypatch):
    """As if no second step had been given; sign-in itself would lead to setting one up."""
    monkeypatch.setattr(hearing, "gave_second_factor", lambda request: False)


def test_told_on_the_page_it_has_a_receipt(on):
    client = client_of(on["Amos"])
    answers = {"places": [f"ward:{LONGMERE}"], "text": WORDS, "has_consent": "on"}
    sent = client.post("/my-ward/concerns/tell/", answers)
    held = Concern.objects.get()
    assert sent["Location"] == f"/my-ward/concerns/{held.receipt}/"
    page = client.get(sent["Location"]).text
    assert WORDS in page
    assert held.receipt in page


def test_whom_to_ring_stands_before_anybody_types_and_before_it_is_sent_on(on, told):
    client = client_of(on["Amos"])
    assert "ring the children’s safeguarding team" in client.get("/my-ward/concerns/tell/").text
    Partnership.objects.update_or_create(
        pk=1, defaults={"adult_safeguarding": "Adults, 1", "child_safeguarding": "Children, 2"}
    )
    text = client.get("/my-ward/concerns/tell/").text
    assert "ring Adults, 1 today" in text
    assert "ring Children, 2 today" in text
    where = f"/issues/concerns/{told.receipt}/send-on/"
    assert "About an adult ring Adults, 1; about a child ring Children, 2." in (
        client_of(on["Priya"]).get(where).text
    )


@pytest.mark.parametrize("answers", [{}, {"places": ["ward:E05999999"], "text": WORDS}])
def test_what_is_missing_is_said_and_nothing_kept(on, answers):
    page = client_of(on["Amos"]).post("/my-ward/concerns/tell/", answers)
    assert page.status_code == 422
    assert not Concern.objects.exists()


def test_while_it_is_off_the_page_says_where_danger_goes(on):
    Safeguards.objects.update(concerns_on=False)
    client = client_of(on["Amos"])
    page = client.get("/my-ward/concerns/tell/").text
    assert "Ring 999" in page
    assert "Send it" not in page
    answers = {"places": [f"ward:{LONGMERE}"], "text": WORDS}
    assert client.post("/my-ward/concerns/tell/", answers).status_code == 422


def test_with_a_second_step_they_are_read(told, on):
    assert "bakery" in client_of(on["Dev"]).get(f"/issues/concerns/{told.receipt}/").text


def test_without_a_second_step_its_words_are_kept_back(told, on, unproven):
    here = f"/issues/concerns/{told.receipt}/"
    for path in here, f"{here}issue/":
        page = client_of(on["Dev"]).get(path).text
        assert "bakery" not in page
        assert "second step" in page


def as_an_issue(told, raised):
    return {
        "version": told.version, "title": raised.title, "text": raised.text,
        "secret": WORDS, "theme": raised.theme, "reach": raised.reach,
        "wards": [LONGMERE], "lead": raised.lead.pk,
    }  # fmt: skip


def test_without_a_second_step_no_issue_is_made_of_it(told, on, raised, unproven):
    answers = as_an_issue(told, raised)
    path = f"/issues/concerns/{told.receipt}/issue/"
    refused = client_of(on["Dev"]).post(path, answers)
    assert refused.status_code == 422
    assert not Issue.objects.exists()


def test_with_one_the_issue_is_made(told, on, raised):
    answers = as_an_issue(told, raised)
    path = f"/issues/concerns/{told.receipt}/issue/"
    assert client_of(on["Dev"]).post(path, answers).status_code == 302
    told.refresh_from_db()
    assert told.issue == Issue.objects.get()


def test_a_page_that_was_overtaken_is_refused_and_keeps_what_was_typed(told, on):
    here = f"/issues/concerns/{told.receipt}/"
    client_of(on["Tomas"]).post(f"{here}take-up/", {"version": 1})
    answers = {"version": 1, "text": "Patrols begin on Friday"}
    page = client_of(on["Dev"]).post(f"{here}answer/", answers)
    assert page.status_code == 409
    assert "Patrols begin on Friday" in page.text


def test_the_group_is_told_without_a_word_of_it(told, on):
    for who in "Dev", "Priya":
        page = client_of(on[who]).get("/start/").text
        assert f"Concern {told.receipt} waits to be taken up" in page
        assert "bakery" not in page
    assert told.receipt not in client_of(on["Leila"]).get("/start/").text


def test_an_officer_switches_it_on_and_sets_fewer_days(cast, restricted_on, priya):
    client = client_of(priya)
    assert "Switch concerns on" in client.get("/restricted/").text
    client.post("/restricted/concerns/on/")
    assert Safeguards.objects.get().concerns_on
    assert client.post("/restricted/concern-days/", {"concern_days": "29"}).status_code != 302
    client.post("/restricted/concern-days/", {"concern_days": "7"})
    assert Safeguards.objects.get().concern_days == 7
    client.post("/restricted/concerns/off/")
    assert not Safeguards.objects.get().concerns_on
