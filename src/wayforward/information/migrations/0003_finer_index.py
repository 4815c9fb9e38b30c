
import pgvector.django.indexes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('information', '0002_lines_embedding'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='passage',
            name='passage_meaning',
        ),
        migrations.AddIndex(
            model_name='passage',
            index=pgvector.django.indexes.HnswIndex(ef_construction=200, fields=['embedding'], m=16, name='passage_meaning', opclasses=['halfvec_ip_ops']),
        ),
    ]
