"""Sums of money: "£567.84", "£1,200", "£2k", "£1.25m"."""

import re

AMOUNT = re.compile(
    r"£\s?(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,12})(?P<pence>\.\d{1,2}(?!\d))?(?P<rest>\.\d+)?"
    r"\s?(?P<times>k\b|m\b|bn\b|million\b|billion\b|thousand\b)?",
    re.I,
)
TIMES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}


def find_amounts(text: str) -> tuple[float, ...]:
    """Every sum named, in pounds, in order, each once."""
    found: dict[float, None] = {}
    for match in AMOUNT.finditer(text):
        digits = match["whole"].replace(",", "") + (match["pence"] or match["rest"] or "")
        power = TIMES.get((match["times"] or "").lower(), 0)
        found[round(float(digits) * 10**power, 2)] = None
    return tuple(found)
