"""Who wants to know that figures have changed: apps above connect when they start."""

from django.dispatch import Signal

#: sent once an import that brought new figures is done, in the process that ran it
figures_changed = Signal()
