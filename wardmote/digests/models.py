"""How often members hear by mail, and the mails. What they open is kept nowhere."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wardmote.digests.rules import CHOICES, Mailed, Often

USER = settings.AUTH_USER_MODEL
OFTEN = [(one.value, words) for one, words in CHOICES.items()]


class MailChoice(models.Model):
    """How often one member hears. Whoever has not chosen has none, and hears as is
    usual in their wards: each week."""

    person = models.OneToOneField(USER, models.CASCADE, related_name="+")
    often = models.CharField(max_length=10, choices=OFTEN)
    #: what was released before is not mailed: until then they had chosen to hear nothing
    hears_from = models.DateTimeField(null=True)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(often__in=list(Often)), name="mail_choice_known")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.often}"


class WardUsual(models.Model):
    """How often the members of a ward hear who have not chosen themselves."""

    ward = models.CharField(max_length=20, unique=True)
    often = models.CharField(max_length=10, choices=OFTEN)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(often__in=[one for one in Often if one != Often.NEVER]),
                name="ward_usual_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ward}: {self.often}"


class Digest(models.Model):
    """One mail to one member; one a day, of news or with the question of the quarter.

    Written before it is sent, marked when it has gone.

    One that is not marked may or may not have gone: it is never sent again by itself.
    """

    to = models.ForeignKey(USER, models.CASCADE, related_name="+")
    on = models.DateField()
    #: no news: another mail that took the day
    is_question = models.BooleanField(default=False)
    often = models.CharField(max_length=10, choices=OFTEN)
    address = models.EmailField()
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    #: what the mail server said when it came back
    bounce = models.CharField(max_length=300, blank=True)
    #: what the mail provider calls it
    message_id = models.CharField(max_length=200, blank=True, db_index=True)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["to", "on"], name="one_digest_a_day"),
            models.CheckConstraint(
                condition=Q(often__in=[one for one in Often if one != Often.NEVER]),
                name="digest_often_known",
            ),
        ]

    def __str__(self) -> str:
        return f"mail to {self.to} on {self.on}"

    @property
    def mailed(self) -> Mailed:
        return Mailed(self.begun_at, self.sent_at, self.bounced_at)


class DigestItem(models.Model):
    """A release that was in a mail: in one to the same member, ever."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="items")
    to = models.ForeignKey(USER, models.CASCADE, related_name="+")
    release = models.ForeignKey("releases.Release", models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["to", "release"], name="mailed_to_each_once")
        ]

    def __str__(self) -> str:
        return f"{self.release} in {self.digest}"
