
import django.contrib.postgres.fields
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models
from pgvector.django import VectorExtension


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    # what every later table may use; an operator's own server may have them already
    run_before = [("information", "0001_initial")]

    operations = [
        TrigramExtension(),
        VectorExtension(),
        migrations.CreateModel(
            name='Arrangement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80, unique=True)),
                ('names', models.JSONField(default=dict)),
                ('nature', models.TextField(blank=True)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), default=list, size=None)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('facts', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='Parameter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=100)),
                ('value', models.JSONField(null=True)),
                ('unit', models.CharField(blank=True, max_length=40)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('citation', models.TextField()),
                ('verified', models.BooleanField(default=False)),
                ('arrangement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parameters', to='core.arrangement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('arrangement', 'key', 'valid_from'), name='parameter_once')],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80)),
                ('kind', models.CharField(choices=[('eu_institution', 'EU institution'), ('member_state_authority', 'Member State authority'), ('partner_country_authority', 'Partner-country authority'), ('international_organisation', 'International organisation'), ('service_provider', 'Service provider'), ('oversight_body', 'Oversight body')], max_length=32)),
                ('names', models.JSONField(default=dict)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('recognition', models.CharField(blank=True, max_length=16)),
                ('arrangement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='core.arrangement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('arrangement', 'key'), name='party_once')],
            },
        ),
    ]
