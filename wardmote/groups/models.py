"""Groups and the seats on them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wardmote.groups.rules import GROUP_KIND_NAMES, SEAT_ROLE_NAMES, GroupKind, SeatRole


class Group(models.Model):
    """A body of the partnership that meets."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(
        max_length=20,
        choices=[(kind.value, words) for kind, words in GROUP_KIND_NAMES.items()],
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in GroupKind]),
                name="group_kind_known",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A person sits on a group, from a day until a day."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seats")
    role = models.CharField(
        max_length=10,
        choices=[(role.value, words) for role, words in SEAT_ROLE_NAMES.items()],
        default=SeatRole.ORDINARY,
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["group", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="seat_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in SeatRole]),
                name="seat_role_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.group}"
