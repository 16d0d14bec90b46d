"""How somebody is reached, as one typed it: the e-mail addresses in it made links."""

import re
from collections.abc import Iterator

ADDRESS = re.compile(r"([\w.+'-]+@[\w-]+(?:\.[\w-]+)+)")


def linked(contact: str) -> Iterator[tuple[str, str]]:
    """(words, address) in turn: addresses lead to a mail program, other words nowhere."""
    for at, words in enumerate(ADDRESS.split(contact)):
        yield words, f"mailto:{words}" if at % 2 else ""
