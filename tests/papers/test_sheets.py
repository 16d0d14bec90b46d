"""A spreadsheet shows what we wrote and calculates nothing."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardmote.papers.names import file_name
from wardmote.papers.sheets import csv_bytes

ATTACKS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1",
    "=cmd|' /C calc'!A0", '=HYPERLINK("https://evil.example","x")', "＝1+1", "-2+3+cmd",
    "+44 1223", "--", "-", "=",
]  # fmt: skip


def read(sheet):
    return list(csv.reader(StringIO(sheet.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_formula_is_text(attack):
    rows = read(csv_bytes([attack], [[attack]], marking=attack))
    assert rows == [[f"'{attack}"]] * 3


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (-5, "-5"), (2.5, "2.5"), (Decimal("-1.10"), "-1.10"), ("-5", "-5"),
        ("+3.2%", "+3.2%"), ("-1,204", "-1,204"), (None, ""), (float("nan"), ""),
        (date(2026, 8, 4), "2026-08-04"), ("Longmere; =1", "Longmere; =1"), ("a\0b", "ab"),
    ],
)  # fmt: skip
def test_numbers_and_dates_stay_as_they_are(cell, shown):
    assert read(csv_bytes(["n"], [[cell]])) == [["n"], [shown]]


def test_excel_knows_it_as_utf_8():
    assert csv_bytes(["Ward"], [["Pêcher"]]) == '\ufeff"Ward"\r\n"Pêcher"\r\n'.encode()


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_no_cell_ever_starts_a_formula(rows):
    for row in read(csv_bytes(["a", "b"], rows))[1:]:
        for cell in row:
            assert not cell.startswith(("=", "@", "\t", "\r"))


def test_a_file_name_says_who_may_see_it():
    day = date(2026, 8, 4)
    marked = file_name("Longmere: été", made_on=day, ending="pdf", marking="OFFICIAL")
    assert marked == "official-longmere-ete-2026-08-04.pdf"
    assert file_name("../..\r\n", made_on=day, ending="csv") == "paper-2026-08-04.csv"
