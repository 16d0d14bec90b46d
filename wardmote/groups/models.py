"""Groups, the posts and seats on them, and the routes between them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wardmote.groups.rules import GROUP_KIND_NAMES, SEAT_ROLE_NAMES, GroupKind, SeatRole
from wardmote.people.models import Organisation


class Group(models.Model):
    """A body of the partnership that meets."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(
        max_length=20,
        choices=[(kind.value, words) for kind, words in GROUP_KIND_NAMES.items()],
    )
    closed_on = models.DateField(null=True, blank=True)

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


class Post(models.Model):
    """A job in an organisation that carries seats, whoever holds it."""

    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")

    class Meta:
        ordering = ["organisation__name", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "organisation"], name="post_once")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"


class Holder(models.Model):
    """A person holds a post, for good or in the interim, from a day until a day."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="holders")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts_held"
    )
    is_interim = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["post", "-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="holder_ends_after_they_start",
            ),
            models.UniqueConstraint(
                fields=["post"], condition=Q(until=None), name="post_held_by_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.post}"


class Seat(models.Model):
    """A place on a group, from a day until a day: a person's, a post's, or vacant."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="seats")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="seats"
    )
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="seats"
    )
    role = models.CharField(
        max_length=10,
        choices=[(role.value, words) for role, words in SEAT_ROLE_NAMES.items()],
        default=SeatRole.ORDINARY,
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    #: of a vacancy: the seat that left it
    follows = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )

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
            models.CheckConstraint(
                condition=Q(person=None) | Q(post=None), name="seat_of_person_or_post"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.post or 'vacant'}, {self.group}"


class Route(models.Model):
    """Issues may pass from one group to another; some of them to be unblocked there."""

    giver = models.ForeignKey(Group, models.CASCADE, related_name="routes_out")
    taker = models.ForeignKey(Group, models.CASCADE, related_name="routes_in")
    unblocks = models.BooleanField(default=False)

    class Meta:
        ordering = ["giver", "taker"]
        constraints = [
            models.UniqueConstraint(fields=["giver", "taker"], name="route_once"),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")), name="route_leads_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} to {self.taker}"
