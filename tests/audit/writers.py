"""Writers of a home's audit trail, in parallel or killed. Run by test_writers.

    python -m tests.audit.writers parallel WRITERS DEEDS SEED
    python -m tests.audit.writers kill TRIALS SEED
    python -m tests.audit.writers busy SEED       (until it is stopped)

A deed makes an organisation and records that in one transaction; once it is committed its
number goes into a file, as a page would tell its reader. Prints JSON.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.homes import django_in

TOLD = Path(tempfile.mkdtemp(prefix="wardmote-told-")) / "told"


def deeds(writer, count, seed):
    """Deeds one after another; every third takes its other lock first, some are undone."""
    from django.db import transaction
    from django.utils.timezone import now

    from wardmote.audit.usecases import record
    from wardmote.kernel.actors import Machine
    from wardmote.people.models import Organisation

    chance = random.Random(f"{seed}-{writer}")
    told = os.open(TOLD, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    shared = Organisation.objects.get(name="shared")
    for number in range(count):
        name, is_undone = f"{writer}-{number}", chance.random() < 0.1
        with transaction.atomic():
            if number % 3:
                Organisation.objects.select_for_update().get(pk=shared.pk)
            record("organisation.made", name, by=Machine("writer"), at=now())
            Organisation.objects.select_for_update().get(pk=shared.pk)
            Organisation.objects.create(name=name)
            transaction.set_rollback(is_undone)
        if not is_undone:
            os.write(told, f"{name}\n".encode())


def size():
    return TOLD.stat().st_size if TOLD.exists() else 0


def wait_for_some(told):
    """Until more than this many bytes are told, or a long while."""
    until = time.monotonic() + 20
    while size() <= told and time.monotonic() < until:
        time.sleep(0.0005)


def in_a_child(work):
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return child


def seen():
    """What a reader sees: is everything told there, and is the chain whole?"""
    from wardmote.audit.models import Entry
    from wardmote.audit.queries import check
    from wardmote.people.models import Organisation

    told = set(TOLD.read_text().split()) if TOLD.exists() else set()
    made = set(Organisation.objects.exclude(name="shared").values_list("name", flat=True))
    kept = set(Entry.objects.values_list("subject", flat=True))
    found = check()
    return {
        "told": len(told),
        "lost": len(told - made) + len(told - kept),
        "unequal": len(made ^ kept),
        "entries": found.entries,
        "faults": [one.words for one in found.faults],
    }


def look():
    """`seen`, in a child, so that this process never holds a connection."""
    out = TOLD.with_name("seen")
    out.unlink(missing_ok=True)
    os.waitpid(in_a_child(lambda: out.write_text(json.dumps(seen()))), 0)
    return json.loads(out.read_text())


def say(seen):
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.stdout.flush()


def begin():
    from wardmote.people.models import Organisation

    Organisation.objects.get_or_create(name="shared")


def parallel(writers, count, seed):
    children = [in_a_child(lambda one=one: deeds(one, count, seed)) for one in range(writers)]
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    say(look() | {"failed": failed})


def kill(trials, seed):
    chance = random.Random(seed)
    for trial in range(trials):
        child = in_a_child(lambda one=trial: deeds(f"k{one}", 10**6, seed))
        wait_for_some(told=size() + chance.randint(0, 60))
        time.sleep(chance.uniform(0, 0.01))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        say(look())


def busy(seed):
    say({"writing": True})
    deeds("busy", 10**6, seed)


if __name__ == "__main__":
    django_in(os.environ["WARDMOTE_HOME"])
    os.waitpid(in_a_child(begin), 0)
    asked, *numbers = sys.argv[1:]
    {"parallel": parallel, "kill": kill, "busy": busy}[asked](*map(int, numbers))
