
import pgvector.django.indexes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('information', '0003_finer_index'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='passage',
            index=pgvector.django.indexes.HnswIndex(condition=models.Q(('language__in', ('fa', 'fa-af', 'prs'))), ef_construction=200, fields=['embedding'], m=16, name='passage_meaning_fa', opclasses=['halfvec_ip_ops']),
        ),
        migrations.AddIndex(
            model_name='passage',
            index=pgvector.django.indexes.HnswIndex(condition=models.Q(('language__in', ('ps', 'pus', 'pbt'))), ef_construction=200, fields=['embedding'], m=16, name='passage_meaning_ps', opclasses=['halfvec_ip_ops']),
        ),
        migrations.AddIndex(
            model_name='passage',
            index=pgvector.django.indexes.HnswIndex(condition=models.Q(('language__in', ('en',))), ef_construction=200, fields=['embedding'], m=16, name='passage_meaning_en', opclasses=['halfvec_ip_ops']),
        ),
    ]
