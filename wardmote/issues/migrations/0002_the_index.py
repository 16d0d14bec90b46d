"""The index of issues, filled with what there is.

How a row was made up is written out here as it was then: the code goes on.
"""

import re

import django.db.models.deletion
from django.db import migrations, models

from wardmote.search.rules import indexed
from wardmote.search.schema import make_index


def fill(apps, schema_editor):
    make_index(schema_editor.connection, "issues_issuewords", "issue_id")
    held = apps.get_model("issues", "IssueWords")
    issues = apps.get_model("issues", "Issue").objects
    asked = ("wards", "partner_texts", "updates", "hops", "asks", "references")
    for issue in issues.prefetch_related(*asked).order_by("pk"):
        labels = [
            *(one.code for one in issue.wards.all()),
            "zz" + re.sub(r"\W", "", issue.theme),
        ]
        texts = [one.text for one in list(issue.partner_texts.order_by("-pk"))[:1]]
        texts += [issue.result, *(one.text for one in issue.updates.order_by("pk"))]
        texts += [one.reason for one in issue.hops.order_by("pk")]
        for ask in issue.asks.order_by("at", "pk"):
            texts += [f"{ask.text} {ask.needed_from}", ask.answer]
        texts += [f"{one.system}: {one.number}" for one in issue.references.order_by("pk")]
        held.objects.create(
            issue=issue,
            title=indexed(f"{issue.number} {issue.title}"),
            about=indexed(" ".join(sorted(labels))),
            words=indexed("\n".join(texts)),
        )


class Migration(migrations.Migration):
    dependencies = [("issues", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="IssueWords",
            fields=[
                ("title", models.TextField(blank=True)),
                ("about", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                (
                    "issue",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="issues.issue",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
