"""File names that say what a file is, who may see it and when it was made."""

import re
import unicodedata
from datetime import date


def file_name(title: str, *, made_on: date, ending: str, marking: str = "") -> str:
    """official-sensitive-longmere-2026-08-04.pdf: safe on every system."""
    words = unicodedata.normalize("NFKD", f"{marking} {title}").encode("ascii", "ignore")
    slug = re.sub(r"[^a-z0-9]+", "-", words.decode().lower()).strip("-")[:80].strip("-")
    return f"{slug or 'paper'}-{made_on.isoformat()}.{ending}"
