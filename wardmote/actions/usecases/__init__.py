"""Everything that changes an action: one function per sentence that a chair would say."""

from wardmote.actions.usecases.chasing import done_by_link, mail_reminders, write_reminders
from wardmote.actions.usecases.doing import report_done, tell, tick, untick
from wardmote.actions.usecases.meeting import meeting_arranged, meeting_called_off
from wardmote.actions.usecases.recording import record_action
from wardmote.actions.usecases.settling import accept, drop, move_due, reassign, send_back

__all__ = [
    "accept",
    "done_by_link",
    "drop",
    "mail_reminders",
    "meeting_arranged",
    "meeting_called_off",
    "move_due",
    "reassign",
    "record_action",
    "report_done",
    "send_back",
    "tell",
    "tick",
    "untick",
    "write_reminders",
]
