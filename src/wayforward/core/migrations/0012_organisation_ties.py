"""Of an organisation's server the database keeps the issuer and the subject, and refuses the rest."""

from django.db import migrations

KEPT = """
ALTER TABLE socialaccount_socialtoken
  ADD CONSTRAINT wayforward_keeps_no_token CHECK (false);
ALTER TABLE socialaccount_socialapp
  ADD CONSTRAINT wayforward_keeps_no_server CHECK (false);
ALTER TABLE socialaccount_socialaccount
  ADD CONSTRAINT wayforward_keeps_the_subject_alone CHECK (extra_data = '{}'::jsonb),
  ADD CONSTRAINT wayforward_one_subject_an_account UNIQUE (user_id);
"""
KEPT_NO_MORE = """
ALTER TABLE socialaccount_socialaccount
  DROP CONSTRAINT wayforward_one_subject_an_account,
  DROP CONSTRAINT wayforward_keeps_the_subject_alone;
ALTER TABLE socialaccount_socialapp DROP CONSTRAINT wayforward_keeps_no_server;
ALTER TABLE socialaccount_socialtoken DROP CONSTRAINT wayforward_keeps_no_token;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0011_documents'),
        ('socialaccount', '0006_alter_socialaccount_extra_data'),
    ]

    operations = [migrations.RunSQL(KEPT, KEPT_NO_MORE)]
