import django.contrib.postgres.indexes
import django.db.models.functions.datetime
from django.db import migrations, models

from wayforward.conf import PACKAGE


def chains() -> migrations.RunSQL:
    """Chains, what is there already in them, walls, and what may be asked of the whole."""
    folder = PACKAGE / "core" / "audit" / "sql"
    forwards = ("chain", "chain_existing", "chain_walls", "checking")
    said = [(folder / f"{name}.sql").read_text(encoding="utf-8") for name in forwards]
    undo = (folder / "chain_undo.sql").read_text(encoding="utf-8")
    return migrations.RunSQL("\n".join(said), undo)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_names'),
    ]

    operations = [
        migrations.CreateModel(
            name='LogHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True)),
                ('day', models.DateField(null=True, unique=True)),
                ('document', models.JSONField()),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('heads', models.JSONField(default=list)),
                ('states', models.BinaryField()),
                ('faults', models.JSONField(default=list)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='EventLink',
            fields=[
                ('event_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('chain', models.CharField(max_length=80)),
                ('party_id', models.BigIntegerField(null=True)),
                ('sequence', models.BigIntegerField()),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
        ),
        migrations.AddField(
            model_name='event',
            name='account_id',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='event',
            name='party_id',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='event',
            name='purpose',
            field=models.CharField(blank=True, editable=False, max_length=24),
        ),
        migrations.AlterField(
            model_name='event',
            name='at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['subject'], name='events_about'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=django.contrib.postgres.indexes.BrinIndex(autosummarize=True, fields=['at'], name='events_in_time'),
        ),
        migrations.AddIndex(
            model_name='rowhistory',
            index=django.contrib.postgres.indexes.BrinIndex(autosummarize=True, fields=['at'], name='states_in_time'),
        ),
        migrations.AddConstraint(
            model_name='eventlink',
            constraint=models.UniqueConstraint(fields=('chain', 'sequence'), name='chain_place'),
        ),
        chains(),
    ]
