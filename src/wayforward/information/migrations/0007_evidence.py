
import django.db.models.deletion
from django.db import migrations, models

from wayforward.conf import PACKAGE

_SQL = PACKAGE / 'information' / 'sources' / 'evidence' / 'sql'


class Migration(migrations.Migration):

    dependencies = [
        ('information', '0006_cards'),
    ]

    operations = [
        migrations.CreateModel(
            name='DailyDigest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('captures', models.PositiveIntegerField()),
                ('root', models.CharField(max_length=64)),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('leaves', models.BinaryField()),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='TimeStamp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('server', models.CharField(max_length=2048)),
                ('response', models.BinaryField()),
                ('chain_checked', models.BooleanField()),
                ('received_at', models.DateTimeField(auto_now_add=True)),
                ('digest', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='stamp', to='information.dailydigest')),
            ],
        ),
        migrations.CreateModel(
            name='StampTrouble',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('attempts', models.PositiveIntegerField(default=1)),
                ('message', models.TextField()),
                ('digest', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='trouble', to='information.dailydigest')),
            ],
        ),
        migrations.AddIndex(
            model_name='capture',
            index=models.Index(fields=['recorded_at'], name='information_recorde_195f7a_idx'),
        ),
        migrations.RunSQL(
            [(_SQL / "append_only.sql").read_text(encoding="utf-8")],
            [(_SQL / "append_only_undo.sql").read_text(encoding="utf-8")],
        ),
    ]
