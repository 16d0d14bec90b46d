from django.db import migrations, models

OFTEN = [
    ("at once", "At once"),
    ("daily", "Each day"),
    ("weekly", "Each week"),
    ("quarterly", "Each quarter"),
    ("never", "Never"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("digests", "0002_digest_is_question"),
    ]

    operations = [
        migrations.CreateModel(
            name="WardUsual",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ward", models.CharField(max_length=20, unique=True)),
                ("often", models.CharField(choices=OFTEN, max_length=10)),
                ("since", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("often__in", ["at once", "daily", "weekly", "quarterly"])
                        ),
                        name="ward_usual_known",
                    )
                ],
            },
        ),
    ]
