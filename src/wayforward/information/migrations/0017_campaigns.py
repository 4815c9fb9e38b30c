import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from wayforward.conf import PACKAGE

_SQL = PACKAGE / "information" / "campaigns" / "sql"
# The moves of the workflow as they were when this was written; a test compares them with its table.
MOVES = (
    ">draft", "draft>handed_in", "handed_in>half_signed", "half_signed>signed",
    "handed_in>draft", "half_signed>draft", "signed>draft", "signed>running",
    "running>paused", "paused>running", "running>ended", "paused>ended", "paused>draft",
    "ended>draft",
)
_GUARD = """
    CREATE TRIGGER campaign_guarded BEFORE INSERT OR UPDATE ON information_campaign FOR EACH ROW
    EXECUTE FUNCTION information_guard_campaign({moves});
"""
_FORGET = """
WITH gone AS (SELECT id FROM core_publishedtext WHERE kind = 'material'),
     cited AS (SELECT id FROM core_citation WHERE text_id IN (SELECT id FROM gone)),
     doubts AS (DELETE FROM core_doubt WHERE citation_id IN (SELECT id FROM cited)),
     citations AS (DELETE FROM core_citation WHERE id IN (SELECT id FROM cited))
DELETE FROM core_publishedtext WHERE id IN (SELECT id FROM gone);
"""


