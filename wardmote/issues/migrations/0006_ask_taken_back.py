from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("issues", "0005_corrected")]

    operations = [
        migrations.AlterField(
            model_name="ask",
            name="answer_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("unblocked", "Unblocked"),
                    ("partly", "In part"),
                    ("no", "No"),
                    ("taken_back", "Taken back"),
                ],
                max_length=10,
            ),
        ),
    ]
