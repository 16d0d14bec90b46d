"""Partnerships on one PostgreSQL, as run-it.md says to keep them apart: raw SQL, no product.

Follows that page's own statements, so that what it advises is what is tried.
"""

import os
import re
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

from tests.homes import ROOT, SERVER, Home, ask

pytestmark = pytest.mark.django_db
PAGE = ROOT / "docs" / "how-to" / "run-it.md"


def advised(name):
    """The statements of the page, for a partnership of this name; all that it names is ours."""
    section = PAGE.read_text().partition("## Several partnerships on one PostgreSQL")[2]
    found = re.search(r"```sql\n(.+?)```", section, re.S)[1]
    statements = [one.strip() for one in found.split(";") if one.strip()]
    return [re.sub(r"\bwendle\b", name, one) for one in statements]


def address(name, database):
    """Of a database, as the role of this partnership."""
    server = urlsplit(os.environ[SERVER])
    place = server.netloc.rpartition("@")[2]
    return urlunsplit(server._replace(netloc=f"{name}:word@{place}", path=f"/{database}"))


@contextmanager
def partnership(leaving_out=""):
    """A role and a database made as advised, but for the statements that begin so."""
    server, name = os.environ[SERVER], f"apart_{uuid4().hex[:10]}"
    for one in advised(name):
        if not leaving_out or not one.startswith(leaving_out):
            ask(server, one.replace("a long random password", "word"))
    try:
        yield name
    finally:
        ask(server, f"DROP DATABASE {name} WITH (FORCE)")
        ask(server, f"DROP ROLE {name}")


@pytest.fixture
def server():
    if not os.environ.get(SERVER):
        pytest.skip("SQLite: each home has a file of its own")


def is_shut(mine, other):
    """Whether the database lets the role of `mine` into that of `other`."""
    import psycopg

    try:
        ask(address(mine, other), "SELECT 1")
    except psycopg.OperationalError as refused:
        return "permission denied for database" in str(refused)
    return False


def test_a_role_enters_its_own_database_and_no_other(server):
    with partnership() as ours, partnership() as theirs:
        for name in ours, theirs:
            ask(address(name, name), "CREATE TABLE said (words text)")
        assert is_shut(ours, theirs)
        assert is_shut(theirs, ours)


def test_a_role_makes_itself_no_greater(server):
    import psycopg

    with partnership() as ours, partnership() as theirs:
        for statement in (
            "CREATE ROLE another SUPERUSER",
            "CREATE DATABASE another",
            f"SET ROLE {theirs}",
            f"GRANT CONNECT ON DATABASE {theirs} TO {ours}",
            f"ALTER DATABASE {theirs} OWNER TO {ours}",
            "COPY (SELECT 1) TO PROGRAM 'id'",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                ask(address(ours, ours), statement)


def test_a_statement_that_is_left_out_is_noticed(server):
    with partnership() as ours, partnership(leaving_out="REVOKE") as theirs:
        assert not is_shut(ours, theirs)


@pytest.mark.deep
def test_a_home_is_set_up_by_its_own_role(server, tmp_path):
    with partnership() as ours:
        home = Home(tmp_path, address(ours, ours)).migrate()
        assert home.run("audit", "check").returncode == 0
