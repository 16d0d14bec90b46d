"""The deep dive: everything known about one ward through time, as one paper."""

from wardmote.reports.deepdive.paper import deep_dive
from wardmote.reports.deepdive.study import Study, study

__all__ = ["Study", "deep_dive", "study"]
