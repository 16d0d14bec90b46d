"""Whoever gets hold of a dump of a sealed home finds no restricted word in it."""

from dataclasses import replace
from io import StringIO

import pytest
from django.db import connection

from tests.conftest import NOW
from tests.issues.test_restricted_steps import again
from wardmote.groups.rules import GroupKind
from wardmote.issues.access import issue_for, restricted_texts
from wardmote.issues.rules import Level, Outcome, Passing
from wardmote.issues.usecases import journey, telling
from wardmote.issues.usecases.raising import raise_issue
from wardmote.issues.usecases.reading import open_restricted
from wardmote.restricted.sealing import new_key_line

pytestmark = pytest.mark.django_db
WORDS = ("plovers", "curlews", "redshanks", "lapwings", "godwits", "dunlins")


def dump():
    """Every table as SQLite's or PostgreSQL's own dump writes it."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return "\n".join(connection.connection.iterdump())
    written = StringIO()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
                written.writelines(bytes(row).decode() for row in rows)
    return written.getvalue()


def story(raised, cast, groups):
    """A restricted word at every step, each of them read."""
    dev, secret = cast["Dev"], {"level": Level.RESTRICTED, "by": cast["Dev"], "now": NOW}
    raising, *words = WORDS
    issue = raise_issue(replace(raised, secret=raising), by=dev, now=NOW)
    telling.tell(issue.pk, words[0], **secret)
    journey.hold(issue.pk, again(issue), words[1], **secret)
    journey.close_issue(issue.pk, again(issue), Outcome.GONE, words[2], **secret)
    journey.reopen_issue(issue.pk, again(issue), words[3], **secret)
    up = Passing(issue.holder_id, groups[GroupKind.TASKING].pk, words[4])
    journey.pass_issue(issue.pk, up, again(issue), **secret)
    found = issue_for(dev, issue.number)
    opened = open_restricted(found, restricted_texts(found), by=dev, now=NOW)
    assert [one.text for one in opened] == list(WORDS)


@pytest.mark.parametrize("is_sealed", [True, False])
def test_a_dump_of_a_sealed_home_holds_no_restricted_word(
    raised, cast, groups, restricted_on, settings, tmp_path, is_sealed
):
    """Not sealed is the negative control: then every word stands in it."""
    if is_sealed:
        path = tmp_path / "keys"
        path.write_text(new_key_line("winter"))
        settings.TEXT_KEYS = str(path)
    story(raised, cast, groups)
    dumped = dump()
    assert raised.title in dumped
    assert [word for word in WORDS if word in dumped] == ([] if is_sealed else list(WORDS))
