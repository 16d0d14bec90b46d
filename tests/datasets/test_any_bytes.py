"""Whatever a file holds, it is read or refused in words; and both readers agree."""

import contextlib
import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.datasets.builders import FORCE, HEADING, row, street_text
from tests.datasets.conftest import quiet
from wardmote.datasets.intake import take_in
from wardmote.datasets.shelf import Shelf
from wardmote.kernel.errors import RuleBroken

GOOD = street_text(
    [row(type=kind, lon=f"0.{at:06}") for at in range(50) for kind in ("Drugs", "Robbery")]
).encode()


def taken(body: bytes, name="2025-04-x-street.csv"):
    """What comes in from these bytes: {(month, force): fingerprint}, rejects."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(body)
        shelf = Shelf(Path(folder) / "warehouse")
        with shelf.incoming() as incoming:
            intake = take_in([path], incoming, shelf, quiet)
    kept = {key: one.fingerprint for key, one in intake.taken.items()}
    return kept, intake.rows, intake.rejected


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_are_read_or_refused(body, headed):
    start = f"{HEADING}\n".encode() if headed else b""
    with contextlib.suppress(RuleBroken):
        taken(start + body)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_file_with_damaged_bytes_is_read_or_refused(data):
    body = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(RuleBroken):
        _, rows, rejected = taken(bytes(body))
        assert 90 <= rows + rejected <= 104


@pytest.mark.parametrize("percent", range(1, 100, 7))
def test_a_file_cut_anywhere_is_refused_or_ends_at_a_row(percent):
    body = GOOD[: len(GOOD) * percent // 100]
    try:
        _, rows, rejected = taken(body)
    except RuleBroken:
        return
    assert body.endswith((b"\n", b",")) or body.count(b",") == 11 * (rows + 1)
    assert (rows, rejected) == (len(body.splitlines()) - 1, 0)


cells = st.text(st.sampled_from("aZé ,\"\n\r;'=-#\\|\t0"), max_size=6)
numbers = st.sampled_from(["", "0.1", "-0.5", "52", "+1.25", "181", "x", "1e1", " 0.1 ", "-"])
values = st.tuples(
    cells,
    st.sampled_from(["2025-04", "2025-05", "2025-13", "", " 2025-04"]),
    st.sampled_from([FORCE, FORCE.upper(), f" {FORCE}", "", "Heddlu Dyfed-Powys"]),
    cells,
    numbers,
    numbers,
    cells,
    cells,
    cells,
    st.sampled_from(["Drugs", "DRUGS ", "Piracy", "", "Burglary"]),
    cells,
    st.just(""),
)


def as_csv(heading, rows):
    text = io.StringIO(newline="")
    write = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow
    write(heading)
    for one in rows:
        write(one)
    return text.getvalue().encode()


@settings(max_examples=25, deadline=None)
@given(st.lists(values, min_size=1, max_size=6))
def test_reading_at_once_and_line_by_line_agree(rows):
    """The second file has a column more, which sends it to the slow reader."""
    rows = [(f"id{at}", *one[1:]) for at, one in enumerate(rows)]
    rows += [("", "2025-04", FORCE, "", "0.1", "52.1", "", "", "", "Drugs", "", "")] * 6
    heading = HEADING.split(",")
    at_once = taken(as_csv(heading, rows))
    by_line = taken(as_csv([*heading, "Extra"], [(*one, "x") for one in rows]))
    assert at_once == by_line
