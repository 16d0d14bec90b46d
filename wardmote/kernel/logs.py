"""Nothing that opens a door is written to a log."""

import logging
import re

#: the part of an address that is a token: one-time links and links by mail
TOKENS = re.compile(r"(/link/)[^/\s?\"']{16,}")
#: what an organisation's sign-in sends back in the address
ANSWERS = re.compile(r"\b(code|state|id_token|access_token)=[^&\s\"']+")


def without_tokens(words: str) -> str:
    """The same with each token replaced by dots."""
    return ANSWERS.sub(r"\1=...", TOKENS.sub(r"\1...", words))


class WithoutTokens(logging.Formatter):
    """A formatter whose whole line, traceback included, is cleaned last."""

    def format(self, record: logging.LogRecord) -> str:
        return without_tokens(super().format(record))
