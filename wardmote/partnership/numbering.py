"""Numbers that stay with a thing for its whole life, such as WV-2026-0031."""

from wardmote.partnership.models import Partnership


def prefix_of(ours: Partnership) -> str:
    """The letters that its numbers begin with: set by the officer, else the district's."""
    return ours.issue_prefix or initials(ours.district_name or ours.name)


def number_of(prefix: str, year: int, sequence: int) -> str:
    """The one number of a thing, by the year in which it was given."""
    return f"{prefix}-{year}-{sequence:04d}"


def initials(name: str) -> str:
    """The prefix of numbers where a partnership has set none: its district's initials.

    "Wendle Vale" gives WV; a name of one word its first three letters.
    """
    words = [word for word in name.replace("-", " ").split() if word[:1].isalpha()]
    if len(words) == 1:
        return words[0][:3].upper()
    return (
        "".join(word[0] for word in words if word.lower() not in {"and", "of", "on", "the"})[
            :4
        ].upper()
        or "CSP"
    )
