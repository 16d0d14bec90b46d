"""A street file is told by its headings, and each bad line is named."""

import io

import pytest

from tests.datasets.builders import FORCE, HEADING, row, street_file, street_text
from wardmote.datasets.street import Kind, look, month_fault, point_fault, type_code
from wardmote.datasets.warehouse import rows_in
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month


def rows_of(intake, shelf):
    return rows_in((shelf.rows(one.batch), *one.key) for one in intake.taken.values())


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (HEADING, Kind.STREET),
        (HEADING.removesuffix(",Context"), Kind.STREET),
        ("\ufeff" + HEADING.upper(), Kind.STREET),
        (HEADING.replace(",", " , "), Kind.STREET),
        ("Crime ID,Month,Reported by,Longitude,Latitude,Outcome type", Kind.OUTCOMES),
        ("Type,Date,Latitude,Longitude,Legislation,Object of search", Kind.STOP_AND_SEARCH),
        ("LSOA,residents\nE01,5", Kind.OTHER),
        ("<!doctype html><title>Not found</title>", Kind.WEB_PAGE),
        ("PK\x03\x04 a spreadsheet", Kind.PACKED),
        ("%PDF-1.7", Kind.BINARY),
        ("", Kind.EMPTY),
        (" \r\n", Kind.EMPTY),
        ('"an open quote, and no end', Kind.OTHER),
    ],
)
def test_a_file_is_told_by_its_beginning(start, kind):
    assert look(start.encode()).kind is kind


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"month": "2025-13"}, "“2025-13” is not a month"),
        ({"month": "April 2025"}, "is not a month"),
        ({"month": ""}, "is not a month"),
        ({"lon": ""}, "a latitude but no longitude"),
        ({"lat": ""}, "a longitude but no latitude"),
        ({"lat": "fifty"}, "Latitude “fifty” is not a number"),
        ({"lon": "nan"}, "is not a number"),
        ({"lon": "inf"}, "is not a number"),
        ({"lat": "95.0"}, "is not on the globe"),
        ({"lon": "-181"}, "is not on the globe"),
        ({"type": ""}, "Crime type is blank"),
        ({"type": "  "}, "Crime type is blank"),
        ({"force": ""}, "Reported by is blank"),
        ({"force": "x" * 101}, "Reported by is not a name"),
        ({"location": "a,b"}, "it has 13 values where the heading has 12"),
        ({"location": '"Mill" Lane'}, "a quotation mark is out of place"),
    ],
)
def test_a_bad_line_is_left_out_and_named(take, tmp_path, changes, reason):
    good = [row(), row(type="Drugs")]
    path = street_file(tmp_path / "a-street.csv", [*good, row(**changes), row()])
    intake = take(path)
    assert intake.rows == 3
    assert [(one.file, one.line) for one in intake.rejects] == [("a-street.csv", 4)]
    assert reason in intake.rejects[0].reason


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (street_text([row()] * 3)[:-40], "was cut short: it stops in the middle of line 4"),
        (street_text([row(), row(location='"On or near')]), "was cut short"),
        (street_text(["nonsense"] * 3 + [row()]), "3 of the 4 rows"),
        ("", "is empty"),
        ("<html>", "is a web page"),
        ("code,count\nE05,1\n", "does not have the columns"),
        (street_text([]), "no rows in the files"),
        (
            street_text([row()], heading=HEADING.replace("Context", "Month")),
            "two columns headed “month”",
        ),
    ],
)
def test_a_wrong_or_cut_file_is_refused_whole(take, shelf, tmp_path, text, why):
    path = tmp_path / "2025-04-brackenshire-street.csv"
    path.write_text(text, newline="")
    with pytest.raises(RuleBroken, match=why):
        take(path)
    assert not list(shelf.root.glob("rows/*"))
    assert not list((shelf.root / "incoming").iterdir())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_marks_make_no_difference(take, shelf, tmp_path, end, mark):
    path = tmp_path / "a.csv"
    path.write_bytes(mark + street_text([row(), row(type="Drugs")], end=end).encode())
    intake = take(path)
    assert (intake.rows, intake.rejected) == (2, 0)
    assert {one[6] for one in rows_of(intake, shelf)} == {"Burglary", "Drugs"}


