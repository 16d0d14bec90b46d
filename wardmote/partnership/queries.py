"""Reading the partnership's settings."""

from wardmote.kernel.once import once
from wardmote.partnership.models import Partnership


@once
def this_partnership() -> Partnership:
    """The settings, or their defaults before `wardmote init` has run."""
    return Partnership.objects.filter(pk=1).first() or Partnership(pk=1)


def word_template() -> bytes | None:
    """The partnership's own Word template, if it has one."""
    own = this_partnership().report_template
    return bytes(own) if own else None
