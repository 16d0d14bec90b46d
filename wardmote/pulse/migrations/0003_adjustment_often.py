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
        ("pulse", "0002_question_mail"),
    ]

    operations = [
        migrations.AddField(
            model_name="adjustment",
            name="often",
            field=models.CharField(blank=True, choices=OFTEN, default="", max_length=10),
            preserve_default=False,
        ),
    ]
