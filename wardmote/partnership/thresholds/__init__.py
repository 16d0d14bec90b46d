"""The numbers behind flags, signals and proposals: what each does, and its bounds.

The usual value of each is the default of `partnership.Partnership`.
"""

from wardmote.partnership.thresholds.areas import AREAS
from wardmote.partnership.thresholds.flags import FLAGS, MONTHS
from wardmote.partnership.thresholds.signals import OF_DISTRICT, OF_WARDS
from wardmote.partnership.thresholds.threshold import Threshold

THRESHOLDS = {
    "Flags": FLAGS,
    "Signals of wards": OF_WARDS,
    "Signals of the whole district": OF_DISTRICT,
    "Priority areas": AREAS,
    "Months that count": MONTHS,
}
ALL = [one for group in THRESHOLDS.values() for one in group]

GUARD = [
    Threshold(
        "smallest_shown",
        "Smallest partner count shown",
        "On members’ and public pages a partner’s count below this is shown as “fewer "
        "than”; others are rounded to 5.",
        3,
        100,
    ),
]

__all__ = ["ALL", "GUARD", "THRESHOLDS", "Threshold"]
