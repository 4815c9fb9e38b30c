
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import pgvector.django.halfvec
import pgvector.django.indexes
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='HostPace',
            fields=[
                ('host', models.CharField(max_length=253, primary_key=True, serialize=False)),
                ('free_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('document', models.UUIDField(default=uuid.uuid4)),
                ('url', models.URLField(max_length=2000, unique=True)),
                ('title', models.TextField(blank=True)),
                ('language', models.CharField(max_length=8)),
                ('tier', models.CharField(choices=[('eu', 'European Union'), ('member_state', 'Member State authority'), ('partner_country', 'Partner-country authority'), ('un', 'United Nations'), ('international_organisation', 'International organisation'), ('local', 'Local authority')], max_length=32)),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), default=list, size=None)),
                ('steward', models.CharField(blank=True, max_length=80)),
                ('note', models.TextField(blank=True)),
                ('origin', models.CharField(choices=[('register', 'Register'), ('added', 'Added by the operator'), ('import', 'Imported mirror')], max_length=16)),
                ('active', models.BooleanField(default=True)),
                ('check_interval_days', models.PositiveSmallIntegerField(default=7)),
                ('state', models.CharField(choices=[('never_checked', 'Never checked'), ('fresh', 'First reading'), ('unchanged', 'Unchanged'), ('changed', 'Changed'), ('not_seen', 'Not there when last checked'), ('fetch_failed', 'Could not be fetched'), ('blocked', 'Blocked by the site'), ('refused_by_robots', 'The site asks robots to stay away'), ('refused', 'Refused as unsafe'), ('unreadable', 'Fetched, but no text could be read')], default='never_checked', max_length=24)),
                ('checked_at', models.DateTimeField(null=True)),
                ('changed_at', models.DateTimeField(null=True)),
                ('first_not_seen_at', models.DateTimeField(null=True)),
                ('next_check_at', models.DateTimeField(null=True)),
                ('etag', models.TextField(blank=True)),
                ('last_modified', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='Publisher',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80, unique=True)),
                ('names', models.JSONField(default=dict)),
                ('mandate', models.JSONField(default=dict)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('tier', models.CharField(choices=[('eu', 'European Union'), ('member_state', 'Member State authority'), ('partner_country', 'Partner-country authority'), ('un', 'United Nations'), ('international_organisation', 'International organisation'), ('local', 'Local authority')], max_length=32)),
                ('why_official', models.TextField(blank=True)),
                ('hosts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=253), default=list, size=None)),
                ('lookalikes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=253), default=list, size=None)),
            ],
        ),
        migrations.CreateModel(
            name='Capture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=2000)),
                ('final_url', models.URLField(max_length=2000)),
                ('fetched_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveBigIntegerField()),
                ('media_type', models.CharField(max_length=100)),
                ('status', models.PositiveSmallIntegerField(default=200)),
                ('headers', models.JSONField(default=dict)),
                ('warc', models.CharField(max_length=255)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='captures', to='information.source')),
            ],
        ),
        migrations.AddField(
            model_name='source',
            name='publisher',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='information.publisher'),
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('extractor', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=8)),
                ('title', models.TextField(blank=True)),
                ('published', models.DateField(null=True)),
                ('text_sha256', models.CharField(max_length=64)),
                ('current', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('capture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='information.capture')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='information.source')),
            ],
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identity', models.CharField(max_length=32)),
                ('position', models.PositiveIntegerField()),
                ('first', models.PositiveIntegerField()),
                ('last', models.PositiveIntegerField()),
                ('language', models.CharField(max_length=8)),
                ('title', models.TextField(blank=True)),
                ('heading_path', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('anchor', models.CharField(blank=True, max_length=255)),
                ('page', models.PositiveIntegerField(null=True)),
                ('text', models.TextField()),
                ('lines', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('search_text', models.TextField()),
                ('search', django.contrib.postgres.search.SearchVectorField(null=True)),
                ('embedder', models.CharField(blank=True, max_length=80)),
                ('embedding', pgvector.django.halfvec.HalfVectorField(dimensions=384, null=True)),
                ('line_vectors', models.BinaryField(null=True)),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), default=list, size=None)),
                ('tier', models.CharField(max_length=32)),
                ('indexed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='information.source')),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='information.reading')),
            ],
        ),
        migrations.CreateModel(
            name='Sentence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identity', models.CharField(max_length=32)),
                ('text', models.TextField()),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sentences', to='information.source')),
            ],
        ),
        migrations.CreateModel(
            name='SentencePlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('block', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('heading', 'Heading'), ('paragraph', 'Paragraph'), ('list_item', 'List item'), ('table_row', 'Table row'), ('definition', 'Definition'), ('contact', 'Contact details')], max_length=16)),
                ('heading_path', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('anchor', models.CharField(blank=True, max_length=255)),
                ('page', models.PositiveIntegerField(null=True)),
                ('start', models.PositiveIntegerField(default=0)),
                ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='information.reading')),
                ('sentence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='information.sentence')),
            ],
        ),
        migrations.CreateModel(
            name='SourceAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=2000)),
                ('valid_from', models.DateTimeField()),
                ('valid_to', models.DateTimeField(null=True)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='information.source')),
            ],
        ),
        migrations.CreateModel(
            name='SourceCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('never_checked', 'Never checked'), ('fresh', 'First reading'), ('unchanged', 'Unchanged'), ('changed', 'Changed'), ('not_seen', 'Not there when last checked'), ('fetch_failed', 'Could not be fetched'), ('blocked', 'Blocked by the site'), ('refused_by_robots', 'The site asks robots to stay away'), ('refused', 'Refused as unsafe'), ('unreadable', 'Fetched, but no text could be read')], max_length=24)),
                ('detail', models.TextField(blank=True)),
                ('capture', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='information.capture')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='information.source')),
            ],
        ),
        migrations.CreateModel(
            name='Switch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(blank=True, max_length=40)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('reason', models.TextField()),
                ('since', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('until', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('country', ''), ('topic', ''), _negated=True), name='switch_names_something'), models.UniqueConstraint(condition=models.Q(('until', None)), fields=('topic', 'country'), name='switched_off_once')],
            },
        ),
        migrations.CreateModel(
            name='PageMeaning',
            fields=[
                ('source', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='meaning', serialize=False, to='information.source')),
                ('passages', models.PositiveIntegerField()),
                ('said', models.TextField()),
                ('embedder', models.CharField(blank=True, max_length=80)),
                ('embedding', pgvector.django.halfvec.HalfVectorField(dimensions=384, null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('embedding__isnull', True)), fields=['source'], name='page_without_meaning')],
            },
        ),
        migrations.AddIndex(
            model_name='capture',
            index=models.Index(fields=['source', '-fetched_at'], name='information_source__6892b0_idx'),
        ),
        migrations.AddConstraint(
            model_name='capture',
            constraint=models.UniqueConstraint(fields=('source', 'fetched_at', 'sha256'), name='capture_once'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(fields=['document'], name='information_documen_091bee_idx'),
        ),
        migrations.AddIndex(
            model_name='source',
            index=models.Index(fields=['active', 'next_check_at'], name='information_active_8c94fa_idx'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('capture', 'extractor'), name='reading_once'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(condition=models.Q(('current', True)), fields=('source',), name='one_current_reading'),
        ),
        migrations.AddIndex(
            model_name='passage',
            index=pgvector.django.indexes.HnswIndex(ef_construction=64, fields=['embedding'], m=16, name='passage_meaning', opclasses=['halfvec_ip_ops']),
        ),
        migrations.AddIndex(
            model_name='passage',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='passage_words'),
        ),
        migrations.AddIndex(
            model_name='passage',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_text'], name='passage_letters', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='passage',
            index=models.Index(fields=['language'], name='information_languag_150c5d_idx'),
        ),
        migrations.AddIndex(
            model_name='passage',
            index=models.Index(condition=models.Q(('embedding__isnull', True)), fields=['source'], name='passage_without_meaning'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.UniqueConstraint(fields=('source', 'identity'), name='passage_once'),
        ),
        migrations.AddConstraint(
            model_name='sentence',
            constraint=models.UniqueConstraint(fields=('source', 'identity'), name='sentence_once'),
        ),
        migrations.AddConstraint(
            model_name='sentenceplace',
            constraint=models.UniqueConstraint(fields=('reading', 'position'), name='one_sentence_a_place'),
        ),
        migrations.AddConstraint(
            model_name='sourceaddress',
            constraint=models.UniqueConstraint(fields=('source', 'url', 'valid_from'), name='address_once'),
        ),
        migrations.AddIndex(
            model_name='sourcecheck',
            index=models.Index(fields=['source', '-at'], name='information_source__17a6ad_idx'),
        ),
    ]
