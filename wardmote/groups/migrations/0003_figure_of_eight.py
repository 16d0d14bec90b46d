"""Groups that were there before routes get the figure of eight's."""

from django.db import migrations

from wardmote.groups.rules import FIGURE_OF_EIGHT


def enter(apps, schema_editor):
    groups, routes = (apps.get_model("groups", name) for name in ("Group", "Route"))
    first = {}
    for group in groups.objects.order_by("-pk"):
        first[group.kind] = group
    for way in FIGURE_OF_EIGHT:
        if way.giver in first and way.taker in first:
            giver, taker = first[way.giver], first[way.taker]
            routes.objects.create(giver=giver, taker=taker, unblocks=way.unblocks)


class Migration(migrations.Migration):
    dependencies = [("groups", "0002_posts_and_routes")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
