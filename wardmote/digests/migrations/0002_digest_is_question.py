from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("digests", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="digest",
            name="is_question",
            field=models.BooleanField(default=False),
        ),
    ]
