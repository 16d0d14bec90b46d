"""The police's API: what its rows become, how a district is asked for, what is refused."""

import json
from datetime import date

import pytest
import shapely
from shapely.geometry import box

from tests.datasets.police_server import body, crime, serving, status
from wardmote.datasets.police_api import (
    BTP,
    PoliceApi,
    PoliceForce,
    fault_of,
    halves,
    label_of,
    outline,
    values_of,
)
from wardmote.datasets.street import COLUMNS, TYPES, type_code
from wardmote.datasets.upstream import Limits, Pace, Unanswered, Upstream
from wardmote.kernel.periods import Month

JULY = Month(2026, 7)
FORCE = PoliceForce("brackenshire", "Brackenshire Police")
SQUARE = box(0, 52, 1, 53)
STREET = "crimes-street/all-crime"


def api_of(server):
    limits = Limits(silence=1, reply=2, tries=2, first_wait=0)
    return PoliceApi(Upstream(server.address, pace=Pace(1e6, 1_000_000), limits=limits))


def fetch(server, *pieces):
    return api_of(server).crimes(JULY, pieces or [SQUARE], FORCE)


def as_columns(one):
    return dict(zip(COLUMNS, values_of(one, FORCE.name), strict=True))


def test_a_row_becomes_the_same_row_of_a_street_file():
    assert as_columns(crime(7, category="violent-crime")) == {
        "crime id": f"{7:064x}",
        "month": "2026-07",
        "reported by": "Brackenshire Police",
        "falls within": "Brackenshire Police",
        "longitude": "0.100000",
        "latitude": "52.100000",
        "location": "On or near Mill Lane",
        "lsoa code": "",
        "lsoa name": "",
        "crime type": "Violence and sexual offences",
        "last outcome category": "Under investigation",
        "context": "",
    }


def test_the_railway_police_keep_their_name_and_no_location_stays_none():
    assert as_columns(crime(1, location_type="BTP"))["reported by"] == BTP
    row = as_columns(crime(2, lon="", location_type=None, outcome_status=None))
    assert (row["longitude"], row["latitude"], row["location"]) == ("", "", "No Location")
    assert row["reported by"] == "Brackenshire Police"


@pytest.mark.parametrize("slug", [*TYPES, "violent-crime", "criminal-damage-arson"])
def test_every_crime_type_is_known(slug):
    assert label_of(slug) in TYPES.values()
    assert type_code(label_of(slug)) < len(TYPES)


def test_a_new_crime_type_keeps_its_words():
    assert label_of("public-disorder-weapons") == "Public disorder weapons"


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (crime(1), None),
        (crime(1, lon=""), None),
        ("text", "not a row"),
        (crime(1, id="1"), "no id"),
        (crime(1, id=True), "no id"),
        (crime(1, month=None), "month is blank"),
        (crime(1, category=None), "Crime type is blank"),
        (crime(1, location="here"), "location cannot be read"),
        (crime(1, location={}), "location cannot be read"),
        (crime(1, lat="91.0"), "not on the globe"),
        (crime(1, lat="north"), "not a number"),
        (crime(1, lat=""), "no latitude"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(one, says):
    found = fault_of(one)
    assert found is None if says is None else says in found


def test_a_district_too_large_for_one_answer_is_cut_until_it_fits():
    rows = [
        crime(number, lon=f"{(number % 16 + 0.5) / 16:.6f}", lat=f"{52 + number / 600:.6f}")
        for number in range(500)
    ]
    on_the_cut = crime(900, lon="0.500000", lat="52.400000")
    with serving(*rows, on_the_cut, crime(901, lon=""), most=70) as server:
        found = fetch(server)
    assert sorted(found.rows) == [*range(500), 900, 901]
    assert len([path for path, _ in server.asked if path == STREET]) > 8


def test_a_server_that_refuses_everything_is_not_cut_for_ever():
    with serving(crime(1), most=-1) as server, pytest.raises(Unanswered, match="503"):
        fetch(server)
    assert len(server.asked) < 12


def test_one_refusal_that_was_about_nothing_changes_nothing():
    with serving(*[crime(number) for number in range(9)]) as server:
        server.do(STREET, status(503))
        assert len(fetch(server).rows) == 9


def test_rows_of_another_month_are_refused():
    stray = json.dumps([crime(1), crime(2, month="2026-06")])
    with serving() as server:
        server.do(STREET, body(stray))
        with pytest.raises(Unanswered, match="asked for July 2026 and sent rows of 2026-06"):
            fetch(server)


def test_a_few_bad_rows_are_named_and_many_refused():
    bad, good = crime(1, lat="north"), [crime(number) for number in range(2, 9)]
    with serving() as server:
        server.do(STREET, body(json.dumps([bad, *good])), body(json.dumps([bad])))
        found = fetch(server)
        assert len(found.rows) == 7
        (reject,) = found.rejects
        assert (reject.line, "not a number" in reject.reason) == (1, True)
        with pytest.raises(Unanswered, match="Most rows"):
            fetch(server)


@pytest.mark.parametrize("text", ['{"error": "no"}', "null", '"crimes"', "7"])
def test_an_answer_of_another_kind_is_refused(text):
    with serving() as server:
        server.do(STREET, body(text))
        server.do("crime-last-updated", body(text))
        server.do("forces", body(text))
        for ask in (lambda: fetch(server), api_of(server).last_updated, api_of(server).forces):
            with pytest.raises(Unanswered, match="another kind"):
                ask()


def test_what_is_asked_of_a_small_district():
    with serving(crime(1)) as server:
        assert api_of(server).last_updated() == date(2026, 7, 1)
        assert api_of(server).force_at(0.5, 52.5) == "brackenshire"
        fetch(server)
    assert server.asked[1] == ("locate-neighbourhood", {"q": "52.500000,0.500000"})
    path, said = server.asked[2]
    assert path == STREET
    assert said["date"] == "2026-07"
    assert said["poly"].startswith("52.00000,1.00000:53.00000,1.00000:")
    asked = {"category": "all-crime", "force": "brackenshire", "date": "2026-07"}
    assert server.asked[3] == ("crimes-no-location", asked)


def test_the_outline_holds_the_whole_district_and_little_more():
    ragged = shapely.Point(0.5, 52.5).buffer(0.2, quad_segs=500)
    hole = box(0.48, 52.48, 0.52, 52.52)
    pieces = outline([ragged.difference(hole), box(2, 52, 2.1, 52.1)])
    assert len(pieces) == 2
    assert all(not piece.interiors for piece in pieces)
    assert shapely.union_all(pieces).contains(ragged)
    assert shapely.union_all(pieces).area < 1.05 * (ragged.area + 0.01)
    assert max(len(piece.exterior.coords) for piece in pieces) < 80


def test_halves_make_the_whole():
    shape = box(0, 0, 4, 1).union(box(0, 0, 1, 3))
    parts = halves(shape)
    assert shapely.union_all(parts).equals(shape)
    assert halves(parts[0])


def test_recorded_replies_of_the_real_api_are_read_whole(shared):
    for path in sorted((shared / "data/api").glob("crimes-street*.json")):
        said = json.loads(path.read_text())
        month = Month.parse(said[0]["month"])
        with serving(*said) as server:
            whole = box(-6, 49, 2, 56)
            found = api_of(server).crimes(month, [whole], FORCE)
        assert not found.rejects
        assert len(found.rows) == len(said)
        kinds = {values[9] for values in found.rows.values()}
        assert kinds <= set(TYPES.values())
