import django.db.models.deletion
import wayforward.core.access.sealed_fields
import wayforward.core.persons.models
from django.db import migrations, models

from wayforward.core.access.policies import guard


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0013_citation_parts'),
        ('information', '0014_matching'),
    ]

    operations = [
        migrations.CreateModel(
            name='DaySalt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('delivery', 'Delivery'), ('agreed', 'Agreed'), ('told', 'Told'), ('refused', 'Refused')], max_length=8)),
                ('day', models.DateField()),
                ('salt', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('what', 'day'), name='salt_once')],
            },
        ),
        migrations.CreateModel(
            name='Trace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('delivery', 'Delivery'), ('agreed', 'Agreed'), ('told', 'Told'), ('refused', 'Refused')], max_length=8)),
                ('day', models.DateField()),
                ('digest', models.CharField(max_length=32)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('what', 'day', 'digest'), name='trace_once')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('same_text', models.CharField(blank=True, max_length=32)),
                ('removed', models.JSONField(default=dict)),
                ('language', models.CharField(max_length=8)),
                ('came_by', models.CharField(choices=[('web', 'Web'), ('desk', 'Desk'), ('file', 'File'), ('telegram', 'Telegram'), ('whatsapp', 'Whatsapp')], max_length=12)),
                ('channel', models.CharField(blank=True, choices=[('facebook', 'Facebook'), ('tiktok', 'Tiktok'), ('telegram', 'Telegram'), ('whatsapp', 'Whatsapp'), ('youtube', 'Youtube'), ('word_of_mouth', 'Word of mouth'), ('relatives', 'Relatives'), ('smuggler', 'Smuggler'), ('radio', 'Radio'), ('posters', 'Posters')], max_length=20)),
                ('day', models.DateField()),
                ('province', models.CharField(blank=True, max_length=6)),
                ('people', models.PositiveSmallIntegerField(default=1)),
                ('decision', models.CharField(choices=[('near_exact', 'Near exact'), ('suggested', 'Suggested'), ('new', 'New')], max_length=12)),
                ('candidates', models.JSONField(default=list)),
                ('how', models.CharField(blank=True, choices=[('machine', 'Machine'), ('staff', 'Staff')], max_length=8)),
                ('confirmed', models.BooleanField(null=True)),
                ('set_aside', models.BooleanField(default=False)),
                ('row_key', models.CharField(max_length=32, null=True, unique=True)),
                ('claim', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='information.claim')),
                ('suggested', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='information.claim')),
            ],
            options={
                'indexes': [models.Index(fields=['claim', 'day'], name='report_of_claim'), models.Index(condition=models.Q(('claim', None), ('set_aside', False), models.Q(('text', ''), _negated=True)), fields=['suggested', 'same_text'], name='report_waiting'), models.Index(condition=models.Q(('text', ''), _negated=True), fields=['day'], name='report_with_text')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('claim', None), ('how', '')), models.Q(('claim__isnull', False), models.Q(('how', ''), _negated=True)), _connector='OR'), name='report_claim_and_how'), models.CheckConstraint(condition=models.Q(('claim', None), ('set_aside', False), _connector='OR'), name='report_claim_or_aside')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=wayforward.core.persons.models.new_reference, editable=False, max_length=12)),
                ('messenger', models.CharField(choices=[('telegram', 'Telegram'), ('whatsapp', 'Whatsapp')], max_length=12)),
                ('address', wayforward.core.access.sealed_fields.SealedTextField(bound_to=('party_id', 'reference'))),
                ('address_index', wayforward.core.access.sealed_fields.BlindIndexField(blank=True, default='', editable=False, max_length=41, of='address')),
                ('language', models.CharField(max_length=8)),
                ('until', models.DateField()),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='information.claim')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.party')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('party', 'reference'), name='subscription_reference'), models.UniqueConstraint(fields=('party', 'messenger', 'address_index', 'claim'), name='subscribed_once')],
            },
        ),
        # What lives for a day is in no archive and need not survive a crash.
        *(
            migrations.RunSQL(
                [f"ALTER TABLE {table} SET UNLOGGED"], [f"ALTER TABLE {table} SET LOGGED"]
            )
            for table in ("information_daysalt", "information_trace")
        ),
        # Without a history: an address that was let go is gone.
        *guard("information_subscription", data_class="person", history=False),
    ]
