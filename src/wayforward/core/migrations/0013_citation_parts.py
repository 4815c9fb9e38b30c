from typing import Any

import django.contrib.postgres.fields
from django.db import migrations, models

from wayforward.core.citations.headings import headings_of


def _fill(apps: Any, _editor: Any) -> None:
    rows = apps.get_model("core", "Citation").objects.exclude(heading="")
    for heading in set(rows.values_list("heading", flat=True)):
        rows.filter(heading=heading).update(parts=list(headings_of(heading)))


class Migration(migrations.Migration):
    """A citation of "Articles 3 and 5" is found by either of its headings."""

    dependencies = [
        ("core", "0012_organisation_ties"),
    ]

    operations = [
        migrations.AddField(
            model_name="citation",
            name="parts",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(), default=list, size=None
            ),
        ),
        migrations.RunPython(_fill, migrations.RunPython.noop),
    ]
