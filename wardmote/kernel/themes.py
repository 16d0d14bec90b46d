"""What an issue or a data set is about: one fixed list for the whole product."""

from enum import StrEnum


class Theme(StrEnum):
    """A theme. Never a group of people: a theme is a kind of problem."""

    DISORDER = "disorder"
    THEFT = "theft"
    VIOLENCE = "violence"
    DRUGS = "drugs"
    VULNERABILITY = "vulnerability"
    FIRE = "fire"
    ROADS = "roads"
    ONLINE = "online"
    TENSION = "tension"
    OTHER_CRIME = "other crime"
    OTHER = "other"


THEME_NAMES = {
    Theme.DISORDER: "Anti-social behaviour and disorder",
    Theme.THEFT: "Burglary and theft",
    Theme.VIOLENCE: "Violence",
    Theme.DRUGS: "Drugs",
    Theme.VULNERABILITY: "People who may need support",
    Theme.FIRE: "Fire",
    Theme.ROADS: "Road safety and parking",
    Theme.ONLINE: "Online harm and fraud",
    Theme.TENSION: "Community tension and hate incidents",
    Theme.OTHER_CRIME: "Other crime",
    Theme.OTHER: "Something else",
}
