"""What the data sets are about, and which flags weigh more: fixed tables, stated here.

HARM_ORDER follows the order of the offences' weights in the Cambridge Crime Harm Index,
with the partners' usual data sets put beside the offences that they come near to.
"""

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

#: most harmful first: between wards with as many flags, the higher up here goes first
HARM_ORDER = (
    "domestic-abuse",
    "violence-and-sexual-offences",
    "robbery",
    "possession-of-weapons",
    "burglary",
    "deliberate-fires",
    "criminal-damage-and-arson",
    "drugs",
    "theft-from-the-person",
    "vehicle-crime",
    "public-order",
    "vulnerable-older-people",
    "financial-need",
    "other-crime",
    "other-theft",
    "bicycle-theft",
    "shoplifting",
    "anti-social-behaviour",
)


def themes_of(slugs: Iterable[str]) -> list[str]:
    """The themes of these data sets, in alphabetical order."""
    return sorted({THEMES.get(slug, "other") for slug in slugs if slug != "all-crime"})


def harm_places(slugs: Iterable[str]) -> list[int]:
    """Each data set's place in HARM_ORDER, the most harmful first."""
    places = {slug: place for place, slug in enumerate(HARM_ORDER)}
    return sorted(places.get(slug, len(places)) for slug in slugs)
