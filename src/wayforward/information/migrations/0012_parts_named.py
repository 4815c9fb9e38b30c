from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sources" / "sql"


class Migration(migrations.Migration):
    """A citation of a part that stands nowhere on its page is one of the whole page."""

    dependencies = [
        ("core", "0013_citation_parts"),
        ("information", "0011_count_words"),
    ]

    operations = [
        migrations.RunSQL(
            [(_SQL / "citation_doubts.sql").read_text(encoding="utf-8")],
            [(_SQL / "citation_doubts_before_parts.sql").read_text(encoding="utf-8")],
        ),
    ]
