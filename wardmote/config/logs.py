"""What stands in the log: never what opens an account."""

import logging
import re

#: one-time links, session keys: long runs of what tokens are made of
TOKEN = re.compile(r"[\w-]{32,}")


class WithoutTokens(logging.Filter):
    """Takes every token out of a line: a refused link's address would be a live one."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = TOKEN.sub("…", record.getMessage()), ()
        return True
