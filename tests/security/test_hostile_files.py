"""Files made to harm: refused in plain words, in little memory and time, without trace.

The engines' own tests try each reader by itself; here the commands are run as a person
would, in one process that may hold 512 MB and take ten seconds a file.
"""

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile

import pytest

from tests.datasets.builders import row, street_text
from tests.district import write_files
from tests.test_permissions import none
from tests.test_repository import ROOT

TEXT = street_text([row(), row()])
STREET = "2025-04/2025-04-brackenshire-street.csv"
PEAK = 512  # MB that the process may have held at most
IS_DEEP = bool(os.environ.get("WARDMOTE_DEEP"))
ENTRIES = 300_000 if IS_DEEP else 100_000
BOMB = (1024 if IS_DEEP else 256) << 20  # bytes it unpacks to


pytestmark = pytest.mark.sized


def zipped(members, method=zipfile.ZIP_DEFLATED):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", method) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return body.getvalue()


def bomb():
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(STREET, TEXT)
        with archive.open("b-street.csv", "w", force_zip64=True) as out:
            for _ in range(BOMB >> 20):
                out.write(b"0" * (1 << 20))
    return body.getvalue()


def packed_bomb():
    body = io.BytesIO()
    with gzip.open(body, "wb") as out:
        out.write(TEXT.encode())
        for _ in range(BOMB >> 20):
            out.write(b"," * (1 << 20))
    return body.getvalue()


def link():
    info = zipfile.ZipInfo("x-street.csv")
    info.external_attr = 0o120777 << 16
    return zipped({STREET: TEXT, info: "/etc/passwd"})


def locked():
    body = bytearray(zipped({STREET: TEXT}))
    body[body.index(b"PK\x01\x02") + 8] |= 1
    return bytes(body)


#: name of the file -> its bytes
STREETS = {
    "bomb.zip": bomb,
    "bomb-street.csv.gz": packed_bomb,
    "many.zip": lambda: zipped({f"{n}-street.csv": "" for n in range(ENTRIES)}, 0),
    "nested.zip": lambda: zipped({"inner.zip": zipped({"inner.zip": zipped({STREET: TEXT})})}),
    "link.zip": link,
    "climbs.zip": lambda: zipped({STREET: TEXT, "../../../etc/cron.d/x-street.csv": TEXT}),
    "absolute.zip": lambda: zipped({"/etc/x-street.csv": TEXT}),
    "locked.zip": locked,
    "cut.zip": lambda: zipped({STREET: TEXT * 50})[:-40],
    "cut-street.csv.gz": lambda: gzip.compress(TEXT.encode() * 50)[:-20],
    "empty.zip": lambda: b"",
    "empty-street.csv": lambda: b"",
    "program-street.csv": lambda: b"\x7fELF" + bytes(range(256)) * 20,
    "picture-street.csv": lambda: b"\x89PNG\r\n\x1a\n" + TEXT.encode(),
    "page-street.csv": lambda: b"<html><script>alert(1)</script></html>",
    "paper-street.csv": lambda: b"%PDF-1.7\n" + TEXT.encode(),
    "two-things-street.csv": lambda: zipped({"x": TEXT}) + TEXT.encode(),
    "nothing-but-commas-street.csv": lambda: b"," * 2_000_000,
    "one-long-cell-street.csv": lambda: TEXT.encode() + b'"' + b"x" * 3_000_000,
    "zeros-street.csv": lambda: bytes(1_000_000),
}
DEEP_JSON = '{"type": "FeatureCollection", "features": ' + "[" * 100_000
NAN = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"WD25CD":"E1",'
NAN += '"WD25NM":"x"},"geometry":{"type":"Polygon","coordinates":[[[NaN,1],[1,1],[1,0]]]}}]}'
PLACES = {
    "deep.geojson": DEEP_JSON.encode(),
    "numbers.geojson": NAN.encode(),
    "list.geojson": b"[1, 2, 3]",
    "zip.geojson": zipped({STREET: TEXT}),
    "latin.geojson": b'{"type": "\xff\xfe"}',
}
PROFILES = {
    "zip.csv": zipped({STREET: TEXT}),
    "wide.csv": b",".join(b"c%d" % n for n in range(50_000)) + b"\n" + b"," * 49_999,
    "zeros.csv": bytes(100_000),
}


def drawn(files):
    """All of them in the deep run, else one in three, the same each time."""
    return {name: one for at, (name, one) in enumerate(files.items()) if IS_DEEP or at % 3 == 0}


def answers_to(tmp_path_factory):
    """What became of every hostile file, tried one after the other in one small process."""
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("hostile")
    write_files(folder / "good")
    good = folder / "good"
    commands = {
        "init": ["init"],
        "places": ["import", "places", f"{good}/wards.geojson", "--kind", "ward",
                   "--edition", "2025-05"],
        "street": ["import", "street", f"{good}/police"],
    }  # fmt: skip
    for name, make in drawn(STREETS).items():
        (folder / name).write_bytes(make())
        commands[name] = ["import", "street", str(folder / name)]
    for name, body in drawn(PLACES).items():
        (folder / name).write_bytes(body)
        options = ["--kind", "ward", "--edition", "2026-05"]
        commands[name] = ["import", "places", str(folder / name), *options]
    for name, body in drawn(PROFILES).items():
        (folder / name).write_bytes(body)
        commands[name] = ["import", "profile", str(folder / name)]
    commands["after"] = ["counts", "--quarter", "2025Q2", "--json"]
    (folder / "commands.json").write_text(json.dumps(commands))
    env = {**os.environ, "WARDMOTE_HOME": str(home), "WARDMOTE_DATABASE_URL": ""}
    subprocess.run(
        [sys.executable, "-m", "wardmote.cli", "init"], env=env, check=True, capture_output=True
    )
    done = subprocess.run(
        [sys.executable, "-m", "tests.security.hostile", home, folder / "commands.json"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@pytest.mark.sized
def test_hostile_files_are_refused_without_trace(tmp_path_factory):
    """And the negative control: in the same process sound files come in and are noticed."""
    answers, wrong = answers_to(tmp_path_factory), []
    for name in (*drawn(STREETS), *drawn(PLACES), *drawn(PROFILES)):
        answer = answers[name]
        is_plain = answer["said"].startswith("Refused: ") and "Traceback" not in answer["said"]
        is_small = answer["seconds"] < 10 and answer["peak"] < PEAK
        if (answer["code"], answer["changed"]) != (1, False) or not (is_plain and is_small):
            wrong.append(f"{name}: {answer}")
    none(wrong)
    assert (answers["street"]["code"], answers["street"]["changed"]) == (0, True), answers
    assert json.loads(answers["after"]["said"])["rows"] > 50
