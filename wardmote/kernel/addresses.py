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


class NumberInAddress:
    """The number of a row. One that no database could hold is no address of ours."""

    regex = "[0-9]+"

    def to_python(self, value: str) -> int:
        number = int(value)
        if number >= 2**63:
            raise ValueError("larger than any row's number")
        return number

    def to_url(self, value: int) -> str:
        return str(value)
