import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from wayforward.conf import PACKAGE

_SQL = PACKAGE / 'information' / 'sources' / 'sql'


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_citations'),
        ('information', '0004_meaning_by_language'),
    ]

    operations = [
        migrations.CreateModel(
            name='SourceChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('cause', models.CharField(choices=[('source', 'The source changed'), ('reading', 'Our reading changed')], max_length=8)),
                ('priority', models.CharField(choices=[('high', 'High'), ('normal', 'Normal'), ('low', 'Low'), ('none', 'Page furniture')], max_length=8)),
                ('replaced', models.BooleanField(default=False)),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), default=list, size=None)),
                ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('after', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='information.reading')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='information.reading')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='information.source')),
            ],
        ),
        migrations.CreateModel(
            name='SentenceChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('how', models.CharField(choices=[('reworded', 'Reworded'), ('added', 'Added'), ('removed', 'Removed')], max_length=8)),
                ('old', models.TextField(blank=True)),
                ('new', models.TextField(blank=True)),
                ('anchor', models.CharField(blank=True, max_length=255)),
                ('heading_path', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), default=list, size=None)),
                ('touches', models.JSONField(default=list)),
                ('priority', models.CharField(choices=[('high', 'High'), ('normal', 'Normal'), ('low', 'Low'), ('none', 'Page furniture')], max_length=8)),
                ('new_sentence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='information.sentence')),
                ('old_sentence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='information.sentence')),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sentences', to='information.sourcechange')),
            ],
        ),
        migrations.AddIndex(
            model_name='sourcechange',
            index=models.Index(fields=['source', '-at'], name='information_source__9bc86b_idx'),
        ),
        migrations.AddIndex(
            model_name='sourcechange',
            index=models.Index(fields=['-at'], name='information_at_fa6e63_idx'),
        ),
        migrations.AddConstraint(
            model_name='sourcechange',
            constraint=models.UniqueConstraint(fields=('before', 'after'), name='source_change_once'),
        ),
        migrations.AddConstraint(
            model_name='sentencechange',
            constraint=models.UniqueConstraint(fields=('change', 'position'), name='sentence_change_once'),
        ),
        migrations.RunSQL(
            [
                (_SQL / "citation_doubts.sql").read_text(encoding="utf-8"),
                (_SQL / "citation_triggers.sql").read_text(encoding="utf-8"),
            ],
            [(_SQL / "citation_doubts_undo.sql").read_text(encoding="utf-8")],
        ),
    ]