def test_line_ends_may_even_differ_within_a_file(take, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(f"{HEADING}\r\n{row()}\n{row()}\r\n\r\n{row()}".encode())
    assert take(path).rows == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_welsh_names_are_kept_in_any_encoding(take, shelf, tmp_path, encoding):
    path = tmp_path / "a.csv"
    place = "On or near Ffordd Tŷ" if encoding != "cp1252" else "On or near Trê Wên"
    path.write_bytes(street_text([row(location=place)]).encode(encoding))
    assert [one[5] for one in rows_of(take(path), shelf)] == [place]


def test_columns_may_come_in_another_order_or_with_more(take, shelf, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "LONGITUDE,latitude,Crime type,Reported by,Month,Extra\n"
        f"0.1,52.1,Drugs,{FORCE},2025-04,x\n"
    )
    (found,) = rows_of(take(path), shelf)
    assert found[1:3] == ("2025-04", FORCE)
    assert (found[3], found[4], found[6]) == (0.1, 52.1, "Drugs")


def test_equal_rows_are_separate_incidents(take, tmp_path):
    path = street_file(tmp_path / "a.csv", [row(type="Anti-social behaviour")] * 5)
    assert take(path).rows == 5


def test_no_location_is_counted_whatever_its_case(take, tmp_path):
    nowhere = [row(lon="", lat="", location=f"No {end}") for end in ("Location", "location")]
    (taken,) = take(street_file(tmp_path / "a.csv", [row(), *nowhere])).taken.values()
    assert (taken.rows, taken.no_location) == (3, 2)


def test_a_force_is_the_same_in_any_case_and_spacing(take, tmp_path):
    rows = [row(), row(force=FORCE.upper()), row(force=f" {FORCE}  ")]
    assert len(take(street_file(tmp_path / "a.csv", rows)).taken) == 1


def test_months_are_those_of_the_rows_not_of_the_file_name(take, tmp_path):
    rows = [row(month="2025-05"), row(month="2025-06"), row(month="2025-06")]
    intake = take(street_file(tmp_path / "2025-04-x-street.csv", rows))
    assert {one.month: one.rows for one in intake.taken.values()} == {
        Month(2025, 5): 1,
        Month(2025, 6): 2,
    }


def test_the_same_rows_twice_count_once_and_other_rows_are_refused(take, tmp_path):
    one = street_file(tmp_path / "one.csv", [row(), row(type="Drugs")])
    two = street_file(tmp_path / "two.csv", [row(type="Drugs"), row()], end="\r\n")
    assert (take(one, two, one).rows, take(one, two).repeated) == (2, 1)
    three = street_file(tmp_path / "three.csv", [row(), row()])
    with pytest.raises(RuleBroken, match=r"one\.csv and three\.csv both hold Bracken"):
        take(one, three)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Anti-social behaviour", 0),
        ("BURGLARY", 2),
        ("  Theft from  the person ", 11),
        ("Violent crime", 14),
    ],
)
def test_crime_types_are_known_in_any_case(label, code):
    assert type_code(label) == code


def test_an_unknown_type_is_taken_and_named(take, tmp_path):
    intake = take(street_file(tmp_path / "a.csv", [row(type="Violent crime"), row()]))
    assert (intake.rows, intake.seen.other_labels) == (2, {"Violent crime"})


def test_rules_agree_with_what_the_police_publish():
    assert month_fault("2025-04") is None
    assert point_fault("", "") is None
    assert point_fault("-0.402352", "52.282623") is None


def test_a_huge_cell_is_one_bad_line(take, tmp_path):
    path = street_file(tmp_path / "a.csv", [row(), row(), row(location="x" * 3_000_000)])
    intake = take(path)
    assert intake.rows + intake.rejected == 3
    assert intake.rows >= 2


def test_cleaning_never_loses_a_line_count(take, tmp_path):
    text = io.StringIO()
    text.write(HEADING + "\n")
    for number in range(3000):
        text.write(row(month="2025-99" if number % 3 == 0 else "2025-04") + "\n")
    path = tmp_path / "a.csv"
    path.write_text(text.getvalue())
    intake = take(path)
    assert (intake.rows, intake.rejected, len(intake.rejects)) == (2000, 1000, 1000)


def test_a_file_without_lines_is_refused_in_little_memory(take, tmp_path):
    path = tmp_path / "a-street.csv"
    with path.open("w") as file:
        file.write(HEADING + "\n")
        for _ in range(20):
            file.write("x" * 1024**2)
    with pytest.raises(RuleBroken, match="it has no lines"):
        take(path)