def _sql(name: str) -> str:
    return (_SQL / name).read_text(encoding="utf-8")


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0013_citation_parts'),
        ('information', '0016_projects'),
    ]

    operations = [
        # First, so that going back it comes last: what stands in the citation graph goes too.
        migrations.RunSQL(migrations.RunSQL.noop, _FORGET),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=80, unique=True)),
                ('names', models.JSONField(default=dict)),
                ('objective', models.JSONField(default=dict)),
                ('who', models.JSONField(default=dict)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), default=list, size=None)),
                ('provinces', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), default=list, size=None)),
                ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), default=list, size=None)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('handed_in', 'Handed in'), ('half_signed', 'Half signed'), ('signed', 'Signed'), ('running', 'Running'), ('paused', 'Paused'), ('ended', 'Ended')], default='draft', max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('edited', models.BooleanField(default=False)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('updated_by', models.CharField(max_length=150)),
                ('arrangement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='core.arrangement')),
            ],
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('what', models.CharField(max_length=120)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='budget', to='information.campaign')),
            ],
        ),
        migrations.CreateModel(
            name='CampaignSide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('european', 'European'), ('partner', 'Partner')], max_length=12)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sides', to='information.campaign')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.party')),
            ],
        ),
        migrations.CreateModel(
            name='CampaignSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('european', 'European'), ('partner', 'Partner')], max_length=12)),
                ('revision', models.PositiveIntegerField()),
                ('signed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.CharField(blank=True, max_length=150)),
                ('ended_why', models.TextField(blank=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.account')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='information.campaign')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.party')),
            ],
        ),
        migrations.CreateModel(
            name='CampaignStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('step', models.CharField(max_length=40)),
                ('source', models.CharField(blank=True, max_length=12)),
                ('target', models.CharField(max_length=12)),
                ('actor', models.CharField(max_length=150)),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.account')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='information.campaign')),
            ],
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.CharField(blank=True, max_length=150)),
                ('withdrawn_why', models.TextField(blank=True)),
                ('key', models.SlugField(max_length=80, unique=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('says', models.JSONField(default=dict)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='information.campaign')),
                ('claim', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='information.claim')),
            ],
            options={
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.CharField(blank=True, max_length=150)),
                ('withdrawn_why', models.TextField(blank=True)),
                ('key', models.SlugField(max_length=120)),
                ('kind', models.CharField(choices=[('leaflet', 'Leaflet'), ('poster', 'Poster'), ('social_card', 'Social card'), ('sms', 'Sms'), ('radio_script', 'Radio script'), ('helpline_card', 'Helpline card')], max_length=16)),
                ('language', models.CharField(max_length=8)),
                ('title', models.TextField()),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('given_out_at', models.DateTimeField(null=True)),
                ('published', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.publishedtext')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='information.message')),
            ],
            options={
                'ordering': ('message__position', 'kind', 'language', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='MessageCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='information.card')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='information.message')),
            ],
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.CharField(blank=True, max_length=150)),
                ('withdrawn_why', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('what', models.JSONField(default=dict)),
                ('indicator', models.TextField()),
                ('unit', models.CharField(blank=True, max_length=40)),
                ('baseline', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ('target', models.DecimalField(decimal_places=2, max_digits=14)),
                ('due', models.DateField()),
                ('result', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ('measured_on', models.DateField(null=True)),
                ('note', models.TextField(blank=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='information.campaign')),
            ],
            options={
                'ordering': ('position', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.CharField(blank=True, max_length=150)),
                ('withdrawn_why', models.TextField(blank=True)),
                ('channel', models.CharField(choices=[('by_hand', 'By hand'), ('posted_up', 'Posted up'), ('radio', 'Radio'), ('sms', 'Sms'), ('facebook', 'Facebook'), ('tiktok', 'Tiktok'), ('telegram', 'Telegram'), ('whatsapp', 'Whatsapp'), ('youtube', 'Youtube'), ('helpline', 'Helpline'), ('meeting', 'Meeting'), ('website', 'Website')], max_length=12)),
                ('province', models.CharField(blank=True, max_length=8)),
                ('district', models.CharField(blank=True, max_length=60)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('copies', models.PositiveIntegerField(null=True)),
                ('airings', models.PositiveIntegerField(null=True)),
                ('cost', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('link', models.CharField(blank=True, max_length=16)),
                ('material', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='information.material')),
            ],
            options={
                'ordering': ('first_day', 'pk'),
            },
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='campaign_period_forwards'),
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'handed_in', 'half_signed', 'signed', 'running', 'paused', 'ended'])), name='campaign_state_known'),
        ),
        migrations.AddConstraint(
            model_name='budgetline',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='budget_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='campaignside',
            constraint=models.UniqueConstraint(fields=('campaign', 'side'), name='campaign_side_once'),
        ),
        migrations.AddConstraint(
            model_name='campaignside',
            constraint=models.UniqueConstraint(fields=('campaign', 'party'), name='campaign_party_once'),
        ),
        migrations.AddConstraint(
            model_name='campaignsignature',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('campaign', 'side'), name='campaign_signed_once_a_side'),
        ),
        migrations.AddConstraint(
            model_name='campaignsignature',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('campaign', 'account'), name='campaign_signed_once_a_person'),
        ),
        migrations.AddConstraint(
            model_name='campaignsignature',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), models.Q(('ended_by', ''), _negated=True), _connector='OR'), name='campaign_signature_ended_by'),
        ),
        migrations.AddConstraint(
            model_name='campaignstep',
            constraint=models.UniqueConstraint(fields=('campaign', 'version'), name='campaign_step_once'),
        ),
        migrations.AddConstraint(
            model_name='material',
            constraint=models.UniqueConstraint(fields=('key', 'language'), name='material_once'),
        ),
        migrations.AddConstraint(
            model_name='material',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['leaflet', 'poster', 'social_card', 'sms', 'radio_script', 'helpline_card'])), name='material_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='messagecard',
            constraint=models.UniqueConstraint(fields=('message', 'card'), name='message_card_once'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('measured_on', None), ('result', None)), models.Q(('measured_on__isnull', False), ('result__isnull', False)), _connector='OR'), name='outcome_result_with_its_day'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='placement_period_forwards'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(('cost__gte', 0)), name='placement_cost_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('province', ''), _negated=True), ('country', '')), models.Q(('province', ''), ('district', ''), models.Q(('country', ''), _negated=True)), _connector='OR'), name='placement_at_one_place'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['by_hand', 'posted_up', 'radio', 'sms', 'facebook', 'tiktok', 'telegram', 'whatsapp', 'youtube', 'helpline', 'meeting', 'website'])), name='placement_channel_known'),
        ),
        migrations.RunSQL(
            _sql("guards.sql") + _GUARD.format(moves=", ".join(f"'{one}'" for one in MOVES)),
            _sql("no_guards.sql"),
        ),
    ]
