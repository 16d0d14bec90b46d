"""Who wrote minutes and who circulated them; for older ones, as the audit trail has it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

CIRCULATED = "meeting.minutes-circulated"
WROTE = ("meeting.minutes-drafted", "meeting.minute-written", CIRCULATED)


def name_them(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """From the trail; where it does not say who circulated them, who arranged the meeting."""
    meetings = apps.get_model("meetings", "Meeting").objects.exclude(ended_at=None)
    entries = apps.get_model("audit", "Entry").objects.order_by("pk")
    people = set(apps.get_model("people", "User").objects.values_list("pk", flat=True))
    for meeting in meetings:
        said = entries.filter(subject=f"meeting {meeting.pk}", actor_id__in=people)
        meeting.minuted_by.set(said.filter(verb__in=WROTE).values_list("actor_id", flat=True))
        if meeting.circulated_at is not None:
            last = said.filter(verb=CIRCULATED).last()
            meeting.circulated_by_id = last.actor_id if last else meeting.arranged_by_id
            meeting.save(update_fields=["circulated_by"])
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0004_seal_what_is_there"),
        ("meetings", "0006_ways_of_working"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="circulated_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="minuted_by",
            field=models.ManyToManyField(
                blank=True, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.RunPython(name_them, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=Q(circulated_at=None, circulated_by=None)
                | Q(circulated_at__isnull=False, circulated_by__isnull=False),
                name="meeting_circulated_whole",
            ),
        ),
    ]
