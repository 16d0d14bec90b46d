"""What the warehouse of this home holds, and its cubes for the boundaries in use."""

from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path

import shapely
from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast

from wardmote.datasets import outlines, squares
from wardmote.datasets.cubes import Boundaries, Cubes
from wardmote.datasets.holdings import RowsHeld, rows_held
from wardmote.datasets.layers import Held
from wardmote.datasets.shelf import Shelf
from wardmote.datasets.squaring import squares_of
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month
from wardmote.places.models import Edition, Shape
from wardmote.places.queries import edition_in_use
from wardmote.places.rules import Kind


def shelf() -> Shelf:
    """The warehouse of this home."""
    return Shelf(Path(settings.WAREHOUSE))


@lru_cache(maxsize=4)
def _cubes(root: Path) -> Cubes:
    return Cubes(Shelf(root))


def cubes() -> Cubes:
    """The count cubes of this home, kept open in this process."""
    return _cubes(Path(settings.WAREHOUSE))


def boundaries_of(edition: Edition) -> Boundaries:
    """All places of the edition, ours or not, in order of code."""
    name = f"{edition.kind}-{edition.pk}-{edition.version}-{edition.imported_at:%Y%m%d%H%M%S%f}"
    rows = Shape.objects.filter(place__edition=edition)
    path = shelf().shapes(name)

    def keep() -> None:
        if not outlines.are_kept(path):
            texts = dict(rows.values_list("place__code", Cast("geometry", TextField())))
            shapes = shapely.from_geojson([*texts.values()])
            outlines.keep(path, dict(zip(texts, shapes, strict=True)))

    def codes() -> list[str]:
        keep()
        return outlines.kept_codes(path)

    def shapes() -> list[shapely.Geometry]:
        keep()
        return outlines.kept(path)

    def by_square() -> squares.Squares | None:
        kept = shelf().squares(name)
        if not kept.exists():
            squares.keep(kept, squares_of(shapes()))
        return squares.kept(kept, partial(outlines.kept_some, path))

    return Boundaries(name, codes, shapes, by_square)


def prepare_shapes(kind: Kind, edition: str) -> None:
    """Keep the geometry of an edition that has just been loaded, for the first placing."""
    boundaries_of(edition_in_use(kind, edition)).squares()


def held_as(rows: Iterable[RowsHeld]) -> list[Held]:
    """Rows in store as the cubes know them."""
    return [
        Held(Month.parse(one.month), one.force_key, one.fingerprint, one.batch, one.part)
        for one in rows
    ]


def prepare_counts() -> list[str]:
    """Make the cubes of every kind of boundary in use, so that no page waits for one.

    Gives back the names of the cubes.
    """
    held = held_as(rows_held())
    return cubes().prepare(boundaries_in_use(), held) if held else []


def boundaries_in_use() -> list[Boundaries]:
    """Those of the edition in use of every kind."""
    found = []
    for kind in Kind:
        with suppress(RuleBroken):
            found.append(boundaries_of(edition_in_use(kind)))
    return found
