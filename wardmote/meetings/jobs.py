"""Background jobs of this app: what nobody saved in time is thrown away."""

from django.utils.timezone import now
from django_tasks import task

from wardmote.kernel.actors import Machine
from wardmote.meetings.usecases.recalling import throw_away_old

WORKER = Machine("the worker")


@task()
def throw_away_unsaved() -> int:
    """Files of old minutes that were put in too long ago."""
    return throw_away_old(by=WORKER, now=now())
