"""Reports of some weeks are found without reading all others: the public page of a week asks so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index; goes back."""

    dependencies = [("information", "0021_campaigns_kept")]

    operations = [
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["day"], name="report_of_day"),
        ),
    ]
