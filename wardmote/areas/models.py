"""Proposals and decisions on priority areas, by quarter and ward."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wardmote.areas.harm import BASIS_NAMES, Basis, Weight
from wardmote.areas.rules import (
    CATEGORY_NAMES,
    DECISION_NAMES,
    RULE_NAMES,
    Category,
    DecisionKind,
)
from wardmote.kernel.periods import Quarter

CATEGORIES = [(category.value, words) for category, words in CATEGORY_NAMES.items()]
RULES = [(rule.value, words) for rule, words in RULE_NAMES.items()]
KINDS = [(kind.value, words) for kind, words in DECISION_NAMES.items()]
known_category = Q(category__in=[category.value for category in Category])


class Proposal(models.Model):
    """What is proposed for one ward in one quarter, until someone decides.

    Made from the rules (`by` is nobody) or on professional judgment. `at` is when its
    content last changed: whoever decides says which content they saw.
    """

    quarter = models.CharField(max_length=6)
    ward = models.CharField(max_length=20)
    category = models.CharField(max_length=10, choices=CATEGORIES)
    rule = models.CharField(max_length=20, choices=RULES)
    because = models.TextField()
    #: the flags it rests on: {"flags": [{"dataset", "name", "led_elsewhere"}, ...], ...}
    evidence = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["quarter", "ward"]
        constraints = [
            models.UniqueConstraint(fields=["quarter", "ward"], name="proposal_once"),
            models.CheckConstraint(condition=known_category, name="proposal_category_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} proposed for {self.ward}, {self.quarter}"

    @property
    def quarter_words(self) -> str:
        return Quarter.parse(self.quarter).words

    @property
    def version(self) -> str:
        """Changes whenever the proposal says something else."""
        return f"{self.pk}-{self.at.timestamp():.6f}"


class Decision(models.Model):
    """What people decided. Never edited: a later decision on the same quarter stands."""

    quarter = models.CharField(max_length=6)
    ward = models.CharField(max_length=20)
    category = models.CharField(max_length=10, choices=CATEGORIES)
    kind = models.CharField(max_length=10, choices=KINDS)
    proposed = models.CharField(max_length=10, choices=CATEGORIES, blank=True)
    because = models.TextField(blank=True)  # the proposal's, as it was read
    counted_flags = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)
    work = models.TextField(blank=True)  # what is being done there, as far as recorded
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["ward", "quarter"], name="decision_by_ward")]
        constraints = [
            models.CheckConstraint(condition=known_category, name="decision_category_known"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in DecisionKind]),
                name="decision_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(kind=DecisionKind.CONFIRM.value) | ~Q(reason=""),
                name="decision_against_the_rule_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()} for {self.ward}, {self.quarter}"

    @property
    def quarter_words(self) -> str:
        return Quarter.parse(self.quarter).words


class HarmWeight(models.Model):
    """What one event of a data set weighs, in the partnership's own table, if it has one."""

    dataset = models.CharField(max_length=60, unique=True)
    days = models.FloatField()
    basis = models.CharField(
        max_length=5, choices=[(basis.value, words) for basis, words in BASIS_NAMES.items()]
    )
    source = models.TextField()

    class Meta:
        ordering = ["dataset"]
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=0), name="harm_is_not_negative"),
            models.CheckConstraint(
                condition=Q(basis__in=[basis.value for basis in Basis]),
                name="harm_basis_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset}: {self.days:g} days"

    def as_weight(self) -> Weight:
        return Weight(self.dataset, self.days, Basis(self.basis), self.source)
