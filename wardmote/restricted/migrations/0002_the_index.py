"""The index of restricted text, filled with what is not sealed."""

import django.db.models.deletion
from django.db import migrations, models

from wardmote.search.rules import indexed
from wardmote.search.schema import make_index


def fill(apps, schema_editor):
    make_index(schema_editor.connection, "restricted_textwords", "text_id")
    held = apps.get_model("restricted", "TextWords").objects
    for text in apps.get_model("restricted", "Text").objects.filter(sealed=None):
        held.create(text=text, words=indexed(text.body))


class Migration(migrations.Migration):
    dependencies = [("restricted", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="TextWords",
            fields=[
                ("title", models.TextField(blank=True)),
                ("about", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                (
                    "text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="restricted.text",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
