import django.db.models.deletion
from django.db import migrations, models

from wayforward.conf import PACKAGE


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('stream', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=60)),
                ('subject', models.CharField(max_length=200)),
                ('actor', models.CharField(max_length=150)),
                ('reason', models.TextField(blank=True)),
                ('facts', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['stream', 'subject', '-at'], name='core_event_stream_8beb22_idx')],
            },
        ),
        migrations.CreateModel(
            name='PublishedText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=200)),
                ('language', models.CharField(max_length=8)),
                ('title', models.TextField()),
                ('address', models.CharField(max_length=500)),
                ('published', models.BooleanField(default=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'key', 'language'), name='published_text_once')],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('source', models.BigIntegerField()),
                ('source_key', models.CharField(max_length=200)),
                ('heading', models.TextField(blank=True)),
                ('sentence', models.CharField(blank=True, max_length=32)),
                ('words', models.TextField(blank=True)),
                ('capture', models.BigIntegerField(null=True)),
                ('cited_at', models.DateTimeField()),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='core.publishedtext')),
            ],
        ),
        migrations.CreateModel(
            name='Doubt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('reworded', 'The official sentence reads differently now'), ('removed', 'The official page no longer says this'), ('page_changed', 'The official page changed'), ('page_not_seen', 'The official page was not there when last checked')], max_length=24)),
                ('since', models.DateTimeField()),
                ('change', models.BigIntegerField(null=True)),
                ('old', models.TextField(blank=True)),
                ('new', models.TextField(blank=True)),
                ('new_sentence', models.CharField(blank=True, max_length=32)),
                ('kinds', models.JSONField(default=list)),
                ('cleared_at', models.DateTimeField(null=True)),
                ('cleared_by', models.CharField(blank=True, max_length=150)),
                ('cleared_how', models.CharField(blank=True, choices=[('reconfirmed', 'Compared again and found right'), ('edited', 'The text was changed')], max_length=16)),
                ('note', models.TextField(blank=True)),
                ('citation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='doubts', to='core.citation')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('cleared_at', None)), fields=['citation'], name='open_doubts_of_citation'), models.Index(condition=models.Q(('cleared_at', None)), fields=['since'], name='open_doubts')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('cleared_at', None)), fields=('citation', 'reason'), name='one_open_doubt'), models.CheckConstraint(condition=models.Q(('cleared_at', None), models.Q(models.Q(('cleared_by', ''), _negated=True), models.Q(('cleared_how', ''), _negated=True)), _connector='OR'), name='doubt_cleared_by_somebody')],
            },
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(fields=['source', 'sentence'], name='core_citati_source_d30f2d_idx'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(fields=('text', 'source', 'heading', 'sentence'), name='citation_once'),
        ),
        migrations.RunSQL(
            [(PACKAGE / 'core' / 'audit' / 'sql' / 'append_only.sql').read_text(encoding='utf-8')],
            ['DROP TRIGGER event_append_only ON core_event; DROP FUNCTION core_refuse_change();'],
        ),
    ]
