"""Everything that changes priority areas: one function per sentence a chair would say."""

from wardmote.areas.usecases.deciding import confirm, leave_to_others, override
from wardmote.areas.usecases.proposing import propose_on_judgment, propose_quarter
from wardmote.areas.usecases.weighing import replace_harm_weights, restore_harm_weights

__all__ = [
    "confirm",
    "leave_to_others",
    "override",
    "propose_on_judgment",
    "propose_quarter",
    "replace_harm_weights",
    "restore_harm_weights",
]
