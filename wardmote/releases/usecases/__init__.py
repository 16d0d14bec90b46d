"""The writes of releases: letting out, giving notice, telling partners' counts
and of new boundaries."""

from wardmote.releases.usecases.boundaries import tell_of_boundaries
from wardmote.releases.usecases.noticing import (
    acknowledge,
    cut_short,
    end_notice,
    give_notice,
    take_notice_back,
)
from wardmote.releases.usecases.releasing import Draft, File, is_out, release, withdraw
from wardmote.releases.usecases.telling import tell

__all__ = [
    "Draft",
    "File",
    "acknowledge",
    "cut_short",
    "end_notice",
    "give_notice",
    "is_out",
    "release",
    "take_notice_back",
    "tell",
    "tell_of_boundaries",
    "withdraw",
]
