"""Many jobs at once send the mails of a home, and some die. Run by test_at_once.

    python -m tests.digests.postmen JOBS MEMBERS DAYS SEED CARELESS

Each job is a process of its own. What the mail server took goes into a file that all append
to. A job dies before or after that, at the turn that chance says. CARELESS 1: a mail is sent
without asking whether another job has it. Prints JSON.
"""

import json
import os
import random
import sys
import tempfile
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.audit.writers import in_a_child
from tests.homes import django_in

TAKEN = Path(tempfile.mkdtemp(prefix="wardmote-mailed-")) / "taken"
FIRST = datetime(2026, 11, 3, 9, tzinfo=UTC)
DIES = 0.04  # of the mails of one job
LAST = 1000  # the job that comes when the others are gone, and lives


def begin(members, days):
    """Members of two wards who hear at once, and a release each day."""
    from tests.digests.conftest import out
    from wardmote.digests.models import MailChoice
    from wardmote.people.models import User
    from wardmote.places.models import Representation

    for number in range(members):
        person = User.objects.create(email=f"{number}@wendle.example", name=f"Member {number}")
        Representation.objects.create(
            user=person, office="councillor", kind="ward", code=f"E{number % 2}",
            since=date(2024, 5, 2),
        )  # fmt: skip
        MailChoice.objects.create(person=person, often="at once", chosen_at=FIRST)
    for day in range(days):
        out(f"issue {day}", ("E0", "E1"), on=FIRST + timedelta(days=day), title=f"item{day}end")


def send_all(job, days, seed):
    """Every day's run, at the same days as the other jobs."""
    from django.db import connection

    from tests.digests.conftest import SITE
    from wardmote.digests.usecases import send_digests

    post = _post(random.Random(f"{seed}-{job}"), DIES if job < LAST else 0)
    for day in range(days + 1):
        send_digests(SITE, post, now=FIRST + timedelta(days=day, minutes=5))
    connection.close()


def _post(chance, dies):
    from wardmote.digests.post import Answer, Post, Told

    class Mortal(Post):
        def hand_over(self, mail):
            taken = os.open(TAKEN, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            if chance.random() < dies:
                os._exit(0)
            items = [word for word in mail.body.split() if word.startswith("item")]
            os.write(taken, f"{mail.to[0]} {' '.join(items)}\n".encode())
            if chance.random() < dies:
                os._exit(0)
            os.close(taken)
            return Told(Answer.TAKEN)

    return Mortal()


def seen():
    """What the mail server took, beside what is written down."""
    from wardmote.digests.models import Digest, DigestItem

    lines = [line.split() for line in TAKEN.read_text().splitlines()]
    taken = Counter((to, item) for to, *items in lines for item in items)
    kept = DigestItem.objects.values_list("to__email", "release__slot", "digest__sent_at")
    written = {(to, slot.replace("issue ", "item") + "end"): at for to, slot, at in kept}
    return {
        "taken twice": sum(many > 1 for many in taken.values()),
        "mails": len(lines),
        "written": len(written),
        "marked and not taken": sum(
            at is not None and one not in taken for one, at in written.items()
        ),
        "taken and not written": len(taken.keys() - written.keys()),
        "in doubt": Digest.objects.filter(sent_at=None).count(),
    }


def main(jobs, members, days, seed, careless):
    if careless:
        from wardmote.digests import usecases

        claim = usecases._claim
        usecases._claim = lambda member, news, now: claim(member, news, now) or _any_of(member)
    os.waitpid(in_a_child(lambda: begin(members, days)), 0)
    children = [in_a_child(lambda one=one: send_all(one, days, seed)) for one in range(jobs)]
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    os.waitpid(in_a_child(lambda: send_all(LAST, days, seed)), 0)
    out = TAKEN.with_name("seen")
    os.waitpid(in_a_child(lambda: out.write_text(json.dumps(seen()))), 0)
    sys.stdout.write(json.dumps(json.loads(out.read_text()) | {"failed": failed}) + "\n")


def _any_of(member):
    from wardmote.digests.models import Digest

    return Digest.objects.filter(to=member.person).first()


if __name__ == "__main__":
    django_in(os.environ["WARDMOTE_HOME"])
    main(*map(int, sys.argv[1:]))
