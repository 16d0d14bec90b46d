"""Where sessions are kept (SESSION_ENGINE): rows that name their person."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from wardmote.signin.models import Session


class SessionStore(DatabaseStore):
    """Django's database sessions, each with its person beside it."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = super().create_model_instance(data)
        assert isinstance(row, Session)
        row.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row
