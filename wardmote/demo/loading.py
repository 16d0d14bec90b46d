"""Loading the district's files by the use cases behind `wardmote import`."""

from datetime import datetime

from wardmote.datasets.models import Dataset
from wardmote.datasets.rules import FlagRule
from wardmote.datasets.usecases import (
    change_dataset,
    import_dataset,
    import_street,
    register_dataset,
)
from wardmote.demo.district import DemoFiles
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.places.geojson import read_boundaries
from wardmote.places.profile import read_profile
from wardmote.places.rules import Kind
from wardmote.places.usecases import load_boundaries, load_profile

EDITION = "2025-05"

LED_ELSEWHERE = (
    "bicycle-theft",
    "drugs",
    "other-crime",
    "other-theft",
    "possession-of-weapons",
    "public-order",
    "robbery",
    "shoplifting",
    "theft-from-the-person",
    "violence-and-sexual-offences",
)
"""Led by the police's own teams: flags in these do not count towards a category."""

PARTNER_DATASETS = (
    (
        "deliberate-fires",
        "Deliberate fires",
        "Fenshire Fire and Rescue Service",
        "Crime and Disorder Act 1998, section 17A; SI 2007/1831",
        FlagRule.TOP_SHARE,
    ),
    (
        "financial-need",
        "Financial need",
        "Wendle Vale District Council",
        "Counts without personal data; Crime and Disorder Act 1998, section 115",
        FlagRule.PROBABILITY,
    ),
    (
        "domestic-abuse",
        "Domestic abuse",
        "Wendle Constabulary",
        "Counts without personal data; Crime and Disorder Act 1998, section 115",
        FlagRule.PROBABILITY,
    ),
)
SENSITIVE = ("domestic-abuse",)
"""Told by the year, of the whole district. Another board leads on it."""


def load_places(files: DemoFiles, now: datetime) -> None:
    """Wards, parishes, county divisions and the district, and who lives in them."""
    for kind, path in (
        (Kind.WARD, files.wards),
        (Kind.PARISH, files.parishes),
        (Kind.DIVISION, files.divisions),
        (Kind.DISTRICT, files.district),
    ):
        found = read_boundaries(path, kind)
        load_boundaries(found, kind, EDITION, by=COMMAND_LINE, now=now)
    for path in (files.profile, files.parish_profile):
        load_profile(read_profile(path), path.name, by=COMMAND_LINE, now=now)


def load_datasets(files: DemoFiles, now: datetime) -> None:
    """The data sets of partners, entered in the source register first."""
    paths = {
        "deliberate-fires": files.deliberate_fires,
        "financial-need": files.financial_need,
        "domestic-abuse": files.domestic_abuse,
    }
    for slug, name, owner, basis, rule in PARTNER_DATASETS:
        if not Dataset.objects.filter(slug=slug).exists():
            register_dataset(
                slug,
                name,
                owner=owner,
                lawful_basis=basis,
                rule=rule,
                sensitive=slug in SENSITIVE,
                led_elsewhere=slug in SENSITIVE,
                by=COMMAND_LINE,
                now=now,
            )
        import_dataset(paths[slug], slug, by=COMMAND_LINE, now=now)


def load_street(files: DemoFiles, now: datetime) -> None:
    """Three years of police data, and what of it others lead on."""
    import_street([files.street], by=COMMAND_LINE, now=now)
    for slug in LED_ELSEWHERE:
        change_dataset(slug, led_elsewhere=True, by=COMMAND_LINE, now=now)
