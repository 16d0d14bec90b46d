"""wardmote actions chase"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from wardmote.actions.jobs import chase_actions
from wardmote.actions.queries import overdue
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import day_words


class Command(BaseCommand):
    help = (
        "Write the reminders that are due to the owners of actions (7 days and 1 before the "
        "day, on it, 7 days after and then every 14, unless set otherwise), and mail them "
        "where mail is set up. `serve` and `work` do it each morning; a second run the same "
        "day writes and mails nothing."
    )

    def handle(self, **_: Any) -> None:
        chased = chase_actions(COMMAND_LINE)
        self.stdout.write(f"{plural(chased.written, 'reminder')} written")
        for action in overdue(localdate()):
            assert action.due_on is not None
            owner = action.owner_words or "no owner"
            self.stdout.write(f"  {action.number}: {owner}, due {day_words(action.due_on)}")
        if chased.sent is None:
            self.stdout.write("No mail is set up: the actions stand on the start page")
        else:
            self.stdout.write(f"{plural(chased.sent, 'mail')} sent")
