"""Many people at work on one issue of a home at once. Run by test_at_once.

    python -m tests.issues.editors EDITORS DEEDS SEED CARELESS

Each editor is a process of its own. What it was told is done goes into a file once it is
committed, as a page would tell its reader. CARELESS 1: nobody looks which text a rewriting
replaces. Prints JSON.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

from tests.audit.writers import in_a_child
from tests.homes import django_in

TOLD = Path(tempfile.mkdtemp(prefix="wardmote-edited-")) / "told"
BODY = "Wendleshire Police"
TYPING = 0.05  # seconds between opening a page and sending it


def begin(editors):
    """A PSG of editors whose agency has signed, and one issue that it has taken on."""
    from django.utils.timezone import now

    from tests.conftest import sign_for
    from wardmote.groups.models import Group, Seat
    from wardmote.groups.rules import GroupKind
    from wardmote.groups.usecases import make_default_groups
    from wardmote.issues.usecases.journey import take_on
    from wardmote.issues.usecases.raising import raise_issue
    from wardmote.kernel.actors import COMMAND_LINE
    from wardmote.people.models import Organisation, User

    make_default_groups(by=COMMAND_LINE, now=now())
    body = Organisation.objects.create(name=BODY)
    sign_for(body, Group.objects.all())
    psg = Group.objects.get(kind=GroupKind.PROBLEM_SOLVING)
    for number in range(editors):
        person = User.objects.create(
            email=f"{number}@wendle.example", name=f"Editor {number}", organisation=body
        )
        Seat.objects.create(group=psg, person=person, since=date(2024, 1, 1))
    issue = raise_issue(_raised("The issue"), by=person, now=now())
    take_on(issue.pk, 1, by=person, now=now())


def _raised(title):
    from wardmote.groups.models import Group
    from wardmote.groups.rules import GroupKind
    from wardmote.issues.rules import Origin, Reach
    from wardmote.issues.usecases.raising import Raised
    from wardmote.kernel.themes import Theme
    from wardmote.people.models import Organisation

    return Raised(
        title=title,
        theme=Theme.THEFT,
        origin=Origin.GROUP,
        reach=Reach.DISTRICT,
        lead=Organisation.objects.get(name=BODY),
        holder=Group.objects.get(kind=GroupKind.PROBLEM_SOLVING),
        text="Words",
        checked=True,
    )


def edit(editor, count, seed):
    """Deeds one after another; each begins with what the page shows at that moment."""
    from wardmote.kernel.errors import RuleBroken, Stale
    from wardmote.people.models import User

    chance, by = random.Random(f"{seed}-{editor}"), User.objects.get(name=f"Editor {editor}")
    told = os.open(TOLD, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for number in range(count):
        deed = chance.choice(DEEDS)
        try:
            deed(f"{editor}-{number}", by)
            said = deed.__name__
        except Stale:
            said = "stale"
        except RuleBroken:  # held already, or not held: somebody was quicker
            said = "refused"
        os.write(told, f"{said} {editor}-{number}\n".encode())


def tell(words, by):
    """Two may tell at once: nothing is overwritten, so no version is asked for."""
    from django.utils.timezone import now

    from wardmote.issues.rules import Level
    from wardmote.issues.usecases import telling

    telling.tell(_issue().pk, words, Level.PARTNER, by=by, now=now(), checked=True)


def rewrite(words, by):
    """The words say which text they replace."""
    from django.utils.timezone import now

    from wardmote.issues.usecases.telling import write_partner_text

    shown = _issue().partner_texts.first().pk
    time.sleep(TYPING)
    text = f"after {shown}"
    write_partner_text(_issue().pk, text, shown, by=by, now=now(), checked=True)


def move(words, by):
    """Hold it, or go on with it, by the version that the page shows."""
    from django.utils.timezone import now

    from wardmote.issues.rules import State
    from wardmote.issues.usecases import journey

    shown = _issue()
    time.sleep(TYPING)
    if shown.state == State.ON_HOLD:
        journey.resume(shown.pk, shown.version, by=by, now=now())
    else:
        journey.hold(shown.pk, shown.version, words, by=by, now=now())


def bring_up(words, by):
    """A new issue: it gets a number that no other has."""
    from django.utils.timezone import now

    from wardmote.issues.usecases.raising import raise_issue

    raise_issue(_raised(words), by=by, now=now())


DEEDS = (tell, rewrite, move, bring_up)


def _issue():
    from wardmote.issues.models import Issue

    return Issue.objects.get(title="The issue")


def seen():
    """What was told is done, beside what is there."""
    from wardmote.audit.queries import check
    from wardmote.issues.models import Issue

    told = [line.split() for line in TOLD.read_text().splitlines()]
    done = Counter(said for said, _ in told)
    issue = _issue()
    kept = set(issue.updates.values_list("text", flat=True))
    texts = list(issue.partner_texts.order_by("pk").values_list("pk", "text"))
    numbers = list(Issue.objects.order_by("pk").values_list("number", flat=True))
    return {
        "deeds": len(told),
        "done": dict(done),
        "told but lost": [one for said, one in told if said == "tell" and one not in kept],
        "rewritten": len(texts) - 1,
        "overwritten": [
            text for (before, _), (_, text) in pairwise(texts) if text != f"after {before}"
        ],
        # raised and taken on; then one more with each deed that counts it up
        "version": issue.version - 2 - done["tell"] - done["move"],
        "raised": len(numbers) - 1 - done["bring_up"],
        "numbers": [int(one.rsplit("-", 1)[1]) for one in numbers],
        "faults": [one.words for one in check().faults],
    }


def main(editors, count, seed, careless):
    if careless:
        from wardmote.issues.usecases import telling

        telling.partner_text = lambda issue: None
    os.waitpid(in_a_child(lambda: begin(editors)), 0)
    children = [in_a_child(lambda one=one: edit(one, count, seed)) for one in range(editors)]
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    out = TOLD.with_name("seen")
    os.waitpid(in_a_child(lambda: out.write_text(json.dumps(seen()))), 0)
    sys.stdout.write(json.dumps(json.loads(out.read_text()) | {"failed": failed}) + "\n")


if __name__ == "__main__":
    django_in(os.environ["WARDMOTE_HOME"])
    main(*map(int, sys.argv[1:]))
