import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('information', '0015_reports'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExchangeRate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('currency', models.CharField(max_length=3)),
                ('day', models.DateField()),
                ('per_euro', models.DecimalField(decimal_places=10, max_digits=24)),
                ('source', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('currency', 'day'), name='exchange_rate_once'), models.CheckConstraint(condition=models.Q(('per_euro__gt', 0)), name='exchange_rate_positive')],
            },
        ),
        migrations.CreateModel(
            name='ProjectFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('country', models.CharField(max_length=2)),
                ('reader', models.CharField(max_length=16)),
                ('by_schema', models.BooleanField(default=False)),
                ('version', models.CharField(blank=True, max_length=16)),
                ('generated', models.DateTimeField(null=True)),
                ('read_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('size', models.BigIntegerField(default=0)),
                ('whole', models.BooleanField(default=True)),
                ('activities', models.PositiveIntegerField(default=0)),
                ('kept', models.PositiveIntegerField(default=0)),
                ('problems', models.JSONField(default=dict)),
                ('trouble', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['country', 'name'], name='project_file_name')],
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.TextField()),
                ('reporter', models.TextField(blank=True)),
                ('reporter_name', models.TextField(blank=True)),
                ('secondary', models.BooleanField(default=False)),
                ('country', models.CharField(max_length=2)),
                ('gone_since', models.DateTimeField(null=True)),
                ('read_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('last_updated', models.DateTimeField(null=True)),
                ('last_word', models.DateField(null=True)),
                ('basis', models.CharField(choices=[('only_country', 'Only country'), ('stated_share', 'Stated share'), ('unstated_share', 'Unstated share'), ('transactions', 'Transactions'), ('locations', 'Locations'), ('region_only', 'Region only'), ('not_named', 'Not named')], max_length=20)),
                ('percentage', models.DecimalField(decimal_places=18, max_digits=24, null=True)),
                ('status', models.CharField(blank=True, choices=[('1', 'Planned'), ('2', 'Running'), ('3', 'Finishing'), ('4', 'Closed'), ('5', 'Cancelled'), ('6', 'Suspended')], max_length=1)),
                ('starts', models.DateField(null=True)),
                ('ends', models.DateField(null=True)),
                ('provinces', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), default=list, size=None)),
                ('districts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('places', models.JSONField(default=list)),
                ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), default=list, size=None)),
                ('missing', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), default=list, size=None)),
                ('transactions_elsewhere', models.PositiveIntegerField(default=0)),
                ('problems', models.JSONField(default=dict)),
                ('facts', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('search', django.contrib.postgres.search.SearchVectorField(null=True)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='information.projectfile')),
            ],
        ),
        migrations.CreateModel(
            name='ProjectMoney',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('budget', 'Budget'), ('planned_disbursement', 'Planned disbursement'), ('incoming_funds', 'Incoming funds'), ('outgoing_commitment', 'Outgoing commitment'), ('disbursement', 'Disbursement'), ('expenditure', 'Expenditure'), ('interest_payment', 'Interest payment'), ('loan_repayment', 'Loan repayment'), ('reimbursement', 'Reimbursement'), ('purchase_of_equity', 'Purchase of equity'), ('sale_of_equity', 'Sale of equity'), ('credit_guarantee', 'Credit guarantee'), ('incoming_commitment', 'Incoming commitment'), ('outgoing_pledge', 'Outgoing pledge'), ('incoming_pledge', 'Incoming pledge'), ('unknown', 'Unknown')], max_length=24)),
                ('family', models.CharField(blank=True, choices=[('budget', 'Budget'), ('commitment', 'Commitment'), ('disbursement', 'Disbursement'), ('spending', 'Spending')], max_length=12)),
                ('amount', models.DecimalField(decimal_places=12, max_digits=36, null=True)),
                ('currency', models.CharField(blank=True, max_length=40)),
                ('value_date', models.DateField(null=True)),
                ('day', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('percentage', models.DecimalField(decimal_places=18, max_digits=24, null=True)),
                ('replaced', models.BooleanField(default=False)),
                ('euro', models.DecimalField(decimal_places=2, max_digits=28, null=True)),
                ('rate', models.DecimalField(decimal_places=10, max_digits=24, null=True)),
                ('rate_day', models.DateField(null=True)),
                ('rate_source', models.TextField(blank=True)),
                ('unvalued', models.CharField(blank=True, choices=[('no_amount', 'No amount'), ('no_currency', 'No currency'), ('no_day', 'No day'), ('no_rate', 'No rate'), ('rate_too_old', 'Rate too old')], max_length=16)),
                ('provider_activity', models.TextField(blank=True)),
                ('receiver_activity', models.TextField(blank=True)),
                ('facts', models.JSONField()),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='money', to='information.project')),
            ],
        ),
        migrations.CreateModel(
            name='ProjectSighting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sightings', to='information.projectfile')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sightings', to='information.project')),
            ],
        ),
        migrations.AddIndex(
            model_name='project',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='project_words'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=django.contrib.postgres.indexes.GinIndex(fields=['provinces'], name='project_provinces'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=django.contrib.postgres.indexes.GinIndex(fields=['categories'], name='project_categories'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['country', 'reporter'], name='project_reporter'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.UniqueConstraint(fields=('country', 'identifier', 'reporter'), name='project_once'),
        ),
        migrations.AddIndex(
            model_name='projectmoney',
            index=models.Index(fields=['project', 'family'], name='project_money_family'),
        ),
        migrations.AddConstraint(
            model_name='projectmoney',
            constraint=models.CheckConstraint(condition=models.Q(('euro', None), ('unvalued', ''), _connector='XOR'), name='project_money_valued_or_why_not'),
        ),
        migrations.AddConstraint(
            model_name='projectmoney',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rate', None), ('rate_day', None)), models.Q(('rate__gt', 0), ('rate_day__isnull', False)), _connector='OR'), name='project_money_rate_with_its_day'),
        ),
        migrations.AddIndex(
            model_name='projectsighting',
            index=models.Index(fields=['name'], name='project_sighting_name'),
        ),
        migrations.AddConstraint(
            model_name='projectsighting',
            constraint=models.UniqueConstraint(fields=('project', 'name'), name='project_sighting_once'),
        ),
    ]
