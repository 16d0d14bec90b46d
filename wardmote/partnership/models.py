"""One row: this partnership."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

#: until the partnership says whom to ring, and at which number
ADULT_SAFEGUARDING = "the adult safeguarding team of the county or unitary council"
CHILD_SAFEGUARDING = "the children’s safeguarding team of the county or unitary council"


def default_road() -> list[str]:
    """The steps a report takes before publication; a partnership may change them."""
    return ["Figures confirmed by their owners", "Data Group", "Board"]


def _share(default: float) -> "models.FloatField[float, float]":
    limits = [MinValueValidator(0.01), MaxValueValidator(0.99)]
    return models.FloatField(default=default, validators=limits)


def _above_zero(default: float) -> "models.FloatField[float, float]":
    return models.FloatField(default=default, validators=[MinValueValidator(0.01)])


def default_weights() -> dict[str, int]:
    """How much each criterion weighs when issues are ranked; see `issues.ranking`."""
    return {
        "harm": 3,
        "frequency": 2,
        "trend": 2,
        "vulnerability": 3,
        "expectation": 1,
        "influence": 2,
    }


def default_reminders() -> list[int]:
    """Days before an action is due on which its owner is reminded."""
    return [7, 1]


class Partnership(models.Model):
    """Everything that differs from one partnership to the next."""

    name = models.CharField(max_length=120, default="Community Safety Partnership")
    district_code = models.CharField(max_length=9, blank=True)
    district_name = models.CharField(max_length=120, blank=True)
    logo = models.BinaryField(null=True, blank=True)
    logo_type = models.CharField(max_length=30, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    #: whom to ring, as it stands after “ring”
    adult_safeguarding = models.CharField(max_length=200, default=ADULT_SAFEGUARDING)
    child_safeguarding = models.CharField(max_length=200, default=CHILD_SAFEGUARDING)
    issue_weights = models.JSONField(default=default_weights)
    issue_prefix = models.CharField(max_length=4, blank=True)
    issue_stuck_days = models.PositiveSmallIntegerField(
        default=28, validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    action_remind_before = models.JSONField(default=default_reminders, blank=True)
    action_remind_after = models.PositiveSmallIntegerField(
        default=7, validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    action_remind_every = models.PositiveSmallIntegerField(
        default=14, validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    is_demo = models.BooleanField(default=False)
    report_template = models.BinaryField(null=True, blank=True)

    emerging_name = models.CharField(max_length=60, default="extra attention now")
    preventing_name = models.CharField(
        max_length=60, default="planning ahead as the area grows"
    )
    sustaining_name = models.CharField(max_length=60, default="keeping the gains")

    flag_share = models.FloatField(
        default=0.2, validators=[MinValueValidator(0.01), MaxValueValidator(0.5)]
    )
    flag_fewest_wards = models.PositiveSmallIntegerField(default=5)
    flag_on = _share(0.64)
    flag_off = _share(0.25)
    rising_certain = _share(0.75)
    rising_false_share = _share(0.05)
    rising_least_events = _above_zero(4.0)
    rising_least_ratio = _above_zero(1.3)
    rising_least_growth = _above_zero(0.35)
    rising_least_history = models.PositiveSmallIntegerField(default=6)
    rising_same_last_year = _above_zero(0.8)
    change_strength = _above_zero(6.0)
    fall_to = _share(0.7)
    fall_least_drop = _above_zero(2.0)
    fall_recent_months = models.PositiveSmallIntegerField(default=12)
    fall_remembered_months = models.PositiveSmallIntegerField(default=36)
    high_ratio = _above_zero(2.0)
    high_probability = _share(0.8)
    high_excess = _above_zero(2.65)
    high_settled_months = models.PositiveSmallIntegerField(default=9)
    season_least_index = _above_zero(1.19)
    season_least_events = _above_zero(2.5)
    district_certain = _share(0.9)
    district_least_events = _above_zero(15.0)
    district_least_ratio = _above_zero(1.12)
    force_share = models.FloatField(
        default=0.1, validators=[MinValueValidator(0.0), MaxValueValidator(1.0)]
    )
    month_share = models.FloatField(
        default=0.25, validators=[MinValueValidator(0.0), MaxValueValidator(1.0)]
    )
    emerging_flags = models.PositiveSmallIntegerField(default=2)
    change_after_reports = models.PositiveSmallIntegerField(default=2)
    area_cap = models.PositiveSmallIntegerField(default=5)
    sustaining_after_reports = models.PositiveSmallIntegerField(default=4)
    fall_share = models.FloatField(
        default=0.5, validators=[MinValueValidator(0.01), MaxValueValidator(1.0)]
    )
    remembered_reports = models.PositiveSmallIntegerField(default=4)
    sure_probability = models.FloatField(
        default=0.95, validators=[MinValueValidator(0.5), MaxValueValidator(1.0)]
    )
    sure_flags = models.PositiveSmallIntegerField(default=2)
    deep_dive_after_reports = models.PositiveSmallIntegerField(default=4)
    growth_homes = models.PositiveIntegerField(default=200)
    smallest_shown = models.PositiveSmallIntegerField(
        default=10, validators=[MinValueValidator(3)]
    )
    report_road = models.JSONField(default=default_road)
    notice_days = models.PositiveSmallIntegerField(
        default=3, validators=[MaxValueValidator(20)]
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_partnership"),
            models.CheckConstraint(
                condition=Q(flag_off__lte=F("flag_on")), name="flags_go_off_no_higher_than_on"
            ),
        ]

    def __str__(self) -> str:
        return self.name
