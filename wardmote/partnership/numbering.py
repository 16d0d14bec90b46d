"""Numbers that stay with a thing for its whole life, such as WV-2026-0031."""

from django.db import models

from wardmote.partnership.models import Partnership


class YearCount(models.Model):
    """The last number given in a year. Numbers may have gaps, never twins."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


def next_number(counts: type[YearCount], prefix: str, year: int) -> str:
    """The next number of this year, given once however many people ask at once.

    Call it inside the transaction that keeps what gets the number.
    """
    rows = counts._default_manager
    rows.get_or_create(year=year)
    counter = rows.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return number_of(prefix, year, counter.last)


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
