"""Answers that no form asked for change nothing: every form, with every name of a column.

Each form is filled in and sent as it stands, then again with a hostile value beside it for
every column of every model and every other name that code might listen to. The database
afterwards must be the same.
"""

import os
import re

import pytest
import time_machine
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.utils.timezone import now

from tests.filling import filled
from tests.leaks.outputs import proven
from tests.test_permissions import PUBLIC, TABLE, client_of, none
from tests.walk import NOT_CONTENT, addresses, ask, undone
from wardmote.issues.models import Issue
from wardmote.issues.views import writing
from wardmote.people.models import User
from wardmote.people.rules import Role

pytestmark = [pytest.mark.django_db, pytest.mark.sized]

IS_WHOLE = bool(os.environ.get("WARDMOTE_DEEP"))
#: made by chance each time, or the seal over what was
BY_CHANCE = re.compile(
    r"digest|hash|previous|password|token|uid|args_kwargs|^id$|worker|data$|last_login"
)
ALSO = ("is_officer", "is_superuser", "is_staff", "user", "user_id", "next_holder", "released",
        "audience", "level", "checked_by", "organisation_id", "holder_id", "by_id")  # fmt: skip
#: answered without a form, or by what a form of several steps keeps in the session
SENDERS = ("officer", "data protection lead", "never signed", "analyst", "own councillor")


def hostile():
    """name -> what somebody would like to have in it."""
    names = {
        name
        for model in apps.get_models()
        if model.__module__.startswith("wardmote")
        for one in model._meta.get_fields()
        for name in (one.name, getattr(one, "attname", one.name))
    }
    wanted = {"role": Role.OFFICER, "state": "closed", "audience": "public", "level": "partner"}
    numbers = dict.fromkeys([*names, *ALSO], "1")
    return numbers | wanted | {"version": "99", "number": "WV-1", "is_active": "on"}


def content():
    """table -> its rows as they are now, without what is made by chance."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table.startswith((*NOT_CONTENT, "audit_seal", "audit_head")):
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            names = [one[0] for one in cursor.description]
            kept = [at for at, name in enumerate(names) if not BY_CHANCE.search(name)]
            rows = sorted(repr([row[at] for at in kept]) for row in cursor.fetchall())
            found[table] = rows
    return found


def numbers_from_the_start():
    """PostgreSQL goes on counting where what was taken back had ended; SQLite does not."""
    statements = connection.ops.sequence_reset_sql(no_style(), apps.get_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def sent(district, who, where, answers):
    """(answer, everything in the database afterwards)."""
    numbers_from_the_start()
    with undone():
        client = proven(client_of(district, who), who)
        answer = ask(client, "POST", where, **answers)
        return answer.status_code, content()


def differences(plain, more):
    tables = {table for table in plain if plain[table] != more[table]}
    return [f"{one}: {sorted(set(more[one]) - set(plain[one]))[:2]}" for one in sorted(tables)]


def forms(district):
    """(who, address, its path, its form filled in) of everything that can be sent."""
    for address in addresses():
        senders = [who for who in SENDERS if who in TABLE[address.name].send]
        if not senders or TABLE[address.name].send > {PUBLIC, "officer"}:
            continue  # signing in is about nothing that is kept
        who = senders[0]
        where = address.path(district.in_address(address.name))
        with undone():
            answers = filled(proven(client_of(district, who), who), where)
        yield who, address, where, answers or {"version": "1"}


def tried(district, only=""):
    """(what was changed by answers nobody asked for, how many forms did something)."""
    wrong, done, extra = [], 0, hostile()
    with time_machine.travel(now(), tick=False):
        before = content()
        for who, address, where, answers in forms(district):
            if only not in address.name:
                continue
            status, plain = sent(district, who, where, answers)
            more = {name: value for name, value in extra.items() if name not in answers}
            again, after = sent(district, who, where, more | answers)
            wrong += [f"{where}: {status}, then {again}"] if status != again else []
            wrong += [f"{where}: {one}" for one in differences(plain, after)]
            done += plain != before
    return wrong, done


def test_answers_that_no_form_asked_for_change_nothing(district):
    wrong, done = tried(district, "" if IS_WHOLE else "issue")
    none(wrong)
    assert done >= (50 if IS_WHOLE else 8)


def test_a_page_that_takes_whatever_it_is_sent_is_noticed(district, monkeypatch):
    """The negative control."""

    def careless(request, page, form, deed, done):
        answer = usual(request, page, form, deed, done)
        if "lead" in request.POST:
            other = User.objects.exclude(organisation=None).latest("organisation")
            Issue.objects.update(lead=other.organisation_id, title=request.POST["lead"])
        return answer

    usual = writing.ask
    monkeypatch.setattr(writing, "ask", careless)
    wrong, _ = tried(district, "tell-issue")
    assert "issues_issue" in "\n".join(wrong)
