"""Who judged a claim: they are no second pair of eyes for what answers it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Nobody's name stands with the verdicts there are: they are those of the file, or older."""

    dependencies = [("information", "0016_projects")]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="judged_by",
            field=models.CharField(blank=True, max_length=150),
        ),
    ]
