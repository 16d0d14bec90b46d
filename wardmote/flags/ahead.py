"""Working out the flags of figures that have just come, before a page asks for them."""

from contextlib import suppress

from wardmote.flags.figures import latest_quarter
from wardmote.flags.queries import flags_for
from wardmote.kernel.errors import RuleBroken
from wardmote.places.queries import wards

MOST_WARDS = 500  # a home with more is no partnership, and nobody asks for its flags


def learn_ahead() -> None:
    """Keep what the latest quarter's flags rest on (`learnt.py`), where there can be any."""
    quarter = latest_quarter()
    with suppress(RuleBroken):
        if quarter is not None and wards().count() <= MOST_WARDS:
            flags_for(quarter)
