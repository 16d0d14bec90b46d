"""Working out the flags of figures that have just come, before a page asks for them."""

from contextlib import suppress

from wardmote.flags.figures import latest_quarter
from wardmote.kernel.errors import RuleBroken
from wardmote.places.queries import profiles, wards

MOST_WARDS = 500  # a home with more is no partnership, and nobody asks for its flags


def learn_ahead() -> None:
    """Keep what the latest quarter's flags rest on (`learnt.py`), where there can be any."""
    with suppress(RuleBroken):
        codes = [one.code for one in wards()[: MOST_WARDS + 1]]
        quarter = latest_quarter()
        if quarter is None or len(codes) > MOST_WARDS or not profiles(codes):
            return
        from wardmote.flags.queries import flags_for  # SciPy: only where there is work for it

        flags_for(quarter)
