"""Every page as every person: no forgery, nothing inline, nothing planted gets out."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.test import Client, override_settings
from django.urls import clear_url_caches, path

from tests.district import District, made
from tests.security.pages import PAYLOAD, faults_in, planted_in, read
from tests.test_permissions import (
    EACH_TIME,
    IS_WHOLE,
    PEOPLE,
    PUBLIC,
    TABLE,
    client_of,
    none,
)
from tests.walk import addresses, ask, fingerprint, undone
from wardmote.config import urls as all_urls

pytestmark = pytest.mark.long


#: sent by mail programs and providers, which have no page of ours (RFC 8058): a token or
#: a secret is the proof
ONE_CLICK = {"bulletin-unsubscribe", "mail-stop", "mail-events"}


def test_no_form_can_be_sent_from_elsewhere(district: District):
    wrong = []
    for address in addresses():
        if address.name in ONE_CLICK:
            continue
        for who in sorted(TABLE[address.name].send & {"officer", PUBLIC}):
            with undone():
                client = client_of(district, who)
                client.handler.enforce_csrf_checks = True
                before = fingerprint()
                where = address.path(district.in_address(address.name))
                answer = ask(client, "POST", where)
                is_refused = answer.status_code == 403 and "out of date" in answer.text
                if not is_refused or fingerprint() != before:
                    wrong.append(f"{where} as {who}: {answer.status_code}")
    none(wrong)


def pages_for(district, who):
    """(address, text) of every page this person can open, and of one that is not there."""
    client = client_of(district, who)
    for address in addresses():
        if who in TABLE[address.name].read:
            where = address.path(district.in_address(address.name))
            answer = ask(client, "GET", where)
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                is_file = "attachment" in answer.headers.get("Content-Disposition", "")
                yield f"{'file ' * is_file}{where}", answer.text
        if who in TABLE[address.name].send and TABLE[address.name].read:
            with undone():
                answer = ask(client, "POST", where, planted="1")
                yield f"POST {where}", answer.text
    yield "/nothing/", ask(client, "GET", f"/nothing/{PAYLOAD}/").text


@pytest.fixture(scope="module")
def made_district(django_db_setup, django_db_blocker, tmp_path_factory):
    """Every name in this module's district tries to get out of its place."""
    folder = tmp_path_factory.mktemp("hostile")
    with django_db_blocker.unblock(), made(folder, lambda words: words + PAYLOAD) as hostile:
        yield hostile


#: what is shown somewhere: the words before the payload
SHOWN = ("Longmere", "Wendle Vale Partnership", "Deliberate-fires", "Fire service",
         "Brackenshire Police", "Own councillor")  # fmt: skip


@pytest.mark.sized
def test_names_stay_names_on_every_page(district: District):
    wrong, met = [], set()
    for who in PEOPLE if IS_WHOLE else EACH_TIME:
        for where, text in pages_for(district, who):
            wrong += [f"{where} as {who}: {one}" for one in planted_in(text)]
            met |= {words for words in SHOWN if f"{words}&#x27;&quot;data-planted" in text}
    none(wrong)
    assert met == set(SHOWN)


def test_no_page_holds_inline_code_or_an_id_twice(district: District):
    wrong = []
    for who in ("officer", "own councillor", PUBLIC):
        for where, text in pages_for(district, who):
            faults = set(faults_in(text))
            if where.startswith("file "):  # read away from here, it brings its own style
                faults -= {"<style>", "<style> with something inside"}
            wrong += [f"{where}: {fault}" for fault in faults]
            ids = read(text).ids
            wrong += [f"{where}: id {one} twice" for one in {*ids} if ids.count(one) > 1]
    none(wrong)


CANARY = "canary-4711"


@login_not_required
def breaks(request):
    raise ValueError(CANARY)


class Breaking:
    """The product with one page that breaks."""

    urlpatterns = [*all_urls.urlpatterns, path("breaks/", breaks)]
    handler400, handler403 = all_urls.handler400, all_urls.handler403
    handler404, handler500 = all_urls.handler404, all_urls.handler500


def is_telling(text):
    return [
        word for word in (CANARY, "Traceback", "wardmote.", ".py", "Exception") if word in text
    ]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("who", [PUBLIC, "officer"])
def test_a_broken_page_tells_nothing(district: District, who, method):
    with override_settings(ROOT_URLCONF=Breaking):
        clear_url_caches()
        answer = ask(client_of(district, who), method, "/breaks/")
    clear_url_caches()
    assert answer.status_code == 500
    assert not is_telling(answer.text)
    assert not faults_in(answer.text)


@pytest.mark.parametrize("who", [PUBLIC, "officer", "nobody"])
@pytest.mark.parametrize(
    ("path", "options", "status"),
    [
        ("/nothing/here/", {}, 404),
        ("/in/../../etc/passwd", {}, 404),
        ("/%00/", {}, 404),
        ("/", {"HTTP_HOST": "evil.example"}, 400),
        ("/", {"HTTP_HOST": "evil.example:80@localhost"}, 400),
        ("/start/", {"HTTP_HOST": "127.0.0.1.evil.example"}, 400),
        ("/sign-in/", {"HTTP_HOST": "a b"}, 400),
    ],
)
def test_errors_are_plain_pages(district: District, who, path, options, status):
    with override_settings(ALLOWED_HOSTS=["localhost", "127.0.0.1", "testserver"]):
        client = client_of(district, who)
        client.raise_request_exception = False
        answer = client.get(path, **options)
    assert answer.status_code == status
    assert not is_telling(answer.text)
    assert "evil.example" not in answer.text


@pytest.mark.parametrize(
    "body", [b"a=" + b"x" * 6_000_000, b"&".join(b"a%d=1" % n for n in range(3000))]
)
def test_a_form_too_large_to_read_is_refused_plainly(district: District, body):
    client = Client(raise_request_exception=False)
    kind = "application/x-www-form-urlencoded"
    answer = client.post("/sign-in/", body, content_type=kind)
    assert answer.status_code == 400
    assert not is_telling(answer.text)


def test_a_forwarded_host_is_not_believed(district: District):
    client = client_of(district, "officer")
    where = f"/people/{district['board'].pk}/link/"
    page = client.post(where, headers={"x-forwarded-host": "evil.example"})
    assert "/link/" in page.text
    assert "evil.example" not in page.text
