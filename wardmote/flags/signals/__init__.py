"""Change signals: which place and type of crime is rising, coming down, held, or in season.

    from wardmote.flags.signals import find, panel
    found = find(panel(counts, district=..., type=..., place=..., population=...))

Pure: numpy and scipy.special only; no Django, no clock, no random numbers, no compiler.
"""

from wardmote.flags.signals.choice import Kind, Signals
from wardmote.flags.signals.engine import find
from wardmote.flags.signals.panel import Panel, panel
from wardmote.flags.signals.settings import Settings

__all__ = ["Kind", "Panel", "Settings", "Signals", "find", "panel"]
