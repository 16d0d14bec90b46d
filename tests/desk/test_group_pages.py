"""Who sits where, the officer's pages for it, and the files made of it."""

import json
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from tests.conftest import NOW
from wardmote.groups.models import Group, Post, Route
from wardmote.groups.queries import sittings
from wardmote.groups.usecases import add_post, hand_over, keep_seat_vacant, seat_post
from wardmote.people.models import Organisation

pytestmark = pytest.mark.django_db
FROM = {"since_0": "1", "since_1": "2", "since_2": "2026"}


@pytest.fixture
def officer(client, priya, groups):
    client.force_login(priya)
    return client


@pytest.fixture
def board(groups):
    return Group.objects.get(kind="board")


@pytest.fixture
def full(board, bea, sam, priya):
    """The Board: Bea by name, Sam by his post in the interim, one seat vacant."""
    by = {"by": priya, "now": NOW}
    police = Organisation.objects.create(name="Police")
    post = add_post("Chief Inspector", police, **by)
    seat_post(board, post, since=date(2026, 1, 1), **by)
    hand_over(post.pk, sam, since=date(2026, 2, 1), is_interim=True, **by)
    keep_seat_vacant(board, police, since=date(2026, 1, 1), **by)
    return board


def test_partners_see_who_sits_where_and_what_is_vacant(client, bea, full):
    client.force_login(bea)
    page = client.get("/groups/")
    assert "1 seat is vacant" in page.text
    for words in ("Bea", "Sam", "Chief Inspector, in the interim", "Police", "Vacant"):
        assert words in page.text
    assert f"/groups/{full.pk}/" not in page.text


@pytest.mark.parametrize(("who", "sees"), [("bea", False), ("priya", True)])
def test_addresses_leave_with_the_officer_only(client, request, full, who, sees):
    client.force_login(request.getfixturevalue(who))
    for name in ("members.csv", "members.json"):
        text = client.get(f"/groups/{name}").content.decode("utf-8-sig")
        assert "Sam" in text
        assert ("sam@wendle.example" in text) is sees


def test_popolo_holds_together(officer, full):
    found = json.loads(officer.get("/groups/members.json").content)
    assert found.keys() == {"organizations", "persons", "posts", "memberships"}
    ids = {one["id"] for kind in found.values() for one in kind}
    assert len(ids) == sum(map(len, found.values()))
    for one in found["memberships"]:
        for key in ("person_id", "organization_id", "post_id", "on_behalf_of_id"):
            assert one.get(key) is None or one[key] in ids
    [interim] = [one for one in found["memberships"] if one.get("label") == "interim"]
    assert interim["start_date"] == "2026-02-01"


def test_a_group_is_added_changed_closed_and_opened(officer):
    page = officer.post("/groups/new/", {"name": "Hate Crime", "kind": "delivery"}, follow=True)
    made = Group.objects.get(name="Hate Crime")
    assert "Nobody sits on it" in page.text
    officer.post(f"/groups/{made.pk}/change/", {"name": "Hate", "kind": "other"})
    assert "Hate" in officer.get("/groups/").text
    officer.post(f"/groups/{made.pk}/close/")
    assert "closed" in officer.get(f"/groups/{made.pk}/").text
    officer.post(f"/groups/{made.pk}/open/")
    made.refresh_from_db()
    assert made.closed_on is None


def test_seats_of_the_three_ways(officer, board, sam):
    body = Organisation.objects.create(name="Fire")
    post = Post.objects.create(name="Chief", organisation=body)
    address = f"/groups/{board.pk}/seats/new/"
    ordinary = {"role": "ordinary", **FROM}
    officer.post(f"{address}person/", {"person": sam.pk, **ordinary})
    officer.post(f"{address}post/", {"post": post.pk, **ordinary})
    officer.post(f"{address}vacant/", {"organisation": body.pk, **ordinary})
    assert "3 seats, 2 vacant" in officer.get(f"/groups/{board.pk}/").text
    page = officer.post(f"{address}person/", {"person": sam.pk, **ordinary})
    assert page.status_code == 422
    assert "already sits on the Board" in page.text
    assert officer.get(f"{address}throne/").status_code == 404


