"""Sessions that know whose they are, and links asked for by mail."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

if TYPE_CHECKING:
    from wardmote.signin.store import SessionStore


class Session(AbstractBaseSession):
    """One browser of one person. Deleting the row signs that browser out."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions"
    )

    @classmethod
    def get_session_store_class(cls) -> type["SessionStore"]:
        from wardmote.signin.store import SessionStore

        return SessionStore


class MailLink(models.Model):
    """Somebody asked for a link by mail. Kept for known and unknown addresses alike.

    The token is made when the mail is written; only its digest is kept.
    """

    email = models.EmailField(db_index=True)
    #: where the request came from; gone with the row, a day later
    asked_from = models.CharField(max_length=43, blank=True)
    asked_at = models.DateTimeField(db_index=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True, null=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link by mail, asked for at {self.asked_at:%H:%M}"
