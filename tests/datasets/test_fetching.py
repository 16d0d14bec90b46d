"""Months from the police's API stand beside the archive, never in it."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.datasets.builders import FORCE, row, street_file
from tests.datasets.police_server import body, crime, serving, silent, status
from wardmote.audit.models import Entry
from wardmote.cli import main
from wardmote.datasets.holdings import fetched_in_use, fetched_lines
from wardmote.datasets.models import Dataset, DistrictMonth, ForceMonth, Import
from wardmote.datasets.police_api import PoliceApi
from wardmote.datasets.queries import counts_of, police_figures
from wardmote.datasets.stores import shelf
from wardmote.datasets.upstream import Limits, Pace, Upstream
from wardmote.datasets.usecases import fetch_street, queue_fetch, run_import
from wardmote.datasets.warehouse import rows_in
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month, Quarter
from wardmote.releases.models import Release

pytestmark = pytest.mark.django_db
Q3 = Quarter(2026, 3)
JULY = Month(2026, 7)
STREET = "crimes-street/all-crime"


def july(count, first=0, **more):
    return [crime(first + number, **more) for number in range(count)]


@pytest.fixture
def server(settings, monkeypatch):
    """40 burglaries in ward E1 and 3 rows without location in July 2026."""
    quick = Limits(silence=1, reply=2, tries=2, first_wait=0)

    def quickly(address):
        return PoliceApi(Upstream(address, pace=Pace(1e6, 1_000_000), limits=quick))

    monkeypatch.setattr("wardmote.datasets.usecases.fetched.police_api", quickly)
    lost = july(3, 100, lon="", location_type=None)
    with serving(*july(40), *lost) as found:
        settings.POLICE_API = found.address
        yield found


def fetch(**options):
    return fetch_street(by=COMMAND_LINE, now=NOW, **options)


def burglaries(month=JULY):
    (ward,) = counts_of(month.quarter, ward="E1").wards
    return ward.counts["Burglary"]


@pytest.fixture
def archive(load_street, tmp_path):
    """Load a month of the archive."""

    def load(month, count, force=FORCE, **options):
        rows = [row(month=str(month), force=force)] * count
        path = street_file(tmp_path / f"{month}-{force}-{count}-street.csv", rows)
        return load_street(path, **options)

    return load


def test_the_newest_month_is_counted_before_the_archive_has_it(server, load_wards):
    load_wards("E1")
    receipt = fetch()
    assert (receipt.state, receipt.rows, receipt.placed) == ("done", 43, 40)
    assert (receipt.no_location, receipt.outside, receipt.rejected) == (3, 0, 0)
    assert receipt.files == ["July 2026 from 127.0.0.1"]
    assert receipt.changes["new"] == 1
    assert burglaries() == 40
    assert counts_of(Q3).no_location == 3
    (one,) = DistrictMonth.objects.all()
    assert (one.month, one.force, one.published_on) == ("2026-07", FORCE, date(2026, 7, 1))
    assert not ForceMonth.objects.exists()


def test_figures_are_released_and_the_audit_trail_says_from_where(server, load_wards):
    load_wards("E1")
    fetch()
    released = Release.objects.get(slot="figures E1", superseded_by=None).content
    assert released["months"] == ["2026-07"]
    done = Entry.objects.filter(verb="import.done").get()
    assert done.details["source"] == "127.0.0.1"
    assert done.details["months"] == ["2026-07"]
    assert Dataset.objects.get(slug="burglary").last_received_on == NOW.date()


def test_the_archive_wins_and_the_api_fills_what_it_lacks(server, load_wards, archive):
    load_wards("E1")
    archive(Month(2026, 6), 30)
    fetch()
    figures = police_figures()
    assert figures.series("E1", "burglary") == [30, 40]
    archive(JULY, 38)
    assert police_figures().series("E1", "burglary") == [30, 38]
    assert burglaries() == 38
    (line,) = fetched_lines()
    assert (line.is_counted, line.rows) == (False, 43)
    assert DistrictMonth.objects.count() == 1


def test_a_fetch_never_touches_a_force_month(server, load_wards, archive):
    load_wards("E1")
    archive(JULY, 38)
    before = list(ForceMonth.objects.values())
    receipt = fetch(month=JULY)
    assert list(ForceMonth.objects.values()) == before
    assert burglaries() == 38
    assert "figures go on being counted from the archive" in receipt.messages[0]


def test_another_forces_file_of_the_month_is_not_added_to_a_fetched_month(
    server, load_wards, archive
):
    load_wards("E1")
    archive(Month(2026, 6), 30)
    fetch()
    archive(JULY, 5, force="British Transport Police")
    assert burglaries() == 40
    assert [one.month for one in fetched_in_use()] == ["2026-07"]


def test_the_railway_polices_rows_are_part_of_the_district_month(server, load_wards):
    load_wards("E1")
    server.rows += july(4, 200, location_type="BTP")
    fetch()
    parts = DistrictMonth.objects.values_list("force", "rows")
    assert list(parts) == [("Brackenshire Police", 43), ("British Transport Police", 4)]
    assert burglaries() == 44
    assert police_figures().forces == ["brackenshire police"]


def test_fetching_again_asks_little_and_changes_nothing(server, load_wards):
    load_wards("E1")
    fetch()
    server.asked.clear()
    receipt = fetch()
    assert "There is nothing to fetch: July 2026" in receipt.messages[0]
    assert [path for path, _ in server.asked] == ["crime-last-updated", "forces"]
    again = fetch(month=JULY)
    assert again.changes == {"new": 0, "replaced": 0, "unchanged": 1, "older": 0}


def test_what_the_police_have_changed_replaces_the_month_as_a_whole(server, load_wards):
    load_wards("E1")
    fetch()
    server.rows = july(45, 300)
    server.updated = "2026-07-15"
    assert fetch().changes["replaced"] == 1
    assert burglaries() == 45
    assert DistrictMonth.objects.get().published_on == date(2026, 7, 15)


def test_a_month_that_lost_half_its_rows_is_refused(server, load_wards):
    load_wards("E1")
    fetch()
    server.rows = july(5, 300)
    with pytest.raises(RuleBroken, match="under half of the 43 held"):
        fetch(month=JULY)
    assert burglaries() == 40
    assert fetch(month=JULY, replace=True).changes["replaced"] == 1
    assert burglaries() == 5


def test_all_months_not_held_come_at_once(server, load_wards, archive):
    load_wards("E1")
    archive(Month(2026, 5), 30)
    for number, month in enumerate(["2026-04", "2026-05", "2026-06"], start=1):
        server.rows += july(40, 1000 * number, month=month)
    server.do(STREET, *[status(404)] * 32)
    receipt = fetch(every=True)
    assert receipt.changes["new"] == 3
    assert len(receipt.skipped) == 32
    assert receipt.skipped[0] == ["August 2023", "is not in the API (404)"]
    assert police_figures().series("E1", "burglary") == [40, 30, 40, 40]
    dates = [said["date"] for path, said in server.asked if path == STREET]
    assert "2026-05" not in dates


def test_a_fetch_that_breaks_changes_nothing_and_goes_on_where_it_was(server, load_wards):
    load_wards("E1")
    server.rows += july(40, 1000, month="2026-06")
    server.do(STREET, *[status(404)] * 34)
    server.do("crimes-no-location", lambda it: server.answer and body("[]")(it))
    server.do("crimes-no-location", status(500), status(500))
    with pytest.raises(RuleBroken, match="could not be read"):
        fetch(every=True)
    assert not DistrictMonth.objects.exists()
    assert Import.objects.latest("pk").state == "refused"
    server.asked.clear()
    assert fetch(month=Month(2026, 6)).changes["new"] == 1
    assert STREET not in [path for path, _ in server.asked]
    assert not list((shelf().root / "fetched").glob("*.json"))


def test_a_month_that_is_nearly_empty_is_missing_and_no_fall_in_crime(
    server, load_wards, archive
):
    load_wards("E1")
    for back in range(1, 5):
        archive(JULY - back, 40)
    server.rows = july(2)
    fetch()
    figures = police_figures()
    assert figures.missing(figures.months) == [JULY]
    assert figures.series("E1", "burglary")[-1] is None


def test_an_empty_answer_is_not_taken_for_a_month_without_crime(server, load_wards):
    load_wards("E1")
    server.rows = []
    with pytest.raises(RuleBroken, match="has no crime in the district there"):
        fetch()
    assert not DistrictMonth.objects.exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"month": Month(2026, 8)}, "not published yet: the newest month is July 2026"),
        ({"month": Month(2023, 7)}, "goes back to August 2023. Load July 2023 from the arch"),
        ({"force": "atlantis"}, "no force “atlantis”. It knows brackenshire and elsewhere"),
    ],
)
def test_what_the_api_cannot_have_is_refused_with_what_to_do(server, load_wards, options, says):
    load_wards("E1")
    with pytest.raises(RuleBroken, match=says):
        fetch(**options)


def test_without_wards_there_is_no_district_to_ask_for(server):
    with pytest.raises(RuleBroken, match="Load them with"):
        fetch()


def test_the_force_may_be_named(server, load_wards):
    load_wards("E1")
    fetch(force="elsewhere")
    assert {one.force for one in DistrictMonth.objects.all()} == {"Elsewhere Constabulary"}


def test_a_trial_servers_rows_are_not_counted_once_it_is_gone(server, load_wards, settings):
    load_wards("E1")
    fetch()
    settings.POLICE_API = "https://data.police.uk/api"
    assert fetched_in_use() == []


def test_rows_in_store_are_those_of_the_api(server, load_wards):
    load_wards("E1")
    fetch()
    held = DistrictMonth.objects.values_list("batch", "month", "force_key")
    rows = rows_in((shelf().rows(batch), *key) for batch, *key in held)
    assert len(rows) == 43
    assert {each[0] for each in rows if each[0]} >= {f"{number:064x}" for number in range(40)}


def test_a_later_import_leaves_fetched_rows_on_the_shelf(server, load_wards, archive):
    load_wards("E1")
    fetch()
    (one,) = DistrictMonth.objects.all()
    path = shelf().rows(one.batch)
    old = time.time() - 3 * 24 * 60 * 60
    os.utime(path, (old, old))
    archive(Month(2026, 6), 30)
    assert path.exists()


def test_the_command_prints_a_receipt_and_exits_as_documented(server, load_wards, capsys):
    load_wards("E1")
    assert main(["fetch", "street", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["kind"], said["rows"], said["placed"]) == ("fetch", 43, 40)
    assert main(["fetch", "street", "--month", "2026-07"]) == 0
    out = capsys.readouterr().out
    assert "1 month, 43 rows read" in out
    assert "district-months: 1 as they were" in out
    server.rows[0] = crime(0, category="")
    assert main(["fetch", "street", "--month", "2026-07"]) == 3
    assert "Crime type is blank" in capsys.readouterr().err
    server.do("crime-last-updated", body("<html>", "text/html"))
    assert main(["fetch", "street"]) == 1
    assert "sign-in page" in capsys.readouterr().err
    assert main(["fetch", "street", "--month", "2026-07", "--all"]) == 2


def test_the_button_queues_one_fetch_and_the_worker_carries_it_out(
    server, load_wards, client, ana
):
    load_wards("E1")
    client.force_login(ana)
    assert "Fetch the newest month from data.police.uk" in client.get("/data/").text
    answer = client.post("/data/fetch/")
    assert client.post("/data/fetch/").url == answer.url
    one = Import.objects.get()
    assert "Waiting to start" in client.get(answer.url).text
    run_import(one.pk, now=NOW)
    assert "43 rows read" in client.get(answer.url).text
    page = client.get("/data/").text
    assert 'data-label="Figures are counted from">the API, until the archive has it' in page
    assert "Months from the police’s API" in client.get("/data/all-crime/").text


def test_a_refused_fetch_says_so_on_its_page(server, load_wards, client, ana):
    load_wards("E1")
    client.force_login(ana)
    server.do("crime-last-updated", silent, silent)
    one = queue_fetch(by=ana, now=NOW)
    run_import(one.pk, now=NOW)
    page = client.get(f"/data/imports/{one.pk}/").text
    assert "Refused: nothing was changed" in page
    assert "did not answer in time" in page


def test_no_councillor_may_fetch(client, sam):
    client.force_login(sam)
    assert client.post("/data/fetch/").status_code == 403
    assert not Import.objects.exists()


ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.deep
def test_a_killed_fetch_leaves_nothing_half_and_is_closed(tmp_path):
    """Its own home: the fetch is a process, killed while the API keeps it waiting."""
    home = tmp_path / "home"
    env = {**os.environ, "WARDMOTE_HOME": str(home), "WARDMOTE_DATABASE_URL": ""}
    ring = [[0, 52], [1, 52], [1, 53], [0, 53], [0, 52]]
    ward = {
        "type": "Feature",
        "properties": {"WD25CD": "E1", "WD25NM": "Longmere"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    wards = tmp_path / "wards.geojson"
    wards.write_text(json.dumps({"type": "FeatureCollection", "features": [ward]}))

    def wardmote(*words):
        command = [sys.executable, "-m", "wardmote.cli", *words]
        done = subprocess.run(
            command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True
        )
        return done.stdout

    migrate = ["-m", "django", "migrate", "-v0", "--settings=wardmote.config.settings"]
    subprocess.run([sys.executable, *migrate], cwd=ROOT, env=env, check=True)
    wardmote("import", "places", str(wards), "--kind", "ward")
    with serving(*july(40)) as server:
        env["WARDMOTE_POLICE_API"] = server.address
        server.do("crimes-no-location", silent)
        fetching = [sys.executable, "-m", "wardmote.cli", "fetch", "street"]
        child = subprocess.Popen(fetching, cwd=ROOT, env=env)
        until = time.monotonic() + 60
        while "crimes-no-location" not in [path for path, _ in server.asked]:
            assert time.monotonic() < until
            time.sleep(0.02)
        child.send_signal(signal.SIGKILL)
        child.wait()
        said = json.loads(wardmote("fetch", "street", "--json"))
        assert (said["import"], said["changes"]["new"]) == (2, 1)
        held = json.loads(wardmote("status", "--json"))
        assert held["months"]["fetched"] == ["2026-07"]
