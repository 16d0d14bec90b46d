"""What the worker does every few minutes by itself, beside the jobs it is given."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connections

log = logging.getLogger(__name__)
EVERY = 300.0  # seconds


def keep_doing(*deeds: Callable[[], Any], every: float = EVERY) -> None:
    """Do these now, and again every few minutes, for as long as this process lives."""

    def go_on() -> None:
        while True:
            do_each(deeds)
            connections.close_all()
            time.sleep(every)

    threading.Thread(target=go_on, daemon=True).start()


def do_each(deeds: tuple[Callable[[], Any], ...]) -> None:
    """What fails is logged and keeps nothing else from being done."""
    for deed in deeds:
        try:
            deed()
        except Exception:
            log.exception("%s waits for the next turn", deed.__name__)
