import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("digests", "0002_digest_is_question"),
        ("pulse", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="pulsequestion",
            name="mail",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="digests.digest",
            ),
        ),
    ]
