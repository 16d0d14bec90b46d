"""What part of a meeting is not public: Schedule 12A of the Local Government Act 1972, part 1.

An item is exempt by one of the paragraphs, and only with a reason why keeping it exempt is in
the public interest. Items on deaths and case reviews begin as exempt.
"""

import re
from enum import IntEnum, StrEnum

from wardmote.kernel.errors import RuleBroken


class Level(StrEnum):
    """Who may read an item, its papers and what was minuted under it, widest first."""

    PUBLIC = "public"  # everybody, once the agenda or the minutes are released
    GROUP = "group"  # those on the group: agencies that signed, and councillors
    PARTNER = "partner"  # agencies that signed; nobody who holds elected office
    EXEMPT = "exempt"  # those on the group whose agency signed; nobody in elected office


LEVEL_NAMES = {
    Level.PUBLIC: "Everybody, once it is released",
    Level.GROUP: "Those on the group: agencies that signed, and councillors",
    Level.PARTNER: "Agencies that signed; no councillor",
    Level.EXEMPT: "Exempt: those on the group whose agency signed",
}


class Paragraph(IntEnum):
    """A paragraph of Schedule 12A, part 1 (England)."""

    INDIVIDUAL = 1
    IDENTITY = 2
    BUSINESS = 3
    LABOUR = 4
    PRIVILEGE = 5
    NOTICE = 6
    CRIME = 7


PARAGRAPH_WORDS = {
    Paragraph.INDIVIDUAL: "Information relating to any individual",
    Paragraph.IDENTITY: "Information which is likely to reveal the identity of an individual",
    Paragraph.BUSINESS: "Information relating to the financial or business affairs of any "
    "particular person",
    Paragraph.LABOUR: "Information relating to consultations or negotiations in a labour "
    "relations matter",
    Paragraph.PRIVILEGE: "Information in respect of which a claim to legal professional "
    "privilege could be maintained",
    Paragraph.NOTICE: "Information about a notice, order or direction that the authority "
    "proposes to give or make",
    Paragraph.CRIME: "Information relating to any action taken or to be taken in connection "
    "with the prevention, investigation or prosecution of crime",
}
#: what stands in place of an exempt item for those who may not read it
HIDDEN = "Exempt item"
WITHHELD = "Item that is not public"

_SENSITIVE = re.compile(
    r"\b(death reviews?|d\.?h\.?rs?|dardrs?|homicides?|case reviews?|asb case|"
    r"safeguarding review|suicides?|fatal)",
    re.IGNORECASE,
)
SENSITIVE_REASON = (
    "People could be known from it, and families are told before anybody else reads of it"
)


def is_exempt_by_default(title: str) -> bool:
    """Whether an item of this title is about a death or a case review."""
    return bool(_SENSITIVE.search(title))


def check_level(level: Level, paragraph: Paragraph | None, reason: str) -> None:
    """An exempt item names its paragraph and why that serves the public; no other does."""
    if level is not Level.EXEMPT:
        return
    if paragraph is None:
        raise RuleBroken("Select the paragraph by which the item is exempt", about="paragraph")
    if not reason.strip():
        raise RuleBroken(
            "Enter why keeping it exempt is in the public interest", about="exempt_reason"
        )


def hidden_title(level: Level, paragraph: Paragraph | None) -> str:
    """What those who may not read an item see of it."""
    if level is Level.EXEMPT and paragraph is not None:
        return f"{HIDDEN} (paragraph {paragraph:d}: {PARAGRAPH_WORDS[paragraph].lower()})"
    return WITHHELD
