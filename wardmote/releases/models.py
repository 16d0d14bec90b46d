"""Releases, the wards they name and their files; notice given. A release is never edited."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wardmote.releases.rules import Audience, ReleaseKind


class Release(models.Model):
    """Something cleared for an audience, frozen as it was cleared.

    `content` is plain JSON: what the pages above `releases` draw from. `source` names
    what it came from ("report 2025Q2 edition 1") and `slot` what it is the current word
    on ("figures E05011282"): a newer release of the same slot supersedes the older.
    """

    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in ReleaseKind]
    )
    slot = models.CharField(max_length=120, db_index=True)
    title = models.CharField(max_length=300)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    audience = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Audience]
    )
    material = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=200)
    superseded_by = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="supersedes"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-released_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "audience"],
                condition=Q(superseded_by=None, withdrawn_at=None),
                name="release_current_once",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=[one.value for one in Audience]),
                name="release_audience_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReleasedWard(models.Model):
    """A release names a ward."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="wards")
    code = models.CharField(max_length=20, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "code"], name="ward_named_once")
        ]

    def __str__(self) -> str:
        return self.code


class ReleasedFile(models.Model):
    """A file that goes with a release, such as a report as PDF."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    body = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "name"], name="file_named_once")
        ]

    def __str__(self) -> str:
        return self.name


class ToldCell(models.Model):
    """One number of a partner's data set as it was first told. Never edited, never deleted.

    `place` is a ward's code, blank for the total of those told with it. `value` None: fewer
    than `smallest`; of a total that is not told, `is_told` says so. The database refuses
    any change (`triggers.py`).
    """

    dataset = models.CharField(max_length=100)
    edition = models.CharField(max_length=100)
    place = models.CharField(max_length=20, blank=True)
    period = models.CharField(max_length=20)
    is_told = models.BooleanField(default=True)
    value = models.PositiveIntegerField(null=True)
    smallest = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "period", "place"], name="cell_told_once"
            ),
            models.CheckConstraint(
                condition=Q(is_told=True) | Q(place="", value=None),
                name="only_a_total_is_withheld",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.place or 'total'} {self.period}"


class NoticeGiven(models.Model):
    """A member has had a notice on their page since this moment.

    `acknowledged_at` is theirs to set, with a button; whether they opened it is kept nowhere.
    """

    release = models.ForeignKey(Release, models.CASCADE, related_name="given")
    ward = models.CharField(max_length=20)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    through = models.CharField(max_length=120, blank=True)  # the division, where it is one
    at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["ward", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "ward", "person"], name="notice_given_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.release}"


class ShortNotice(models.Model):
    """An item was published before the members of these wards had had it long enough."""

    item = models.CharField(max_length=120, db_index=True)
    title = models.CharField(max_length=300)
    wards = models.JSONField()  # their codes
    reason = models.CharField(max_length=300)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="short_notice_says_why")
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.reason}"
