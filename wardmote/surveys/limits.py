"""How often one network address may answer one survey, without keeping who did.

What is counted is a digest of the address with a salt drawn by chance each day and held in
memory alone: it stands in no row and no file, and is gone with the process or the day.
"""

import hmac
import secrets
from datetime import date
from threading import Lock

from wardmote.kernel.limits import Limit
from wardmote.surveys.rules import FROM_ONE_PLACE

DAY = 24 * 60 * 60
#: whose address cannot be told share one count, so many times as large
TOGETHER = 10


class Salt:
    """Drawn anew each day; yesterday's is nowhere."""

    def __init__(self) -> None:
        self._lock, self._on, self._bytes = Lock(), date.min, b""

    def of(self, today: date) -> bytes:
        with self._lock:
            if self._on != today:
                self._on, self._bytes = today, secrets.token_bytes(32)
            return self._bytes


salt = Salt()
answers = Limit(DAY)


def may_answer(survey: int, address: str, today: date, *, at: float) -> bool:
    """Whether one more answer is taken from this address; if so, it counts."""
    most = FROM_ONE_PLACE if address else FROM_ONE_PLACE * TOGETHER
    who = hmac.digest(salt.of(today), address.encode(), "sha256")
    return answers.allows((survey, who), most, at=at)
