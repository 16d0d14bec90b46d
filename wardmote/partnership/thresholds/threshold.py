"""One number that a partnership may set."""

from dataclasses import dataclass

from django.db import models

from wardmote.partnership.models import Partnership


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number: what it is called and does, and between what it may lie."""

    field: str
    label: str
    does: str
    lowest: float
    highest: float
    is_share: bool = False

    @property
    def default(self) -> float:
        return self.of(Partnership())

    @property
    def unit(self) -> str:
        return " %" if self.is_share else ""

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers will do."""
        field = Partnership._meta.get_field(self.field)
        return isinstance(field, models.IntegerField)

    def of(self, partnership: Partnership) -> float:
        """As shown: shares in per cent."""
        value: float = getattr(partnership, self.field)
        return round(value * 100, 2) if self.is_share else value

    def said(self, partnership: Partnership) -> str:
        """The value as a report prints it: 64 %, 1.3, 200."""
        return f"{self.of(partnership):,g}{self.unit}"
