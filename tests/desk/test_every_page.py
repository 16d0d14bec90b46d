"""What holds for every page of the desk: headers, no inline script, nothing by GET."""

import re

import pytest

from wardmote.audit.models import Entry
from wardmote.people.models import OneTimeLink, User
from wardmote.signin.models import Session

pytestmark = pytest.mark.django_db
PAGES = [
    "/start/",
    "/components/",
    "/people/",
    "/people/invite/",
    "/settings/",
    "/settings/name/",
    "/settings/names/",
    "/settings/thresholds/",
    "/settings/road/",
    "/settings/logo/",
    "/settings/template/",
    "/data/",
    "/data/new/",
    "/data/imports/",
    "/data/all-crime/",
    "/data/all-crime/change/",
    "/data/upload/",
    "/data/upload/street/",
    "/data/upload/dataset/",
    "/data/upload/places/",
    "/data/upload/profile/",
]
INLINE = re.compile(r"<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|javascript:", re.I)


@pytest.fixture
def officer(client, priya):
    client.force_login(priya)
    return client


@pytest.mark.parametrize("address", PAGES)
def test_it_is_sent_with_the_headers_that_keep_it_safe(officer, address):
    page = officer.get(address)
    assert page.status_code == 200
    policy = page["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["X-Frame-Options"] == "DENY"
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "same-origin"
    assert not INLINE.search(page.text)


@pytest.mark.parametrize("address", PAGES)
def test_it_has_one_heading_a_title_and_a_marking(officer, address):
    page = officer.get(address).text
    assert page.count("<h1") == 1
    assert re.search(r"<title>\s*\S", page)
    assert "ward-marking" in page


@pytest.mark.parametrize("address", PAGES)
def test_reading_it_changes_nothing(officer, address):
    officer.get("/start/")  # the session notes when it was last used
    before = _everything()
    officer.get(address)
    assert _everything() == before


def _everything():
    kept = [Entry, User, OneTimeLink, Session]
    return [list(model.objects.order_by("pk").values()) for model in kept]


@pytest.mark.parametrize("address", [*PAGES, "/people/1/link/", "/settings/logo/remove/"])
def test_a_form_without_its_token_is_refused(priya, address):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(priya)
    before = _everything()[:3]
    assert strict.post(address, {"name": "Taken over"}).status_code in (403, 405)
    assert _everything()[:3] == before


@pytest.mark.parametrize("address", PAGES)
def test_strangers_are_asked_to_sign_in(client, address):
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/?next=")


def test_what_people_type_is_never_markup(officer, priya):
    attack = "<script>alert(1)</script>"
    priya.name = attack
    priya.save()
    form = {"name": attack, "email": attack, "organisation": attack}
    pages = [officer.get("/people/"), officer.get(f"/people/{priya.pk}/")]
    pages += [officer.post("/people/invite/", form), officer.post("/settings/name/", form)]
    for page in pages:
        assert attack not in page.text


def test_a_name_cannot_break_out_of_a_header(officer):
    answer = officer.get("/data/upload/?next=%0d%0aSet-Cookie:%20a=b")
    assert "Set-Cookie: a=b" not in str(answer.headers)


def test_another_host_name_is_refused(officer):
    assert officer.get("/people/", headers={"host": "evil.example"}).status_code == 400
