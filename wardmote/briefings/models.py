"""What members say of their briefings. What they open is kept nowhere."""

from django.conf import settings
from django.db import models


class ReadBriefing(models.Model):
    """A member has read about a ward up to this day, as they say themselves."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    ward = models.CharField(max_length=20)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "ward"], name="briefing_read_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.ward}: {self.on}"
