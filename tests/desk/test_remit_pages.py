"""An officer says who works in which wards, changes that and ends it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.timezone import now as clock

from wardmote.kernel.actors import COMMAND_LINE
from wardmote.places.models import Remit
from wardmote.places.remits import change_remit, give_remit
from wardmote.places.rules import Coverage

pytestmark = pytest.mark.django_db
LONGMERE, NEWBRIDGE = "E05000001", "E05000002"
SERGEANT = Coverage("neighbourhood sergeant", frozenset({LONGMERE}))


@pytest.fixture
def officer(client, priya, places):
    client.force_login(priya)
    return client


@pytest.fixture
def remit(places, sam):
    given = {"since": localdate(), "by": COMMAND_LINE, "now": clock()}
    return give_remit(sam, SERGEANT, **given)


def day(name, on):
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


def answers(sam, **changed):
    return {
        "person": sam.pk,
        "work": " neighbourhood  sergeant ",
        "reach": "wards",
        "wards": [LONGMERE, NEWBRIDGE],
        **day("since", localdate()),
        **changed,
    }


def test_it_is_entered_and_stands_in_the_list_and_on_their_page(officer, sam):
    assert "Nobody yet" in officer.get(reverse("remits")).text
    page = officer.post(reverse("remit-new"), answers(sam), follow=True)
    assert page.redirect_chain == [(reverse("remits"), 302)]
    for told in (page.text, officer.get(reverse("person", args=[sam.pk])).text):
        assert "neighbourhood sergeant" in told
        assert "Longmere and Newbridge" in told


def test_their_page_leads_to_a_form_that_names_them(officer, sam):
    link = f"{reverse('remit-new')}?person={sam.pk}"
    assert link in officer.get(reverse("person", args=[sam.pk])).text
    assert f'<option value="{sam.pk}" selected>' in officer.get(link).text
    assert officer.get(f"{reverse('remit-new')}?person=x").status_code == 200


def test_a_last_day_known_ahead_is_the_last_on_which_it_holds(officer, sam):
    last = localdate() + timedelta(days=5)
    officer.post(reverse("remit-new"), answers(sam, **day("last_on", last)))
    assert Remit.objects.get().until == last + timedelta(days=1)


@pytest.mark.parametrize(
    ("changed", "says", "at"),
    [
        ({"person": ""}, "Select who", "id_person"),
        ({"work": ""}, "Enter what they do there", "id_work"),
        ({"work": "x" * 81}, "80 characters or fewer", "id_work"),
        ({"reach": ""}, "Select where they work", "id_reach_0"),
        ({"wards": []}, "Select the wards they work in", "id_wards_0"),
        ({"reach": "district"}, "Select no ward for the whole district", "id_wards_0"),
        ({"wards": ["E05999999"]}, "Select wards of the boundaries in use", "id_wards_0"),
        ({"since_0": "31", "since_1": "2"}, "Enter a real date", "id_since_0"),
        (day("last_on", localdate() - timedelta(days=1)), "before the first", "id_last_on_0"),
    ],
)
def test_an_error_stands_at_its_question_and_nothing_is_entered(
    officer, sam, changed, says, at
):
    page = officer.post(reverse("remit-new"), answers(sam, **changed))
    assert page.status_code == 422
    assert says in page.text
    assert f'href="#{at}"' in page.text
    assert not Remit.objects.exists()


def test_a_councillor_is_refused_and_not_offered_one(officer, amos):
    page = officer.post(reverse("remit-new"), answers(amos))
    assert page.status_code == 422
    assert "Cllr Amos is councillor of Longmere" in page.text
    assert 'href="#id_person"' in page.text
    assert "Enter where they work" not in officer.get(reverse("person", args=[amos.pk])).text


def test_its_wards_are_changed(officer, remit):
    where = reverse("remit-change", args=[remit.pk])
    asked = officer.get(where).context["form"]
    assert (asked["work"].value(), asked["wards"].value()) == (SERGEANT.work, [LONGMERE])
    sent = {"work": "warden", "reach": "wards", "wards": [NEWBRIDGE], "version": 1}
    page = officer.post(where, sent, follow=True)
    assert "warden" in page.text
    assert [one.code for one in remit.wards.all()] == [NEWBRIDGE]


def test_a_page_that_was_overtaken_keeps_what_was_typed(officer, remit):
    change_remit(remit.pk, Coverage("warden", is_whole=True), 1, by=COMMAND_LINE, now=clock())
    where = reverse("remit-change", args=[remit.pk])
    sent = {"work": "typed words", "reach": "wards", "wards": [NEWBRIDGE], "version": 1}
    page = officer.post(where, sent)
    assert page.status_code == 409
    assert "typed words" in page.text
    assert Remit.objects.get().work == "warden"
    assert (
        officer.post(reverse("remit-end", args=[remit.pk]), {"version": 1}).status_code == 409
    )


def test_it_ends_after_a_day_and_then_at_once(officer, remit):
    where, last = reverse("remit-end", args=[remit.pk]), localdate() + timedelta(days=9)
    officer.post(where, {"version": 1, **day("last_on", last)})
    assert Remit.objects.get().until == last + timedelta(days=1)
    assert "Not from" in officer.get(reverse("remits")).text
    past = day("last_on", localdate() - timedelta(days=1))
    page = officer.post(where, {"version": 2, **past})
    assert "The last day must be today or later" in page.text
    page = officer.post(where, {"version": 2}, follow=True)
    assert "Nobody yet" in page.text
    assert officer.get(where).status_code == 404


def test_what_counts_for_nothing_stands_in_the_heading(officer, remit, sam, represent):
    represent(sam, NEWBRIDGE)
    page = officer.get(reverse("remits")).text
    assert "Who works where: 1 to look at" in page
    assert "Not named: acts for a place" in page


@pytest.mark.parametrize("who", ["ana", "amos", "sam"])
def test_only_an_officer_opens_them(client, request, remit, who):
    client.force_login(request.getfixturevalue(who))
    own = [remit.pk]
    for where in (reverse("remits"), reverse("remit-new"), reverse("remit-end", args=own)):
        assert client.get(where).status_code in (403, 404)
    assert client.post(reverse("remit-change", args=own), {}).status_code in (403, 404)
