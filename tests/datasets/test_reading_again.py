"""A file once read is not read again; a stopped import goes on where it was."""

import json
import os
import shutil
import zipfile

import pytest
from django.core.management import call_command

from tests.conftest import NOW
from tests.datasets.builders import row, street_file, street_text, zip_file
from wardmote.cli import main
from wardmote.datasets import placement, stores
from wardmote.datasets.intake import take_in
from wardmote.datasets.models import ForceMonth, Import
from wardmote.datasets.queries import counts_of
from wardmote.datasets.rules import Stopped
from wardmote.datasets.usecases import import_street, resume_import, run_import, stop_import
from wardmote.datasets.warehouse import rows_in
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter

MONTHS = ("2025-04", "2025-05", "2025-06")
FORCES = ("Brackenshire Police", "Next Door Police")


def name_of(month, force):
    return f"{month}/{month}-{force.split()[0].lower()}-street.csv"


def text_of(month, force, rows=4):
    return street_text([row(month=month, force=force, lon=f"0.{at:06}") for at in range(rows)])


@pytest.fixture
def archive(tmp_path):
    """Two forces, three months: a folder as data.police.uk packs it."""
    for month in MONTHS:
        for force in FORCES:
            path = tmp_path / "police" / name_of(month, force)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text_of(month, force))
    return tmp_path / "police"


def zipped(folder, path):
    files = (one for one in sorted(folder.rglob("*.csv")))
    return zip_file(path, {str(one.relative_to(folder)): one.read_bytes() for one in files})


def test_an_archive_loaded_again_is_not_read(take, archive):
    first = take(archive)
    assert (first.read, first.rows) == (6, 24)
    again = take(archive)
    assert (again.read, again.rows, again.taken) == (0, 24, first.taken)


def test_the_same_files_are_known_elsewhere_touched_or_in_a_zip(take, archive, tmp_path):
    take(archive)
    for path in archive.rglob("*.csv"):
        os.utime(path, (1, 1))
    assert take(archive).read == 0
    assert take(shutil.copytree(archive, tmp_path / "copy")).read == 0
    assert take(zipped(archive, tmp_path / "all.zip")).read == 0


def test_a_newer_archive_reads_what_is_new_in_it(take, shelf, archive, tmp_path):
    take(zipped(archive, tmp_path / "old.zip"))
    (archive / name_of("2025-06", FORCES[0])).write_text(text_of("2025-06", FORCES[0], 5))
    newer = take(zipped(archive, tmp_path / "new.zip"))
    assert (newer.read, newer.rows) == (1, 25)
    assert len(list(shelf.root.glob("rows/*"))) == 2


def test_files_with_bad_lines_are_read_and_named_every_time(take, tmp_path):
    path = street_file(tmp_path / "a-street.csv", [row(), row(), row(month="2025-13")])
    for _ in range(2):
        intake = take(path)
        assert (intake.read, [one.line for one in intake.rejects]) == (1, [4])


def test_a_manifest_that_was_cut_off_costs_only_time(take, shelf, archive):
    whole = take(archive)
    path = shelf.root / "manifest.jsonl"
    path.write_text(path.read_text()[:-30])
    again = take(archive)
    assert again.read in (0, 1)
    path.unlink()
    last = take(archive)
    assert (last.read, len(list(shelf.root.glob("rows/*")))) == (6, 1)
    marks = [one.fingerprint for one in whole.taken.values()]
    assert [one.fingerprint for one in last.taken.values()] == marks


def test_a_month_that_has_not_come_is_rejected(shelf, tmp_path):
    path = street_file(tmp_path / "a-street.csv", [row(), row(), row(month="2026-12")])
    with shelf.incoming() as folder:
        intake = take_in([path], folder, shelf, lambda *_: None, latest="2026-11")
    assert [one.reason for one in intake.rejects] == ["2026-12 has not come yet"]


def test_many_files_with_one_bad_one_name_its_line_alone(take, archive):
    bad = archive / name_of("2025-05", FORCES[1])
    bad.write_text(bad.read_text() + row(month="2025-05", lon="x") + "\n")
    intake = take(archive)
    assert intake.rows == 24
    assert [(one.file, one.line) for one in intake.rejects] == [
        (f"police/{name_of('2025-05', FORCES[1])}", 6)
    ]


def test_a_zip_whose_entry_is_not_what_its_list_says_is_refused(take, archive, tmp_path):
    path = zipped(archive, tmp_path / "all.zip")
    with zipfile.ZipFile(path) as whole:
        entry = whole.infolist()[2]
    body = bytearray(path.read_bytes())
    at = body.index(b"PK\x01\x02")
    for _ in range(2):
        at = body.index(b"PK\x01\x02", at + 4)
    body[at + 16 : at + 20] = (entry.CRC ^ 1).to_bytes(4, "little")
    path.write_bytes(body)
    with pytest.raises(RuleBroken, match="is damaged"):
        take(path)


