"""An officer looks after accounts; nobody else can."""

import re

import pytest
from django.urls import reverse

from tests.conftest import PASSWORD
from wardmote.audit.models import Entry
from wardmote.groups.models import Group
from wardmote.people.models import User

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://testserver/link/[\w-]+/")


@pytest.fixture
def officer(client, priya, groups, places):
    client.force_login(priya)
    return client


def invitation(**changed):
    board = Group.objects.get(kind="board")
    return {
        "name": "Cllr Noor",
        "email": "noor@wendle.example",
        "organisation": "Wendle Vale District Council",
        "role": "",
        "group": board.pk,
        "office": "councillor",
        "place": "ward:E05000002",
        **changed,
    }


def test_the_one_time_link_is_shown_once_and_works(officer, client):
    page = officer.post("/people/invite/", invitation())
    assert page.status_code == 200
    links = LINK.findall(page.text)
    assert len(links) == 1
    noor = User.objects.get(email="noor@wendle.example")
    for address in ("/people/", f"/people/{noor.pk}/"):
        assert not LINK.search(officer.get(address).text)
    client.logout()
    client.post(links[0], {"password": PASSWORD})
    noor.refresh_from_db()
    assert noor.check_password(PASSWORD)


def test_an_invited_person_has_their_seat_and_place_at_once(officer):
    officer.post("/people/invite/", invitation())
    page = officer.get("/people/")
    assert "Board" in page.text
    assert "Councillor, Newbridge" in page.text
    assert "Invited" in page.text
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert verbs >= {"person.invited", "seat.given", "representation.given"}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": ""}, "Enter the person’s name"),
        ({"email": "noor"}, "correct format"),
        ({"email": "priya@wendle.example"}, "already has an account"),
        ({"place": ""}, "Choose the place they act for"),
        ({"office": ""}, "Choose whether they are its councillor or clerk"),
        ({"office": "clerk"}, "Choose a parish for a clerk"),
        ({"place": "ward:E05999999"}, "Choose a place from the list"),
        ({"role": "king"}, "Choose whether they have an office post"),
    ],
)
def test_a_wrong_invitation_keeps_what_was_typed_and_makes_nothing(officer, changed, says):
    page = officer.post("/people/invite/", invitation(**changed))
    assert page.status_code == 422
    assert says in page.text
    assert 'value="Wendle Vale District Council"' in page.text
    assert "There is a problem" in page.text
    assert User.objects.count() == 1


def test_errors_at_radio_buttons_are_linked_to_the_first_one(officer):
    page = officer.post("/people/invite/", invitation(office=""))
    assert 'href="#id_office_0"' in page.text
    assert 'id="id_office_0"' in page.text


def test_a_reset_shows_a_new_link(officer, sam):
    page = officer.post(reverse("reset-person", args=[sam.pk]))
    assert LINK.search(page.text)
    sam.refresh_from_db()
    assert not sam.has_usable_password()


def test_an_account_closes_and_opens_again(officer, sam):
    page = officer.post(reverse("deactivate", args=[sam.pk]), follow=True)
    assert "stops working at once" in page.text
    assert not User.objects.get(pk=sam.pk).is_active
    officer.post(reverse("reactivate", args=[sam.pk]))
    assert User.objects.get(pk=sam.pk).is_active


def test_the_last_officer_cannot_close_their_own_account(officer, priya):
    page = officer.post(reverse("deactivate", args=[priya.pk]))
    assert page.status_code == 422
    assert "at least one officer" in page.text
    page = officer.post(reverse("change-post", args=[priya.pk]), {"role": "analyst"})
    assert page.status_code == 422
    assert User.objects.get(pk=priya.pk).role == "officer"


def test_a_seat_is_given_and_ended(officer, sam):
    board = Group.objects.get(kind="board")
    answers = {"group": board.pk, "role": "chair", "since_0": "1", "since_1": "2"}
    address = reverse("give-seat", args=[sam.pk])
    page = officer.post(address, answers | {"since_2": ""})
    assert page.status_code == 422
    assert "Enter a real date, such as 27 3 2026" in page.text
    officer.post(address, answers | {"since_2": "2026"})
    held = sam.seats.get()
    assert (held.role, str(held.since)) == ("chair", "2026-02-01")
    assert "Board (chair)" in officer.get(f"/people/{sam.pk}/").text
    officer.post(reverse("end-seat", args=[sam.pk, held.pk]))
    assert sam.seats.get().until is not None


def test_a_place_is_given_and_ended(officer, sam):
    day = {"since_0": "4", "since_1": "5", "since_2": "2026"}
    answers = {"office": "clerk", "place": "parish:E04000001", **day}
    address = reverse("represent", args=[sam.pk])
    officer.post(address, answers)
    held = sam.represents.get()
    assert "Clerk, Little Fen" in officer.get(f"/people/{sam.pk}/").text
    page = officer.post(address, answers)
    assert page.status_code == 422
    assert "already acts for this place" in page.text
    officer.post(reverse("end-place", args=[sam.pk, held.pk]))
    assert sam.represents.get().until is not None


def test_one_persons_seat_cannot_be_ended_through_another(officer, sam, ana, seat):
    held = seat(sam, "board")
    assert officer.post(reverse("end-seat", args=[ana.pk, held.pk])).status_code == 404
    assert sam.seats.get().until is None


@pytest.mark.parametrize("who", ["ana", "bea", "amos", "sam"])
def test_only_an_officer_opens_them(client, request, places, who):
    person = request.getfixturevalue(who)
    client.force_login(person)
    for address in ("/people/", "/people/invite/", f"/people/{person.pk}/", "/settings/"):
        assert client.get(address).status_code == 403
    assert client.post(reverse("reset-person", args=[person.pk])).status_code == 403
    assert client.post(reverse("change-post", args=[person.pk])).status_code == 403
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
