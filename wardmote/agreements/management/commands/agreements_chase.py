"""wardmote agreements chase"""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from wardmote.agreements.jobs import chase_signatures
from wardmote.agreements.queries import chase_list, reviews_due
from wardmote.kernel.actors import COMMAND_LINE
from wardmote.kernel.numbers import plural
from wardmote.kernel.periods import day_words


class Command(BaseCommand):
    help = (
        "Write the reminders that are due to signatories and officers (30, 14 and 0 days "
        "before a signature or a review is), and mail them where mail is set up. `serve` "
        "and `work` do it each morning; a second run the same day writes and mails nothing."
    )

    def handle(self, **_: Any) -> None:
        chased = chase_signatures(COMMAND_LINE)
        self.stdout.write(f"{plural(chased.written, 'reminder')} written")
        for line in chase_list(localdate()):
            words = line.standing.words.lower()
            due = f", by {day_words(line.due_on)}" if line.due_on else ""
            self.stdout.write(f"  {line.party.organisation}: {words}{due}")
        for version in reviews_due(localdate()):
            assert version.review_on is not None
            self.stdout.write(f"  {version}: to be reviewed by {day_words(version.review_on)}")
        if chased.sent is None:
            self.stdout.write("No mail is set up: the reminders stand on the start page")
        else:
            self.stdout.write(f"{plural(chased.sent, 'mail')} sent")
