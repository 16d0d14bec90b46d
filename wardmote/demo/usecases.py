"""Making the demo: its files, then everything a real partnership would do with them.

Each step goes through the use cases that pages and commands call, can be repeated
without harm, and is ticked off in the home, so that a start that was killed goes on
where it was.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.timezone import localdate

from wardmote.demo import (
    acting,
    asking,
    convening,
    loading,
    peopling,
    progress,
    replay,
    reporting,
    signing,
    surveying,
    telling,
    working,
)
from wardmote.demo.district import DemoFiles, names_in, published_by, write_district
from wardmote.demo.progress import Progress
from wardmote.desk.database import bring_up_to_date
from wardmote.kernel.errors import RuleBroken
from wardmote.kernel.periods import Month
from wardmote.partnership.models import Partnership
from wardmote.people.models import User

FOLDER = "wendle-vale"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; `words` say it while it is being done."""

    key: str
    words: str
    do: Callable[[DemoFiles, datetime], None]


STEPS = (
    Step("district", "drawing Wendle Vale", lambda files, now: _draw(files)),
    Step("partnership", "setting up its partnership", peopling.set_up_partnership),
    Step("people", "inviting its people", peopling.invite_people),
    Step("places", "loading wards, parishes, divisions and profiles", loading.load_places),
    Step("partners", "loading partners’ data sets", loading.load_datasets),
    Step("street", "loading three years of police data", loading.load_street),
    Step("seats", "seating groups and councillors", peopling.seat_people),
    Step("agreements", "signing the sharing agreement", signing.sign_agreements),
    Step("areas", "going through two years of decisions", replay.decide_areas),
    Step("issues", "passing issues round the figure of eight", working.work_on_issues),
    Step("actions", "recording what meetings asked for", acting.record_actions),
    Step("reports", "publishing reports", reporting.write_reports),
    Step("meetings", "holding the Board’s meetings", convening.hold_meetings),
    Step("pulse", "asking councillors each quarter", asking.ask_councillors),
    Step("surveys", "asking people of a parish", surveying.ask_people),
    Step("bulletins", "writing bulletins", telling.write_bulletins),
)


def make(home: Path, *, now: datetime, say: Callable[[str], None]) -> Progress:
    """Make the demo in this home, or finish it. RuleBroken if the home is not for it."""
    with progress.alone(home):
        state = _begun(home, now)
        files = names_in(home / FOLDER, state.month)
        for step in STEPS:
            if step.key not in state.done:
                say(step.words)
                step.do(files, now)
                state = state.with_step(step.key)
                progress.write(home, state)
        return state


def reset(home: Path) -> None:
    """Throw this home's demo away. RuleBroken if there is anything but a demo in it."""
    if not (home / progress.FILE).exists():
        _check_free(home)
        return
    if connection.vendor != "sqlite":
        raise RuleBroken(
            "This demo is in a PostgreSQL database, which is not emptied from here. "
            "Create an empty one and name it in WARDMOTE_DATABASE_URL"
        )
    with progress.alone(home):
        _check_is_demo()
        connection.close()
        database = Path(str(settings.DATABASES["default"]["NAME"]))
        for ending in ("", "-wal", "-shm"):
            database.with_name(database.name + ending).unlink(missing_ok=True)
        for folder in (settings.WAREHOUSE, settings.FILES, home / FOLDER):
            shutil.rmtree(folder, ignore_errors=True)
        (home / progress.FILE).unlink()


def _begun(home: Path, now: datetime) -> Progress:
    """Where this home's demo stands; begins it in an empty home."""
    state = progress.read(home)
    if state is None:
        _check_free(home)
        state = Progress(str(published_by(Month.of(localdate(now)))))
        progress.write(home, state)
    elif len(state.done) < len(STEPS):
        bring_up_to_date()
    _check_is_demo()
    if "partnership" in state.done and not Partnership.objects.exists():
        state = Progress(state.last_month)  # another database: everything anew
    return state


def _check_free(home: Path) -> None:
    """RuleBroken where there are data of someone else."""
    bring_up_to_date()
    if User.objects.exists() or Partnership.objects.exists() or _holds(settings.WAREHOUSE):
        raise RuleBroken(
            f"{home} holds a partnership’s data; the demo wants a home of its own. Leave "
            "WARDMOTE_HOME out, or name an empty folder: WARDMOTE_HOME=/path/to/demo"
        )


def _check_is_demo() -> None:
    real = Partnership.objects.filter(is_demo=False).first()
    if real and User.objects.exists():
        raise RuleBroken(
            f"The database holds the data of {real}, not a demo. Name another home or "
            "database for the demo: WARDMOTE_HOME=/path/to/demo"
        )


def _holds(folder: Path) -> bool:
    return folder.exists() and any(folder.iterdir())


def _draw(files: DemoFiles) -> None:
    shutil.rmtree(files.folder, ignore_errors=True)
    write_district(files.folder, last_month=files.last_month)
