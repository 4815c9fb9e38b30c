import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import wayforward.core.access.sealed_fields
import wayforward.core.persons.models
from django.db import migrations, models

from wayforward.conf import PACKAGE
from wayforward.core.access.disclosing.schemas import groups
from wayforward.core.access.policies import NEVER, PERSONAL, Policy, for_purposes, guard, party_for
from wayforward.core.access.purposes import ABOUT_PERSONS, SENSITIVE_FOR

SQL = PACKAGE / "core" / "access" / "sql"
# Both sides see a disclosure; its sender alone makes one. Triggers say which columns may change.
# `coalesce` keeps the planner from guessing that hardly any row is of either side: it would then take
# a plan for a handful of rows. Queries name the side they want, and so find their index.
PARTY = party_for(ABOUT_PERSONS)
SENT_OR_RECEIVED = f"party_id = {PARTY} OR coalesce(recipient_id = {PARTY}, false)"
DISCLOSURES = Policy(SENT_OR_RECEIVED, PERSONAL.see, change=SENT_OR_RECEIVED, remove=NEVER)
CONSENTS = Policy(PERSONAL.see, remove=NEVER)


def history_by_class() -> migrations.RunSQL:
    """What history asks before it shows a state: the same as the table."""
    sql = (SQL / "history_by_class.sql").read_text(encoding="utf-8")
    filled = {"{for_persons}": ABOUT_PERSONS, "{for_sensitive}": SENSITIVE_FOR}
    for mark, purposes in filled.items():
        sql = sql.replace(mark, for_purposes(purposes))
    return migrations.RunSQL(sql, AS_BEFORE)


def ledgers_stand() -> list[migrations.RunSQL]:
    """Triggers: what is disclosed is decided in the database too, and never altered afterwards."""
    sensitive = ", ".join(f"'{one.key}'" for one in groups().values() if one.sensitive)
    disclosures = (SQL / "disclosures.sql").read_text(encoding="utf-8")
    return [
        migrations.RunSQL(
            (SQL / "consents.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION core_consent_stands() CASCADE;",
        ),
        migrations.RunSQL(
            disclosures.replace("{sensitive}", sensitive),
            "DROP FUNCTION core_disclosure_made() CASCADE;"
            " DROP FUNCTION core_disclosure_stands() CASCADE;"
            " DROP FUNCTION core_disclosure_refuse(text);",
        ),
    ]


AS_BEFORE = """
    GRANT EXECUTE ON FUNCTION core_keep_history() TO PUBLIC;
    ALTER POLICY rowhistory_see ON core_rowhistory USING (
      party_id = (SELECT acting_party())
      AND (data_class <> 'sensitive'
           OR ((SELECT acting_for('safeguard', 'data_protection', 'oversight'))
               AND (SELECT acting_reason() <> '')))
    );
    DROP FUNCTION core_open_classes();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0008_audit_chain'),
    ]

    # References stand first in the rows: policies read them, and what stands behind columns of any
    # length is found only by walking through those.
    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.party')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='core.person')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.party')),
                ('reference', models.CharField(default=wayforward.core.persons.models.new_reference, editable=False, max_length=12)),
                ('purpose', models.CharField(choices=[('administration', 'administration'), ('return_case', 'return_case'), ('identification', 'identification'), ('safeguard', 'safeguard'), ('journey', 'journey'), ('oversight', 'oversight'), ('reintegration', 'reintegration'), ('data_protection', 'data_protection'), ('audit', 'audit'), ('enforcement', 'enforcement'), ('sweep', 'sweep')], max_length=24)),
                ('groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('given_by', models.CharField(choices=[('person', 'person'), ('guardian', 'guardian'), ('representative', 'representative')], max_length=16)),
                ('given_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('language', models.CharField(max_length=16)),
                ('read_by', models.CharField(max_length=150)),
                ('proof_kind', models.CharField(choices=[('document', 'document'), ('recording', 'recording'), ('witness', 'witness')], max_length=16)),
                ('proof', wayforward.core.access.sealed_fields.SealedTextField(bound_to=('party_id', 'reference'))),
                ('proof_index', wayforward.core.access.sealed_fields.BlindIndexField(blank=True, default='', editable=False, max_length=41, of='proof')),
                ('recorded_by', models.CharField(max_length=150)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.CharField(blank=True, max_length=150)),
                ('withdrawal', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['party', 'proof_index'], name='consent_by_proof')],
                'constraints': [models.UniqueConstraint(fields=('reference',), name='consent_reference'), models.CheckConstraint(condition=models.Q(('groups__len__gt', 0)), name='consent_to_something'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('given_at'))), name='consent_ends_after_it_began'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('withdrawn_by', ''), _negated=True), _connector='OR'), name='consent_withdrawn_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.party')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disclosures', to='core.person')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.party')),
                ('reference', models.CharField(default=wayforward.core.persons.models.new_reference, editable=False, max_length=12)),
                ('purpose', models.CharField(choices=[('administration', 'administration'), ('return_case', 'return_case'), ('identification', 'identification'), ('safeguard', 'safeguard'), ('journey', 'journey'), ('oversight', 'oversight'), ('reintegration', 'reintegration'), ('data_protection', 'data_protection'), ('audit', 'audit'), ('enforcement', 'enforcement'), ('sweep', 'sweep')], max_length=24)),
                ('ground', models.CharField(choices=[('legal_duty', 'legal_duty'), ('public_task', 'public_task'), ('public_interest', 'public_interest'), ('legal_claims', 'legal_claims'), ('vital_interests', 'vital_interests'), ('consent', 'consent')], max_length=24)),
                ('provision', models.TextField()),
                ('allowance', models.CharField(max_length=100)),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('payload', wayforward.core.access.sealed_fields.SealedJSONField(bound_to=('party_id', 'recipient_id', 'person_id', 'reference'))),
                ('consents', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('made_by', models.CharField(max_length=150)),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('acknowledged_by', models.CharField(blank=True, max_length=150)),
                ('recalled_at', models.DateTimeField(null=True)),
                ('recalled_by', models.CharField(blank=True, max_length=150)),
                ('recall_reason', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['recipient', '-made_at'], name='disclosures_received')],
                'constraints': [models.UniqueConstraint(fields=('reference',), name='disclosure_reference'), models.CheckConstraint(condition=models.Q(('fields__len__gt', 0)), name='disclosure_of_something'), models.CheckConstraint(condition=models.Q(('ground__in', ['legal_duty', 'public_task', 'public_interest', 'legal_claims', 'vital_interests', 'consent']), models.Q(('provision', ''), _negated=True)), name='disclosure_on_a_ground'), models.CheckConstraint(condition=models.Q(('recipient', models.F('party')), _negated=True), name='disclosure_to_another_party'), models.CheckConstraint(condition=models.Q(('recalled_at', None), models.Q(models.Q(('recalled_by', ''), _negated=True), models.Q(('recall_reason', ''), _negated=True)), _connector='OR'), name='disclosure_recalled_for_a_reason')],
            },
        ),
        history_by_class(),
        *guard("core_consent", CONSENTS, data_class="person", without=("proof", "proof_index")),
        *guard("core_disclosure", DISCLOSURES, data_class="person", without=("payload",)),
        *ledgers_stand(),
    ]
