"""What a person may be, apart from the seats they hold and the places they represent."""

from datetime import timedelta
from enum import StrEnum


class Role(StrEnum):
    """Posts inside the partnership's own office. Everyone else has none."""

    NONE = ""
    OFFICER = "officer"
    ANALYST = "analyst"


ROLE_NAMES = {
    Role.NONE: "No office post",
    Role.OFFICER: "Partnership officer",
    Role.ANALYST: "Research analyst",
}

#: the first officer's account until they have said who they are
PLACEHOLDER = "first-officer@setup.invalid"

LINK_LIVES = timedelta(days=7)
