"""The same files in any order, repetition or grouping into commands give the same tables.

Size: 12 arrangements in the usual run, 80 in the deep one.
"""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.datasets.builders import row, street_file
from wardmote.datasets.models import ForceMonth
from wardmote.datasets.queries import counts_of
from wardmote.datasets.stores import shelf
from wardmote.datasets.usecases import import_street
from wardmote.datasets.warehouse import rows_in
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.periods import Quarter

FORCES = ["Brackenshire Police", "Next Door Police"]
MONTHS = ["2025-04", "2025-05", "2025-06"]
PUBLISHED = [date(2025, 8, 1), date(2025, 9, 1), date(2025, 10, 1)]

row_values = st.fixed_dictionaries(
    {
        "lon": st.sampled_from(["0.5", "1.0", "1.5", "2.5"]),
        "type": st.sampled_from(["Burglary", "DRUGS", "Anti-social behaviour", "Piracy"]),
        "crime_id": st.sampled_from(["", "", "aa", "bb"]),
    }
)


@st.composite
def archives(draw):
    """Files that hold each force-month once, published in one of three releases."""
    files = []
    for published in draw(st.lists(st.sampled_from(PUBLISHED), min_size=1, unique=True)):
        cells = draw(
            st.lists(
                st.tuples(st.sampled_from(MONTHS), st.sampled_from(FORCES)),
                min_size=1,
                max_size=4,
                unique=True,
            )
        )
        for cell in cells:
            rows = draw(st.lists(row_values, min_size=1, max_size=5))
            lines = [row(month=cell[0], force=cell[1], **one) for one in rows]
            joined = files and files[-1][0] == published and draw(st.booleans())
            if joined:
                files[-1][1].extend(lines)
            else:
                files.append((published, lines))
    return files


@st.composite
def arrangements(draw, files):
    """Commands: each a release's date and some of its files, until all have come."""
    order = draw(st.permutations(range(len(files))))
    order += draw(st.lists(st.sampled_from(range(len(files))), max_size=3))
    commands = []
    for number in order:
        same = commands and commands[-1][0] == files[number][0]
        if same and draw(st.booleans()):
            commands[-1][1].append(number)
        else:
            commands.append((files[number][0], [number]))
    return commands


def tables(files, commands, settings_):
    """What a store holds after these commands, down to every row and every count."""
    from wardmote.places.models import Edition, Place, Shape

    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        settings_.WAREHOUSE = Path(folder) / "warehouse"
        edition = Edition.objects.create(kind="ward", name="2025", imported_at=NOW)
        for number, code in enumerate(["E1", "E2"]):
            place = Place.objects.create(edition=edition, code=code, name=code)
            a, b = number, number + 1
            ring = [[a, 52], [b, 52], [b, 53], [a, 53], [a, 52]]
            Shape.objects.create(
                place=place, geometry={"type": "Polygon", "coordinates": [ring]}
            )
        paths = [
            street_file(Path(folder) / f"{number}-street.csv", lines)
            for number, (_, lines) in enumerate(files)
        ]
        for published, numbers in commands:
            import_street(
                [paths[number] for number in numbers],
                by=COMMAND_LINE,
                now=NOW,
                published=published,
                replace=True,
            )
        held = list(
            ForceMonth.objects.values_list(
                "month", "force_key", "force", "rows", "no_location", "published_on"
            )
        )
        places = ForceMonth.objects.values_list("batch", "month", "force_key")
        rows = rows_in((shelf().rows(batch), *key) for batch, *key in places)
        counts = counts_of(Quarter(2025, 2))
        transaction.set_rollback(True)
    return held, rows, counts


def check_one_arrangement(data, settings_):
    files = data.draw(archives())
    plain = [(published, [number]) for number, (published, _) in enumerate(files)]
    plain.sort()
    other = data.draw(arrangements(files))
    assert tables(files, plain, settings_) == tables(files, other, settings_)


steady = {
    "deadline": None,
    "derandomize": True,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


@pytest.mark.long
@pytest.mark.django_db
@settings(max_examples=12, **steady)
@given(data=st.data())
def test_order_repetition_and_grouping_make_no_difference(data, settings):
    check_one_arrangement(data, settings)


@pytest.mark.deep
@pytest.mark.long
@pytest.mark.django_db
@settings(max_examples=80, **steady)
@given(data=st.data())
def test_nor_do_they_in_many_more_arrangements(data, settings):
    check_one_arrangement(data, settings)
