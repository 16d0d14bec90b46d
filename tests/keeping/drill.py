"""A home with one of everything, and all that can be seen of a home. Run by test_drill.

python -m tests.keeping.drill fill
python -m tests.keeping.drill state
"""

import hashlib
import json
import os
import sys
from pathlib import Path

from tests.homes import django_in

#: rows that a backup and a restore write themselves, and sessions
NOT_COMPARED = {"audit_entry", "audit_seal", "audit_head", "signin_session"}


def fill():
    from django.conf import settings
    from django.test import Client

    from tests.district import load, write_files

    folder = Path(settings.WARDMOTE_HOME).parent / "from"
    write_files(folder)
    district = load(folder)
    client = Client()
    client.force_login(district["officer"])
    (folder / "session").write_text(client.cookies["sessionid"].value)
    settings.FILES.mkdir(exist_ok=True)
    (settings.FILES / "signed copy – é.pdf").write_bytes(b"%PDF-1.7 signed")


def state():
    """A checksum of each table's rows and of each file; the counts; the audit trail."""
    from django.conf import settings

    from tests.keeping.older import rows
    from wardmote.audit.models import Entry
    from wardmote.audit.queries import check
    from wardmote.datasets.queries import counts_of
    from wardmote.kernel.periods import Quarter

    tables = rows()
    found = check()
    home = Path(settings.WARDMOTE_HOME)
    found_files = [*home.glob("warehouse/[rt]*/*"), *home.glob("files/**/*")]
    kept = [one for one in found_files if one.is_file()]
    counts = counts_of(Quarter(2025, 2))
    return {
        "tables": {
            name: [len(held[1]), digest(repr(held).encode())]
            for name, held in tables.items()
            if name not in NOT_COMPARED
        },
        "files": {str(one.relative_to(home)): digest(one.read_bytes()) for one in kept},
        "counts": [[one.code, one.counts] for one in counts.wards],
        "entries": [str(one) for one in Entry.objects.exclude(verb__startswith="backup.")],
        "faults": [one.words for one in found.faults],
    }


def digest(content):
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    django_in(os.environ["WARDMOTE_HOME"])
    if sys.argv[1] == "fill":
        fill()
    else:
        sys.stdout.write(json.dumps(state()))
