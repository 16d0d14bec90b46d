"""The council's own page of a meeting, and its items beside ours."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0008_approved_minutes_are_locked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CouncilPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("address", models.URLField(blank=True, max_length=500)),
                ("entries", models.JSONField(blank=True, default=list)),
                ("left_out", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at__isnull", False)),
                        fields=("meeting",),
                        name="council_page_confirmed_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CouncilItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=40)),
                ("link", models.URLField(blank=True, max_length=500)),
                ("documents", models.JSONField(blank=True, default=list)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="meetings.item",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="meetings.councilpage",
                    ),
                ),
            ],
            options={
                "ordering": ["item__order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("page", "item"), name="council_item_once")
                ],
            },
        ),
    ]
