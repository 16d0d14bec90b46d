"""Kill imports at random moments and look at what is left. Run by test_killed_imports.

    python -m tests.datasets.kill_imports HOME OLD NEW SEED TRIALS

HOME is a home of its own with one ward. For each trial the store starts with the street
files in the folder OLD; a child imports those in NEW, two at a time, and is killed, by
SIGKILL or SIGTERM in turn: half of the times after a random part of the time that the last
whole import took, else a moment after its first batch has moved into place, while others are
still to come. Prints a JSON line for each trial.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

#: parts of a whole import's time after which one is killed: from its start, from its first move
FROM_START, FROM_MOVE = 1.3, 0.3


def state():
    """Everything a reader can see: what is held, every row of it, and the counts."""
    from wardmote.datasets.models import ForceMonth
    from wardmote.datasets.queries import counts_of
    from wardmote.datasets.stores import shelf
    from wardmote.datasets.warehouse import rows_in
    from wardmote.kernel.periods import Quarter
    from wardmote.releases.models import Release

    held = list(ForceMonth.objects.values_list("month", "fingerprint", "rows"))
    places = ForceMonth.objects.values_list("batch", "month", "force_key")
    rows = rows_in((shelf().rows(batch), *key) for batch, *key in places)
    figures = Release.objects.get(slot="figures E1", superseded_by=None).content
    return repr((held, rows, counts_of(Quarter(2025, 2)), figures))


def in_a_child(work):
    """Run `work` in a child process; give back its id at once."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def take(folder):
    """As `wardmote import street` does, in batches of two files."""
    from django.core.management import CommandError, call_command

    from wardmote.datasets import laying

    laying.MOST_AT_ONCE = 2
    with suppress(CommandError), Path(os.devnull).open("w") as nowhere:
        call_command("import_street", folder, stdout=nowhere)


def timed(work):
    """Seconds that `work` takes in a child."""
    began = time.monotonic()
    os.waitpid(in_a_child(work), 0)
    return time.monotonic() - began


def was_stopped():
    """Whether the last import was told to stop and has kept what it had read."""
    from django.db import connections

    from wardmote.datasets.models import Import

    found = Import.objects.first().state == "stopped"
    connections.close_all()
    return found


def answer_of(work, folder):
    """What `work` returns, worked out in a child, so that this process stays fresh."""
    out = Path(folder) / "answer"
    out.unlink(missing_ok=True)
    os.waitpid(in_a_child(lambda: out.write_text(work())), 0)
    return out.read_text()


def wait_for_a_move(folder, length):
    """Until a file more lies in the folder (or, should none come, a long while)."""
    before, until = len(list(folder.iterdir())), time.monotonic() + 20 * length
    while len(list(folder.iterdir())) == before and time.monotonic() < until:
        time.sleep(0.0005)


def main(home, old, new, seed, trials):
    os.environ["WARDMOTE_HOME"] = home
    os.environ["WARDMOTE_DATABASE_URL"] = ""
    os.environ["DJANGO_SETTINGS_MODULE"] = "wardmote.config.settings"
    import django

    django.setup()
    chance = random.Random(int(seed))
    template = f"{home}-template"
    os.waitpid(in_a_child(lambda: take(old)), 0)
    before = answer_of(state, Path(home).parent)
    shutil.copytree(home, template)
    length = timed(lambda: take(new))
    after = answer_of(state, Path(home).parent)
    assert before != after
    for trial in range(int(trials)):
        shutil.rmtree(home)
        shutil.copytree(template, home)
        child = in_a_child(lambda: take(new))
        if trial % 4 > 1:
            wait_for_a_move(Path(home) / "warehouse" / "rows", length)
            time.sleep(chance.uniform(0, FROM_MOVE) * length)
        else:
            time.sleep(chance.uniform(0, FROM_START) * length)
        by = (signal.SIGKILL, signal.SIGTERM)[trial % 2]
        os.kill(child, by)
        _, status = os.waitpid(child, 0)
        seen = answer_of(state, Path(home).parent)
        took = timed(lambda: take(new))
        length = took if seen == before else length
        again = answer_of(state, Path(home).parent)
        left = list(Path(home).glob("warehouse/incoming/*"))
        seen_as = {before: "old", after: "new"}.get(seen, "half")
        outcome = {
            "by": by.name,
            "killed": os.WIFSIGNALED(status) or was_stopped(),
            "seen": seen_as,
            "mended": again == after,
            "left": len(left),
        }
        sys.stdout.write(json.dumps(outcome) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
