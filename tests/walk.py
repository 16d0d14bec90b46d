"""Every address of the product, and how one answered one person."""

import hashlib
import os
import pickle
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

SAFE = ("GET", "HEAD")
#: beside GET and POST; at full size each address is asked by all of them, else by one
OTHERS = ("HEAD", "PUT", "PATCH", "DELETE")
#: written at every click by design: when a session was last used, and sign-in attempts
NOT_CONTENT = ("signin_session", "axes_")
WRITES = re.compile(
    r"\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO|TRUNCATE|DROP TABLE|ALTER TABLE)"
    r"\s+\W?(\w+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Address:
    """One line of the resolver."""

    name: str
    needs: tuple[str, ...]
    view: Callable[..., Any]

    def path(self, given: dict[str, Any]) -> str:
        return reverse(self.name, kwargs={need: given[need] for need in self.needs})


def addresses() -> list[Address]:
    """Every address, in the resolver's order; two of one name are both there."""
    return list(_walk(get_resolver().url_patterns, ()))


def _walk(patterns: list[Any], above: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        needs = (*above, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, needs)
        elif isinstance(pattern, URLPattern):
            yield Address(
                pattern.name or f"no name: {pattern.pattern}", needs, pattern.callback
            )


def outcome(response: Any) -> str:
    """One word for what became of a request."""
    status = response.status_code
    if status in (301, 302, 303):
        return "sign in" if response["Location"].startswith("/sign-in/") else "open"
    words = {403: "refused", 404: "absent", 405: "no such method", 410: "gone"}
    if status in words:
        return words[status]
    return "open" if status in (200, 204, 304, 409, 422) else f"broken: {status}"


def ask(client: Client, method: str, path: str, **answers: Any) -> Any:
    """A request whose body is read to its end; an error in a view is an answer of 500."""
    client.raise_request_exception = False
    response = client.generic(method, path) if method != "POST" else client.post(path, answers)
    if response.streaming:
        b"".join(response.streaming_content)
    return response


def fingerprint() -> str:
    """Changes when any row of any table or any kept file does."""
    whole = hashlib.sha256(repr(kept_files()).encode())
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if not table.startswith(NOT_CONTENT):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
                rows = [[_plain(one) for one in row] for row in cursor.fetchall()]
                whole.update(pickle.dumps((table, rows)))
    return whole.hexdigest()


def _plain(cell: Any) -> Any:
    return bytes(cell) if isinstance(cell, memoryview) else cell


def kept_files() -> list[tuple[str, int, int]]:
    """Every file in the warehouse and among the uploads."""
    return sorted(_under(settings.WAREHOUSE) + _under(settings.FILES))


def _under(folder: str | Path) -> list[tuple[str, int, int]]:
    """By scandir, as it is asked before and after every request: a fifth of rglob's time."""
    found = []
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for one in entries:
            told = one.stat()
            found.append((one.path, told.st_size, told.st_mtime_ns))
            if one.is_dir():
                found += _under(one.path)
    return found


@contextmanager
def written() -> Iterator[list[str]]:
    """Every statement that writes content, as it is sent to the database."""
    found: list[str] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        writes = WRITES.match(sql)
        if writes and not writes[1].startswith(NOT_CONTENT):
            found.append(sql[:120])
        return execute(sql, params, many, context)

    before = kept_files()
    with connection.execute_wrapper(listen):
        yield found
    found += [f"file {one}" for one in {*kept_files()} ^ {*before}]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
