"""Files that come in through a page: queued, carried out, or refused without trace."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from tests.datasets.builders import row, street_text
from wardmote.datasets.models import Import
from wardmote.datasets.usecases import register_dataset
from wardmote.places.models import Edition, Place, Profile

pytestmark = pytest.mark.django_db(transaction=True)
SENT = {"csrfmiddlewaretoken": "every form has one"}
CSV = street_text([row()] * 3).encode()


@pytest.fixture
def office(client, ana):
    client.force_login(ana)
    return client


def zipped(**members):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", ".", 1), content)
    return body.getvalue()


def send(client, what, *files, **answers):
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"/data/upload/{what}/", {"upload": uploads, **answers})


def kept(settings):
    """Every file of an upload that is still there."""
    return [path for path in Path(settings.FILES).rglob("*") if path.is_file()]


def test_the_kind_of_file_is_asked_first(office):
    assert office.post("/data/upload/", {"what": "street"}).url == "/data/upload/street/"
    assert office.post("/data/upload/", SENT).status_code == 422
    assert office.get("/data/upload/secrets/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("april-street.csv", CSV),
        ("april-street.csv.gz", gzip.compress(CSV)),
        ("archive.zip", zipped(april_street_csv="", **{"2025-04-x-street_csv": CSV})),
    ],
)
def test_an_upload_is_queued_and_the_worker_carries_it_out(
    office, settings, load_wards, name, content
):
    load_wards("E1")
    answer = send(office, "street", (name, content))
    one = Import.objects.get()
    assert answer.url == f"/data/imports/{one.pk}/"
    assert "Waiting to start" in office.get(answer.url).text
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
    assert "3 rows read" in office.get(answer.url).text
    assert not kept(settings)


def test_the_day_of_publication_may_be_given(office):
    day = {"published_0": "2", "published_1": "6", "published_2": "2025"}
    send(office, "street", ("a-street.csv", CSV), **day)
    assert Import.objects.get().options["published"] == "2025-06-02"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("april.xlsx", b"PK\x03\x04", "is not a .csv, .csv.gz or .zip file"),
        ("april.csv", b"PK\x03\x04 really a zip", "is not what its name says"),
        ("april.csv", b"a,b\x00c", "is not what its name says"),
        ("april.csv", b"%PDF-1.7", "is not what its name says"),
        ("april.csv", b"<html>", "is not what its name says"),
        ("april.zip", CSV, "is not what its name says"),
        ("april.csv.gz", CSV, "is not what its name says"),
        ("april.csv", b"", "That file is empty"),
        ("<img src=x>.exe", CSV, "is not a .csv"),
    ],
)
def test_what_is_not_what_it_says_is_refused_without_trace(
    office, settings, name, content, says
):
    page = send(office, "street", (name, content), replace="on")
    assert page.status_code == 422
    assert says in page.text
    assert "<img" not in page.text
    assert 'id="id_replace" checked' in page.text or "checked" in page.text
    assert not Import.objects.exists()
    assert not kept(settings)


def test_no_file_at_all_is_asked_for(office):
    page = office.post("/data/upload/street/", SENT)
    assert page.status_code == 422
    assert "Select a file" in page.text


def test_a_day_in_the_future_is_refused(office, settings):
    day = {"published_0": "2", "published_1": "6", "published_2": "2999"}
    page = send(office, "street", ("a-street.csv", CSV), **day)
    assert page.status_code == 422
    assert "in the future" in page.text
    assert not kept(settings)


def test_a_file_over_the_limit_is_stopped(office, settings):
    settings.UPLOAD_LIMIT = 1024 * 1024
    page = send(office, "street", ("a-street.csv", CSV + b"x" * 1024 * 1024))
    assert page.status_code == 422
    assert "Select a file smaller than 1 MB" in page.text
    assert not Import.objects.exists()
    assert not kept(settings)


def test_a_strangers_file_is_not_even_taken(client, sam, settings):
    for person in None, sam:
        if person:
            client.force_login(person)
        answer = send(client, "street", ("a-street.csv", CSV))
        assert answer.status_code in (302, 403)
        assert not answer.wsgi_request.FILES
    assert not Import.objects.exists()
    assert not kept(settings)


def test_a_name_that_climbs_stays_below(office, settings):
    send(office, "street", ("../../../etc/april-street.csv", CSV))
    (path,) = kept(settings)
    assert Path(settings.FILES) in path.parents
    assert "etc" not in path.parts


def test_a_partners_counts_come_in(office, ana, load_wards):
    from tests.conftest import NOW

    load_wards("E1", "E2")
    register_dataset("fires", "Fires", owner="Fire", lawful_basis="Act", by=ana, now=NOW)
    content = b"ward_code,quarter,count\nE1,2025Q2,12\nE2,2025Q2,3\n"
    answer = send(office, "dataset", ("fires.csv", content), dataset="fires")
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
    assert "2 rows read" in office.get(answer.url).text
    page = send(office, "dataset", ("fires.csv", content), dataset="burglary")
    assert page.status_code == 422
    assert "Choose the data set" in page.text


def boundary(code="E05000001", name="Longmere"):
    ring = [[0.0, 52.0], [0.1, 52.0], [0.1, 52.1], [0.0, 52.1], [0.0, 52.0]]
    return {
        "type": "Feature",
        "properties": {"WD25CD": code, "WD25NM": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def test_boundaries_come_in_at_once(office, settings):
    text = json.dumps({"type": "FeatureCollection", "features": [boundary()]}).encode()
    answers = {"kind": "ward", "edition": "2025-05"}
    answer = send(office, "places", ("wards.geojson", text), **answers)
    assert answer.url == "/data/"
    assert "1 boundary added" in office.get("/data/").text
    assert Place.objects.get().name == "Longmere"
    assert not kept(settings)


def test_boundaries_that_cannot_be_used_are_refused(office, settings):
    answers = {"kind": "ward", "edition": "2025-05"}
    page = send(office, "places", ("wards.geojson", b'{"type": "Nothing"}'), **answers)
    assert page.status_code == 422
    assert 'value="2025-05"' in page.text
    assert not Edition.objects.exists()
    assert not kept(settings)


def test_residents_and_households_come_in_at_once(office):
    content = b"ward25_code,usual_residents,households\nE05000001,8123,3400\n"
    answer = send(office, "profile", ("profile.csv", content))
    assert answer.url == "/data/"
    assert Profile.objects.get().residents == 8123
    page = send(office, "profile", ("profile.csv", b"a,b\n1,2\n"))
    assert page.status_code == 422


def test_an_import_that_was_killed_is_closed_when_the_worker_starts(office, ana, settings):
    from tests.conftest import NOW

    folder = Path(settings.FILES) / "imports" / "left"
    folder.mkdir(parents=True)
    (folder / "0-april.csv").write_bytes(CSV)
    one = Import.objects.create(
        kind="street",
        state="running",
        by_user=ana,
        by_name="Ana",
        started_at=NOW,
        options={"folder": str(folder), "paths": []},
    )
    call_command("work", once=True)
    assert "Start it again" in office.get(f"/data/imports/{one.pk}/").text
    assert not kept(settings)
