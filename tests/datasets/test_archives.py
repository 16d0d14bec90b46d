"""Archives are hostile until shown otherwise; what is skipped is named."""

import gzip
import io
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.datasets.builders import row, street_file, street_text, zip_file
from wardmote.datasets.manifest import Manifest
from wardmote.datasets.shelf import Shelf
from wardmote.datasets.sources import street_files
from wardmote.kernel.errors import RuleBroken

STREET = "2025-04/2025-04-brackenshire-street.csv"
TEXT = street_text([row(), row()])
OUTCOMES = "Crime ID,Month,Reported by,Outcome type\n1,2025-04,B,Fined\n"
SEARCHES = "Type,Date,Legislation,Object of search\nPerson,2025,PACE,Drugs\n"


def test_a_zip_as_published_is_read_and_the_rest_is_named(take, tmp_path):
    members = {
        STREET: TEXT,
        STREET.replace("street", "outcomes"): OUTCOMES,
        STREET.replace("street", "stop-and-search"): SEARCHES,
        "README.txt": "hello",
        "older.zip": b"PK",
        STREET.replace("-04", "-05") + ".gz": gzip.compress(
            street_text([row(month="2025-05")]).encode()
        ),
    }
    intake = take(zip_file(tmp_path / "all.zip", members))
    assert intake.rows == 3
    assert intake.files == [f"all.zip/{STREET}", f"all.zip/{STREET.replace('-04', '-05')}.gz"]
    assert {one.name.removeprefix("all.zip/"): one.why for one in intake.skipped} == {
        STREET.replace("street", "outcomes"): "holds outcomes, not crimes",
        STREET.replace("street", "stop-and-search"): "holds stop and search, not crimes",
        "README.txt": "is not a CSV file",
        "older.zip": "is a zip inside a zip: unpack it first",
    }


def test_a_folder_is_read_to_its_depths_and_links_are_not_followed(take, tmp_path):
    folder = tmp_path / "police"
    street_file(folder / "a" / "b" / "2025-04-x-street.csv", [row()])
    street_file(folder / "c" / "2025-05-x-street.csv.gz", [row(month="2025-05")])
    zip_file(folder / "c" / "z.zip", {"s.csv": street_text([row(month="2025-06")])})
    (folder / "link-street.csv").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder)
    intake = take(folder)
    assert intake.rows == 3
    assert {one.name: one.why for one in intake.skipped} == {
        "police/link-street.csv": "is a link, which is not followed",
        "police/loop": "is a link, which is not followed",
    }


def entry(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


@pytest.mark.parametrize(
    ("info", "why"),
    [
        (entry("../../etc/cron.d/x-street.csv"), "climbs out"),
        (entry("/etc/x-street.csv"), "climbs out"),
        (entry("..\\x-street.csv"), "climbs out"),
        (entry("C:\\x-street.csv"), "climbs out"),
        (entry("x-street.csv", 0o120777), "holds a link"),
    ],
)
def test_a_zip_that_reaches_out_is_refused(take, shelf, tmp_path, info, why):
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(STREET, TEXT)
        archive.writestr(info, TEXT)
    with pytest.raises(RuleBroken, match=why):
        take(path)
    assert not list(shelf.root.glob("rows/*"))


def test_a_locked_zip_says_to_unpack_it(take, tmp_path):
    path = zip_file(tmp_path / "locked.zip", {STREET: TEXT})
    body = bytearray(path.read_bytes())
    body[body.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(body)
    with pytest.raises(RuleBroken, match=r"locked with a password\. Unpack it first"):
        take(path)


def test_a_bomb_is_refused_before_it_unpacks(take, tmp_path):
    zeros = b"0" * (80 * 1024**2)
    path = zip_file(tmp_path / "bomb.zip", {STREET: TEXT, "b-street.csv": zeros})
    with pytest.raises(RuleBroken, match="unpacks to far more"):
        take(path)
    packed = tmp_path / "bomb-street.csv.gz"
    packed.write_bytes(gzip.compress(TEXT.encode() + zeros))
    with pytest.raises(RuleBroken, match="unpacks to far more"):
        take(packed)


def test_a_zip_with_a_hundred_thousand_entries_is_refused_in_little_memory(tmp_path):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(100_000):
            archive.writestr(f"{number}-street.csv", "")
    code = (
        "import resource, sys; from pathlib import Path\n"
        "resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))\n"
        "from wardmote.datasets.sources import street_files\n"
        "from wardmote.datasets.manifest import Manifest\n"
        "from wardmote.datasets.shelf import Shelf\n"
        "manifest = Manifest(Shelf(Path('nowhere')))\n"
        "with street_files([Path(sys.argv[1])], manifest): pass"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=10
    )
    assert "holds more than 50,000 entries" in done.stderr


def test_a_zip_that_lies_about_its_list_is_refused(take, tmp_path):
    path = zip_file(tmp_path / "liar.zip", {STREET: TEXT})
    body = bytearray(path.read_bytes())
    at = body.rindex(b"PK\x05\x06")
    body[at + 12 : at + 16] = struct.pack("<I", 2**31)
    path.write_bytes(body)
    with pytest.raises(RuleBroken):
        take(path)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.98])
