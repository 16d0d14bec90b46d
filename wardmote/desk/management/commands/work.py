"""wardmote work: run background jobs."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.timezone import localtime, now

from wardmote.actions.jobs import chase_actions
from wardmote.agreements.jobs import chase_signatures
from wardmote.bulletins.jobs import mail_waiting as mail_bulletins
from wardmote.datasets.usecases import close_dead_fetches, close_dead_imports
from wardmote.desk.regularly import do_each, keep_doing
from wardmote.desk.server import end_with
from wardmote.digests.jobs import send_waiting as mail_members
from wardmote.digests.rules import is_night
from wardmote.issues.jobs import mail_clearances
from wardmote.issues.usecases.hearing import erase_due as erase_concerns
from wardmote.issues.usecases.hearing import forget_erased as forget_concerns
from wardmote.kernel.actors import Machine
from wardmote.pulse.jobs import ask_in_time
from wardmote.surveys.usecases import erase_due as erase_surveys
from wardmote.surveys.usecases import forget_now as forget_surveys

WORKER = Machine("the worker")


def concerns_in_time() -> None:
    """Erase the text of concerns that have been kept as long as they may; and what was
    erased while somebody read leaves the journal."""
    erase_concerns(by=WORKER, now=now())
    forget_concerns()


def surveys_in_time() -> None:
    """Erase what people answered in surveys that closed long enough ago."""
    erase_surveys(by=WORKER, now=now())
    forget_surveys()


def signatures_in_time() -> None:
    """Remind those whose signature is due, in the morning; each reminder goes once."""
    if not is_night(localtime(now())):
        chase_signatures(WORKER)


def actions_in_time() -> None:
    """Remind the owners of actions, in the morning; each reminder goes once."""
    if not is_night(localtime(now())):
        chase_actions(WORKER)


def pulse_in_time() -> None:
    """Ask the quarter's question when its day has come, and mail it, each once."""
    ask_in_time(WORKER)


class Command(BaseCommand):
    help = "Run background jobs, such as imports asked for on a page, until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is waiting, then end")
        parser.add_argument(
            "--tied-to", type=int, metavar="PID", help="end when this parent process does"
        )

    def handle(self, *, once: bool, tied_to: int | None, **_: Any) -> None:
        if tied_to is not None:
            end_with(tied_to)
        close_dead_imports(at=now())
        close_dead_fetches(at=now())
        erasures = (concerns_in_time, surveys_in_time)
        if once:
            do_each(erasures)
        else:
            # the question before the news: whoever has news each day is asked, too
            chases = (pulse_in_time, signatures_in_time, actions_in_time)
            on = settings.MAIL_IS_ON
            mails = (mail_members, mail_bulletins, mail_clearances) if on else ()
            keep_doing(*erasures, *chases, *mails)
        call_command("db_worker", batch=once, startup_delay=False, reload=False, verbosity=0)
