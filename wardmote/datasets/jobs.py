"""Background jobs of this app: an upload is imported while its page is watched."""

from django.utils.timezone import now
from django_tasks import task

from wardmote.datasets.usecases import run_import


@task()
def carry_out_import(import_id: int) -> None:
    """Carry out a queued import; its receipt says how it ended."""
    run_import(import_id, now=now())
