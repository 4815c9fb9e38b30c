from django.db import migrations

from wayforward.conf import PACKAGE

_SQL = PACKAGE / "information" / "campaigns" / "sql"


def _sql(name: str) -> str:
    return (_SQL / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):

    dependencies = [
        ('information', '0020_assigned'),
    ]

    operations = [
        migrations.RunSQL(_sql("kept.sql"), _sql("not_kept.sql")),
    ]
