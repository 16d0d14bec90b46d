"""Terms of reference in clauses and versions; what one row held is brought over."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

import wardmote.meetings.notice

NOTHING_SAID = "Rules recorded in Wardmote before its terms had clauses"


def as_version(apps, row, now):
    """One row as the version that stood until now, from the group's first meeting on."""
    meetings = apps.get_model("meetings", "Meeting").objects.filter(group=row.group_id)
    first = meetings.order_by("on").values_list("on", flat=True).first()
    version = apps.get_model("meetings", "TermsVersion").objects.create(
        group_id=row.group_id,
        since=min(first or now.date(), now.date()),
        source=NOTHING_SAID,
        at=now,
        regime=row.regime,
        notice_days=row.notice_days,
        quorum=row.quorum,
        least_members=row.least_members,
        standing_items=row.standing_items,
    )
    apps.get_model("meetings", "TermsClause").objects.create(
        version=version,
        order=1,
        number="1",
        heading="Rules of meetings",
        words="The clauses of these terms are not entered yet.",
    )


def bring_over(apps, schema_editor):
    for row in apps.get_model("meetings", "Terms").objects.all():
        as_version(apps, row, timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0003_figure_of_eight"),
        ("meetings", "0003_old_minutes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TermsVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(blank=True, null=True)),
                ("asked_from", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("why", models.TextField(blank=True)),
                ("withdrawn_why", models.CharField(blank=True, max_length=300)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("at", models.DateTimeField()),
                (
                    "regime",
                    models.CharField(
                        choices=[
                            (
                                wardmote.meetings.notice.Regime["PRINCIPAL"],
                                "A principal council’s: five clear working days",
                            ),
                            (
                                wardmote.meetings.notice.Regime["PARISH"],
                                "A parish council’s: three days, no Sunday or holiday break",
                            ),
                            (
                                wardmote.meetings.notice.Regime["OWN"],
                                "Its own: so many clear days",
                            ),
                        ],
                        default=wardmote.meetings.notice.Regime["PRINCIPAL"],
                        max_length=10,
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        default=5, validators=[django.core.validators.MaxValueValidator(60)]
                    ),
                ),
                ("quorum", models.PositiveSmallIntegerField(default=0)),
                ("least_members", models.PositiveSmallIntegerField(default=0)),
                ("standing_items", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="meetings.decision",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="groups.group",
                    ),
                ),
            ],
            options={
                "ordering": ["group", "-since", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "regime__in",
                                [
                                    wardmote.meetings.notice.Regime["PRINCIPAL"],
                                    wardmote.meetings.notice.Regime["PARISH"],
                                    wardmote.meetings.notice.Regime["OWN"],
                                ],
                            )
                        ),
                        name="terms_regime_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision", None), ("since", None), ("source", "")),
                            models.Q(
                                ("decision__isnull", False),
                                ("since__isnull", False),
                                ("source", ""),
                            ),
                            models.Q(
                                ("decision", None),
                                ("since__isnull", False),
                                models.Q(("source", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="terms_agreed_or_entered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision", None), ("withdrawn_why", ""), _connector="OR"
                        ),
                        name="agreed_terms_are_not_taken_back",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_why", "")),
                        fields=("group", "since"),
                        name="terms_start_once_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermsClause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                ("number", models.CharField(max_length=12)),
                ("heading", models.CharField(blank=True, max_length=120)),
                ("words", models.TextField(blank=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="meetings.termsversion",
                    ),
                ),
            ],
            options={
                "ordering": ["version", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "number"), name="clause_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("heading", ""), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="clause_says_something",
                    ),
                ],
            },
        ),
        migrations.RunPython(bring_over, migrations.RunPython.noop),
    ]
