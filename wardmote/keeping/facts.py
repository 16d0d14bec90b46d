"""What a manifest says of a database, asked in SQL that every version answers."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings

Ask = Callable[[str], list[Any]]


def not_kept() -> set[str]:
    """Tables of sessions: whoever holds a session's key is signed in, so not for an archive."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    return {"django_session", store.get_model_class()._meta.db_table}


@dataclass(frozen=True, slots=True)
class Facts:
    """Of the very state that was copied."""

    partnership: str
    migrations: list[list[str]]
    tables: dict[str, dict[str, Any]]
    audit: list[Any]


def facts_of(ask: Ask, columns: dict[str, list[str]]) -> Facts:
    """Gather them; `columns` are those of each table."""
    tables = {
        name: {"columns": columns[name], "rows": ask(f"SELECT COUNT(*) FROM {name}")[0][0]}  # noqa: S608
        for name in sorted(columns)
    }
    names = ask("SELECT name FROM partnership_partnership")
    head = ask("SELECT number, hash FROM audit_head") if "audit_head" in columns else []
    return Facts(
        partnership=names[0][0] if names else "",
        migrations=[
            [app, name]
            for app, name in ask("SELECT app, name FROM django_migrations ORDER BY app, name")
        ],
        tables=tables,
        audit=list(head[0]) if head else [],
    )