@pytest.mark.django_db
def test_what_is_not_new_is_not_placed_and_no_shape_is_decoded(
    load_wards, load_street, archive, monkeypatch
):
    load_wards("E1")
    first = load_street(archive)
    for module, name in (placement, "place"), (stores.outlines, "kept"):
        monkeypatch.setattr(module, name, None)
    again = load_street(archive)
    assert (first.changes["new"], again.changes["unchanged"]) == (6, 6)
    assert (again.placed, again.outside) == (first.placed, 0) == (24, 0)


def stopping_after(calls):
    """Progress that stops an import at its n-th word, as its page would."""
    said = []

    def progress(done, total, rows):
        said.append(rows)
        if len(said) > calls:
            raise Stopped("enough")

    return progress


@pytest.fixture
def by_month(monkeypatch):
    """Batches of two files."""
    monkeypatch.setattr("wardmote.datasets.laying.MOST_AT_ONCE", 2)


@pytest.mark.django_db
def test_a_stopped_import_shows_nothing_and_goes_on_with_the_rest(
    load_wards, archive, by_month
):
    load_wards("E1")
    with pytest.raises(Stopped, match="import resume"):
        import_street([archive], by=COMMAND_LINE, now=NOW, progress=stopping_after(2))
    one = Import.objects.get()
    assert one.state == "stopped"
    assert not ForceMonth.objects.exists()
    assert counts_of(Quarter(2025, 2)).rows == 0
    (archive / name_of("2025-04", FORCES[0])).touch()
    resume_import(one.pk, by=COMMAND_LINE, now=NOW)
    told = []
    done = run_import(one.pk, now=NOW, progress=lambda *now: told.append(now))
    assert told[0][2] == 12  # three of the four files read are where they were
    assert (done.state, done.rows) == ("done", 24)
    assert counts_of(Quarter(2025, 2)).rows == 24


@pytest.mark.django_db
def test_a_disk_that_is_full_while_the_next_files_are_read_changes_nothing(
    load_wards, load_street, archive, by_month, monkeypatch
):
    def settle(source, target):
        raise OSError(28, "No space left on device")

    load_wards("E1")
    with monkeypatch.context() as while_full:
        while_full.setattr("wardmote.datasets.intake.settle", settle)
        with pytest.raises(RuleBroken, match="No space left on device"):
            load_street(archive)
    assert not ForceMonth.objects.exists()
    assert load_street(archive).rows == 24


@pytest.mark.django_db
def test_an_import_that_waits_is_stopped_at_once_and_a_done_one_never(archive, load_street):
    waits = Import.objects.create(kind="street", by_name="x", started_at=NOW)
    assert stop_import(waits.pk, by=COMMAND_LINE, now=NOW).state == "stopped"
    assert run_import(waits.pk, now=NOW).state == "stopped"
    done = load_street(archive)
    for act in stop_import, resume_import:
        with pytest.raises(RuleBroken):
            act(done.pk, by=COMMAND_LINE, now=NOW)


@pytest.mark.django_db
def test_stop_and_resume_by_command(archive, load_wards, capsys):
    load_wards("E1")
    assert main(["import", "stop"]) == 1
    assert "No import of street files is queued or running" in capsys.readouterr().err
    waits = Import.objects.create(
        kind="street",
        by_name="x",
        started_at=NOW,
        options={"paths": [str(archive)], "published": "2025-11-01", "replace": False},
    )
    assert main(["import", "stop", str(waits.pk)]) == 0
    assert main(["import", "resume", "--json"]) == 0
    said = capsys.readouterr().out
    assert json.loads(said[said.index("{") :])["placed"] == 24


@pytest.mark.django_db(transaction=True)
def test_in_the_background_with_buttons(archive, load_wards, client, ana, capsys):
    load_wards("E1")
    assert main(["import", "street", str(archive), "--background"]) == 0
    one = Import.objects.get()
    page = f"/data/imports/{one.pk}/"
    assert page in capsys.readouterr().out
    client.force_login(ana)
    assert "Stop this import" in client.get(page).text
    assert client.post(f"{page}stop/").url == page
    assert "Resume this import" in client.get(page).text
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
    assert not ForceMonth.objects.exists()
    assert client.post(f"{page}resume/").url == page
    call_command("db_worker", batch=True, startup_delay=False, verbosity=0)
    assert "24 rows read" in client.get(page).text


def test_rows_are_kept_as_published(take, shelf, tmp_path):
    ids = ["ab" * 32, "AB" * 32, "", "4-12", "x" * 32]
    path = street_file(tmp_path / "a-street.csv", [row(crime_id=one) for one in ids])
    (one,) = take(path).taken.values()
    found = rows_in([(shelf.rows(one.batch), *one.key)])
    assert {one[0] or "" for one in found} == set(ids)
    assert {one[3:] for one in found} == {(0.1, 52.1, "On or near Mill Lane", "Burglary", None)}
