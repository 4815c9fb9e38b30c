
import pgvector.django.halfvec
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('information', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='passage',
            name='lines_embedding',
            field=pgvector.django.halfvec.HalfVectorField(dimensions=384, null=True),
        ),
    ]
