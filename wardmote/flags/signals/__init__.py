"""Change signals: which place and type of crime is rising, coming down, held, or in season.

    from wardmote.flags.signals import look, panel, reason
    found = look(panel(counts, district=..., type=..., place=..., population=...))
    found.places.kind[0], reason(found.places, 0, names_of_months).sentence
    found.districts.signals.kind

`find` gives the places only. Pure: numpy and scipy.special; no Django, no clock, no random
numbers, no compiler to wait for. Sources of the method: Farrington 1996 and Noufaily 2013
(doi 10.1002/sim.5595) for guard, reweighting and the negative binomial tail; Scott and
Knott 1974 for binary segmentation; Mueller, Parmigiani and Rice 2006 for the Bayesian false
discovery rate; Spiegelhalter 2005 for the comparison with peers.
"""

from wardmote.flags.signals.bands import Bands, bands, bands_of, means_of
from wardmote.flags.signals.choice import Kind, Signals
from wardmote.flags.signals.districts import OF_DISTRICTS, Districts, Findings, look
from wardmote.flags.signals.engine import find
from wardmote.flags.signals.panel import Panel, panel
from wardmote.flags.signals.reasons import Reason, reason
from wardmote.flags.signals.settings import Settings

__all__ = [
    "OF_DISTRICTS",
    "Bands",
    "Districts",
    "Findings",
    "Kind",
    "Panel",
    "Reason",
    "Settings",
    "Signals",
    "bands",
    "bands_of",
    "find",
    "look",
    "means_of",
    "panel",
    "reason",
]