@pytest.mark.parametrize("ending", ["zip", "csv.gz"])
def test_half_an_archive_is_refused(take, shelf, tmp_path, share, ending):
    whole = tmp_path / f"whole-street.{ending}"
    rows = [row(lon=f"0.1{number:05}") for number in range(500)]
    if ending == "zip":
        zip_file(whole, {STREET: street_text(rows)})
    else:
        street_file(whole, rows)
    half = tmp_path / f"half-street.{ending}"
    half.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    with pytest.raises(RuleBroken, match=r"half-street.*(damaged|cut short)"):
        take(half)
    assert not list(shelf.root.glob("rows/*"))


def test_a_damaged_member_is_refused(take, tmp_path):
    rows = [row(lon=f"0.1{number:05}") for number in range(2000)]
    path = zip_file(tmp_path / "damaged.zip", {STREET: street_text(rows)})
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 0xFF
    path.write_bytes(body)
    with pytest.raises(RuleBroken, match="damaged"):
        take(path)


def test_a_spreadsheet_called_csv_is_refused(take, tmp_path):
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    path = tmp_path / "2025-04-x-street.csv"
    path.write_bytes(book.getvalue())
    with pytest.raises(RuleBroken, match="is a spreadsheet or a zip"):
        take(path)


def test_a_path_that_is_not_there_is_named(tmp_path):
    with (
        pytest.raises(RuleBroken, match="There is nothing at"),
        street_files([tmp_path / "absent"], Manifest(Shelf(tmp_path))),
    ):
        pass


def test_only_one_import_runs_at_a_time(take, shelf, tmp_path):
    path = street_file(tmp_path / "a.csv", [row()])
    with shelf.incoming(), pytest.raises(RuleBroken, match="Another import is running"):
        take(path)
    assert take(path).rows == 1


def test_the_polices_other_files_may_be_named_beside_street_files(take, tmp_path):
    street = street_file(tmp_path / "2025-04-x-street.csv", [row()])
    outcomes = tmp_path / "2025-04-x-outcomes.csv"
    outcomes.write_text(OUTCOMES)
    assert [one.why for one in take(street, outcomes).skipped] == ["holds outcomes, not crimes"]
    with pytest.raises(RuleBroken, match=r"x-outcomes\.csv holds outcomes, not crimes\. Imp"):
        take(outcomes)


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/x-street.csv",
        "https://x/a.zip",
        "file:///etc/passwd",
        "ftp://x/",
    ],
)
def test_nothing_is_ever_fetched(take, address):
    with pytest.raises(RuleBroken, match=r"is an address\. Wardmote fetches nothing"):
        take(Path(address))
