from django.db import migrations


class Migration(migrations.Migration):
    """The app role owns no table and may not have one counted: a function does it for it."""

    dependencies = [
        ("information", "0010_pace_unlogged"),
    ]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION information_count_words() RETURNS void
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
            BEGIN
              ANALYZE information_passage;
            END $$;
            """,
            "DROP FUNCTION information_count_words();",
        )
    ]