def test_a_seat_is_filled_and_ended(officer, full, ana):
    vacant = full.seats.get(person=None, post=None)
    officer.post(f"/groups/{full.pk}/seats/{vacant.pk}/fill/", {"person": ana.pk, **FROM})
    held = ana.seats.get()
    officer.post(f"/groups/{full.pk}/seats/{held.pk}/end/", {"stays_vacant": "yes"})
    assert "1 vacant" in officer.get(f"/groups/{full.pk}/").text
    assert "1 seat is vacant on your groups" in officer.get("/start/").text


def test_on_a_phone_seats_read_as_cards(officer, full):
    page = officer.get(f"/groups/{full.pk}/").text
    assert "ward-stack" in page
    assert "ward-scroll" not in page
    assert {f'data-label="{one}"' in page for one in ("As", "Since")} == {True}


def test_the_last_day_of_a_seat_is_entered_ahead(officer, full, ana):
    vacant = full.seats.get(person=None, post=None)
    officer.post(f"/groups/{full.pk}/seats/{vacant.pk}/fill/", {"person": ana.pk, **FROM})
    held, last = ana.seats.get(), localdate() + timedelta(days=40)
    where, goes = f"/groups/{full.pk}/seats/{held.pk}/end/", {"stays_vacant": "no"}

    def by(day):
        boxes = {"last_on_0": day.day, "last_on_1": day.month, "last_on_2": day.year}
        return officer.post(where, goes | boxes)

    assert "must be today or later" in by(localdate() - timedelta(days=1)).text
    assert by(last).status_code == 302
    assert [len(sittings(last + timedelta(days=n), person=ana)) for n in (0, 1)] == [1, 0]
    sooner, goes["shown"] = localdate() + timedelta(days=20), last + timedelta(days=1)
    assert where in officer.get(f"/groups/{full.pk}/").text
    assert f'value="{last.day}"' in officer.get(where).text
    assert by(sooner).status_code == 302
    assert [len(sittings(sooner + timedelta(days=n), person=ana)) for n in (0, 1)] == [1, 0]
    assert by(last).status_code == 409  # as it stood before
    goes["shown"] = sooner + timedelta(days=1)
    assert officer.post(where, goes).status_code == 302  # no day: at once
    assert sittings(localdate(), person=ana) == []
    assert officer.get(where).status_code == 404


def test_routes_are_added_and_removed(officer, board):
    data = Group.objects.get(kind="data")
    officer.post("/groups/routes/", {"giver": data.pk, "taker": board.pk, "unblocks": "on"})
    made = Route.objects.get(giver=data, taker=board)
    assert made.unblocks
    page = officer.post("/groups/routes/", {"giver": data.pk, "taker": data.pk})
    assert "Choose a different group" in page.text
    officer.post(f"/groups/routes/{made.pk}/remove/")
    assert not Route.objects.filter(pk=made.pk).exists()


def test_a_post_goes_from_hand_to_hand(officer, sam, ana):
    body = Organisation.objects.create(name="Fire")
    officer.post("/posts/new/", {"name": "Station manager", "organisation": body.pk})
    post = Post.objects.get()
    for person in (sam, ana):
        answers = {"person": person.pk, "is_interim": "on", **FROM}
        officer.post(f"/posts/{post.pk}/hand-over/", answers)
    assert "Ana, in the interim" in officer.get("/posts/").text
    for page in ("/people/", f"/people/{ana.pk}/"):
        assert "Station manager, Fire, in the interim" in officer.get(page).text
    assert 'data-label="What they are">' in officer.get("/people/").text
    officer.post(f"/posts/{post.pk}/leave/")
    assert "Vacant" in officer.get("/posts/").text


def test_organisations_are_entered_named_and_one_is_the_host(officer):
    for name in ("District Council", "County Council"):
        officer.post("/organisations/new/", {"name": name})
        made = Organisation.objects.get(name=name)
        officer.post(f"/organisations/{made.pk}/", {"name": name, "is_host": "on"})
    assert list(Organisation.objects.filter(is_host=True)) == [made]
    page = officer.post("/organisations/new/", {"name": "county  council"})
    assert "is there already" in page.text


def test_a_councillor_who_is_officer_opens_none_of_it(client, priya, represent, groups):
    represent(priya, "E05000001")
    client.force_login(priya)
    for page in ("/groups/", "/posts/", "/people/", "/settings/", "/people/import/"):
        assert client.get(page).status_code == 403
