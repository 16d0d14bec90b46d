"""An upload waits as an import and a job carries it out; its page can watch."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.conftest import NOW
from tests.datasets.builders import row, street_text
from wardmote.audit.models import Entry
from wardmote.datasets.models import Import
from wardmote.datasets.rules import ImportKind
from wardmote.datasets.usecases import queue_import, run_import
from wardmote.datasets.usecases.imports import dataset_options
from wardmote.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db


def upload(text, name="2025-04-x-street.csv"):
    return SimpleUploadedFile(name, text.encode())


def test_an_uploaded_street_file_is_imported_by_a_job(load_wards, priya, settings):
    load_wards("E1")
    waiting = queue_import(
        ImportKind.STREET, [upload(street_text([row()] * 3))], {}, by=priya, now=NOW
    )
    assert waiting.state == "queued"
    done = run_import(waiting.pk, now=NOW)
    assert (done.state, done.rows, done.placed, done.by_user) == ("done", 3, 3, priya)
    assert Entry.objects.filter(verb="import.done", actor_id=priya.pk).count() == 1
    assert not list(settings.FILES.glob("imports/*"))


def test_a_refused_upload_says_why_on_its_receipt(priya, settings):
    waiting = queue_import(ImportKind.STREET, [upload("<html>")], {}, by=priya, now=NOW)
    done = run_import(waiting.pk, now=NOW)
    assert done.state == "refused"
    assert "is a web page" in done.refusal
    assert not list(settings.FILES.glob("imports/*"))


def test_a_job_that_comes_twice_runs_once(priya):
    waiting = queue_import(
        ImportKind.STREET, [upload(street_text([row()]))], {}, by=priya, now=NOW
    )
    run_import(waiting.pk, now=NOW)
    run_import(waiting.pk, now=NOW)
    assert Entry.objects.filter(verb="import.done").count() == 1


def test_a_partners_file_is_uploaded_the_same_way(load_wards, priya):
    load_wards("E1")
    text = "ward_code,quarter,count\nE1,2025Q2,4\n"
    options = dataset_options("deliberate-fires")
    waiting = queue_import(
        ImportKind.DATASET, [upload(text, "fires.csv")], options, by=priya, now=NOW
    )
    done = run_import(waiting.pk, now=NOW)
    assert (done.state, done.placed, str(done.dataset)) == ("done", 1, "Deliberate fires")


@pytest.mark.parametrize("name", ["../../x-street.csv", "a/b.csv", ".hidden", "é\u202e.csv"])
def test_an_uploads_name_never_leads_elsewhere(priya, settings, name):
    waiting = queue_import(
        ImportKind.STREET, [upload(street_text([row()]), name)], {}, by=priya, now=NOW
    )
    (path,) = waiting.options["paths"]
    assert path.startswith(str(settings.FILES / "imports"))
    assert run_import(waiting.pk, now=NOW).state == "done"


def test_nothing_uploaded_is_refused(priya):
    with pytest.raises(RuleBroken, match="Select a file"):
        queue_import(ImportKind.STREET, [], {}, by=priya, now=NOW)
    assert not Import.objects.exists()
