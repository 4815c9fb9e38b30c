from django.db import migrations

from wayforward.conf import PACKAGE
from wayforward.core.access.policies import for_purposes, guard
from wayforward.core.access.purposes import ABOUT_PERSONS, SENSITIVE_FOR


def history_by_class() -> migrations.RunSQL:
    """What history asks before it shows a state: the same as the table."""
    path = PACKAGE / "core" / "access" / "sql" / "history_by_class.sql"
    sql = path.read_text(encoding="utf-8").format(
        for_persons=for_purposes(ABOUT_PERSONS), for_sensitive=for_purposes(SENSITIVE_FOR)
    )
    return migrations.RunSQL(sql, AS_BEFORE)


AS_BEFORE = """
    GRANT EXECUTE ON FUNCTION core_keep_history() TO PUBLIC;
    ALTER POLICY rowhistory_see ON core_rowhistory USING (
      party_id = (SELECT acting_party())
      AND (data_class <> 'sensitive'
           OR ((SELECT acting_for('safeguard', 'data_protection', 'oversight'))
               AND (SELECT acting_reason() <> '')))
    );
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_persons'),
    ]

    operations = [
        history_by_class(),
    ]
