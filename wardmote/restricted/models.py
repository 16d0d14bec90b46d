"""Restricted text. Points at no app above and at nobody by name: the reader must ask here."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wardmote.search.models import Indexed


class Text(models.Model):
    """One piece of restricted text, as it was written. Never edited; some are erased whole.

    `subject` is what it belongs to ("issue 12"); `uid` binds it to its row when sealed.
    Either `body` is there, or `sealed` with the name of its key.
    """

    uid = models.UUIDField(unique=True)
    subject = models.CharField(max_length=60, db_index=True)
    body = models.TextField(blank=True)
    sealed = models.BinaryField(null=True)
    key = models.CharField(max_length=20, blank=True)
    #: whether it may be found by its words, while it is not sealed
    is_searched = models.BooleanField(default=True)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sealed=None, key="") | (Q(body="") & ~Q(key="")),
                name="restricted_text_plain_or_sealed",
            )
        ]

    def __str__(self) -> str:
        return f"restricted text {self.pk} of {self.subject}"


class TextWords(Indexed):
    """What finds a restricted text. There is none of a text that is sealed."""

    text = models.OneToOneField(Text, models.CASCADE, primary_key=True, related_name="+")

    def __str__(self) -> str:
        return f"words of restricted text {self.text_id}"
