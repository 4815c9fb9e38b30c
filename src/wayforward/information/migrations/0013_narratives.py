import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

_FORGET = """
WITH gone AS (SELECT id FROM core_publishedtext WHERE kind = 'rebuttal'),
     cited AS (SELECT id FROM core_citation WHERE text_id IN (SELECT id FROM gone)),
     doubts AS (DELETE FROM core_doubt WHERE citation_id IN (SELECT id FROM cited)),
     citations AS (DELETE FROM core_citation WHERE id IN (SELECT id FROM cited))
DELETE FROM core_publishedtext WHERE id IN (SELECT id FROM gone);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0013_citation_parts'),
        ('information', '0012_parts_named'),
    ]

    operations = [
        # First, so that going back it comes last: what stands in the citation graph goes too.
        migrations.RunSQL(migrations.RunSQL.noop, _FORGET),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80, unique=True)),
                ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), default=list, size=None)),
                ('verdict', models.CharField(choices=[('false', 'False'), ('was_true', 'Was true'), ('true_for_some', 'True for some'), ('no_official_word', 'No official word'), ('scam', 'Scam')], max_length=20)),
                ('until', models.DateField(null=True)),
                ('harm', models.PositiveSmallIntegerField()),
                ('gains', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                ('channels', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                ('edited', models.BooleanField(default=False)),
                ('active', models.BooleanField(default=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name='Narrative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80, unique=True)),
                ('names', models.JSONField(default=dict)),
                ('says', models.JSONField(default=dict)),
                ('gains', models.JSONField(default=dict)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('edited', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name='ClaimText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8)),
                ('title', models.TextField()),
                ('fact', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('wrong', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('who', models.TextField(blank=True)),
                ('instead', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('sms', models.TextField()),
                ('radio', models.TextField()),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('in_review', 'In review'), ('published', 'Published')], default='draft', max_length=12)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('updated_by', models.CharField(max_length=150)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='information.claim')),
                ('published', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.publishedtext')),
            ],
        ),
        migrations.AddField(
            model_name='claim',
            name='narrative',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='information.narrative'),
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said', models.TextField()),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='information.claimtext')),
            ],
        ),
        migrations.CreateModel(
            name='ClaimCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='information.card')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='information.claim')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('claim', 'card'), name='claim_card_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='claimtext',
            constraint=models.UniqueConstraint(fields=('claim', 'language'), name='claim_text_once'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('until__isnull', False), ('verdict', 'was_true')), models.Q(models.Q(('verdict', 'was_true'), _negated=True), ('until', None)), _connector='OR'), name='claim_until_when_it_was_true'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('harm__gte', 1), ('harm__lte', 3)), name='claim_harm_in_range'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ['false', 'was_true', 'true_for_some', 'no_official_word', 'scam'])), name='claim_verdict_known'),
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.UniqueConstraint(fields=('text', 'said'), name='claim_wording_once'),
        ),
    ]
