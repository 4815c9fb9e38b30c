"""Who takes care of what answers a claim."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Nobody in particular, until somebody is named."""

    dependencies = [("information", "0019_judged_by")]

    operations = [
        migrations.AddField(
            model_name="claimtext",
            name="assigned_to",
            field=models.CharField(blank=True, max_length=150),
        ),
    ]
