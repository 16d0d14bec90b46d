"""What the data sets are about: a fixed table. Which weigh more is in `harm.csv`."""

from collections.abc import Iterable

#: which theme a data set belongs to; all crime is the sum of the others and has none
THEMES = {
    "anti-social-behaviour": "disorder",
    "bicycle-theft": "theft",
    "burglary": "theft",
    "criminal-damage-and-arson": "disorder",
    "deliberate-fires": "disorder",
    "domestic-abuse": "violence",
    "drugs": "drugs",
    "financial-need": "vulnerability",
    "other-crime": "other crime",
    "other-theft": "theft",
    "possession-of-weapons": "violence",
    "public-order": "disorder",
    "robbery": "violence",
    "shoplifting": "theft",
    "theft-from-the-person": "theft",
    "vehicle-crime": "theft",
    "violence-and-sexual-offences": "violence",
    "vulnerable-older-people": "vulnerability",
}
PREDICTS_VULNERABILITY = {slug for slug, theme in THEMES.items() if theme == "vulnerability"}


ALL_CRIME = "all-crime"


def theme_of(slug: str) -> str:
    """A data set's theme; one that the table does not know, and all crime, is its own."""
    return THEMES.get(slug, slug)


def themes_of(slugs: Iterable[str]) -> list[str]:
    """The themes of these data sets, in alphabetical order; all crime is none."""
    return sorted({THEMES.get(slug, "other") for slug in slugs if slug != ALL_CRIME})
