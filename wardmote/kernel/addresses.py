"""Periods in web addresses: `path("reports/<quarter:quarter>/", ...)`."""

from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Quarter


class QuarterInAddress:
    """2025Q2, written in that way alone, so that each page has one address."""

    regex = r"[0-9]{4}Q[1-4]"

    def to_python(self, text: str) -> Quarter:
        """Raises ValueError, which Django answers with "not found"."""
        try:
            return Quarter.parse(text)
        except RuleBroken as wrong:
            raise ValueError(text) from wrong

    def to_url(self, quarter: Quarter | str) -> str:
        return str(quarter)
