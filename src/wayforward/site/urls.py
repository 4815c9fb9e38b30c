"""Every address of the product, language first.

docs/guides/public-site.md names each public one, docs/guides/desk.md each of the desk.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from wayforward.core.access import views as access
from wayforward.core.access import working
from wayforward.core.access.consenting import views as consenting
from wayforward.core.access.disclosing import views as disclosing
from wayforward.core.audit import views as audit
from wayforward.core.citations import views as citations
from wayforward.core.clocks import desk_days
from wayforward.core.clocks import desk_views as clock_desk
from wayforward.core.clocks import views as clocks
from wayforward.core.documents import views as documents
from wayforward.core.documents.erasing import views as erasing
from wayforward.core.documents.letters import views as letters
from wayforward.core.parties import views as parties
from wayforward.core.persons.desk import judging_views as judging
from wayforward.core.persons.desk import views as persons
from wayforward.core.rulesets import views as rules
from wayforward.information.answers import views as answers
from wayforward.information.campaigns import views as campaigns
from wayforward.information.campaigns.desk import material_files
from wayforward.information.campaigns.desk import part_views as parts
from wayforward.information.campaigns.desk import views as campaign_desk
from wayforward.information.campaigns.links import views as links
from wayforward.information.campaigns.measuring import views as measuring
from wayforward.information.campaigns.measuring.desk import asking_views as asking_desk
from wayforward.information.campaigns.measuring.desk import views as measuring_desk
from wayforward.information.cards import material_views as card_materials
from wayforward.information.cards import views as cards
from wayforward.information.cards.desk import views as card_desk
from wayforward.information.cards.news.feeds import CardsFeed
from wayforward.information.cards.pack import views as packs
from wayforward.information.desk import views as desk
from wayforward.information.narratives.channels import views as channels
from wayforward.information.narratives.publishing import material_views as rumour_materials
from wayforward.information.narratives.publishing import views as rumours
from wayforward.information.narratives.publishing.desk import (
    material_views as desk_rumour_materials,
)
from wayforward.information.narratives.publishing.desk import views as rumour_desk
from wayforward.information.narratives.publishing.feeds import RumoursFeed
from wayforward.information.narratives.reporting import views as reporting
from wayforward.information.narratives.reporting.desk import field_views as field
from wayforward.information.narratives.reporting.desk import views as report_desk
from wayforward.information.narratives.weekly import views as weekly
from wayforward.information.projects.public import views as projects
from wayforward.information.sources import views as sources
from wayforward.information.sources.changes import views as changes
from wayforward.information.sources.changes.feeds import ChangesFeed
from wayforward.site import desk_views, views
from wayforward.site import print_views as printed
from wayforward.site import saved_views as offline
from wayforward.site.api import api
from wayforward.site.sitemap import sitemap
from wayforward.site.status import views as status

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.way_in, name="way-in"),
    path("favicon.ico", views.icon, name="icon"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("status.json", status.status_json, name="status-json"),
    path("sw.js", offline.service_worker, name="service-worker"),
    path("field-sw.js", field.field_worker, name="field-worker"),
    path("cards/pack.json", packs.whole_pack, name="pack"),
    path("cards/key.json", packs.pack_key, name="pack-key"),
    path("cards/<slug:language>.json", packs.language_pack, name="language-pack"),
    path("stored/<int:capture_id>", sources.stored_copy, name="stored-copy"),
    path("stored/<int:capture_id>/raw", sources.stored_original, name="stored-original"),
    path("audit/heads.json", audit.heads_json, name="audit-heads-json"),
    path("audit/heads/<slug:name>.json", audit.head_json, name="audit-head"),
    path("t/<int:number>", citations.published_text, name="text"),
    path("go", links.go, name="go"),
    path("go/<str:given>", links.go, name="go"),
    path("hooks/telegram/<str:path>", channels.telegram, name="hook-telegram"),
    path("hooks/whatsapp", channels.whatsapp, name="hook-whatsapp"),
    path("api/v1/", api.urls),
    *i18n_patterns(
        path("", answers.front, name="front"),
        path("ask", answers.results, name="ask"),
        path("passage/<int:passage_id>", answers.passage, name="passage"),
        path("cards", cards.card_list, name="cards"),
        path("cards.atom", CardsFeed(), name="cards-feed"),
        path("cards.pdf", printed.booklet, name="cards-pdf"),
        path("cards/<slug:key>", cards.card_page, name="card"),
        path("cards/<slug:key>.pdf", printed.card_pdf, name="card-pdf"),
        path("cards/<slug:key>/<str:file>", card_materials.card_material, name="card-material"),
        path("rumours", rumours.rumour_list, name="rumours"),
        path("rumours.atom", RumoursFeed(), name="rumours-feed"),
        path("rumours/report", reporting.report_page, name="rumour-report"),
        path("rumours/week", weekly.public_week, name="rumours-week"),
        path("rumours/<slug:key>", rumours.rumour_page, name="rumour"),
        path(
            "rumours/<slug:key>/<str:file>",
            rumour_materials.rumour_material,
            name="rumour-material",
        ),
        path("field/reports", field.frame, name="field-reports"),
        path("projects", projects.project_list, name="projects"),
        path("projects.<slug:form>", projects.project_file, name="projects-file"),
        path("projects/sectors", projects.sector_list, name="projects-sectors"),
        path("projects/reporters", projects.reporter_list, name="projects-reporters"),
        path("projects/province/<slug:code>", projects.province_page, name="projects-province"),
        path("projects/district/<slug:key>", projects.district_page, name="projects-district"),
        path("projects/<path:identifier>", projects.project_page, name="project"),
        path("materials/<slug:key>", campaigns.material_page, name="material"),
        path("materials/<slug:key>/<str:file>", campaigns.material_file, name="material-file"),
        path("saved", offline.saved, name="saved"),
        path("sources", sources.source_list, name="sources"),
        path("sources/<path:key>", sources.source_page, name="source"),
        path("changes", changes.change_list, name="changes"),
        path("changes.atom", ChangesFeed(), name="changes-feed"),
        path("changes/<int:number>", changes.change_page, name="change"),
        path("rules", rules.rule_sets, name="rules"),
        path("rules/<slug:key>", rules.rule_set_page, name="rule-set"),
        path("rules/<slug:key>/and/<slug:other>", rules.compared, name="rules-compared"),
        path("working-days", clocks.working_days, name="working-days"),
        path("about", views.about, name="about"),
        path("method", views.method, name="method"),
        path("method/reach", measuring.method, name="method-reach"),
        path("question/<slug:code>", measuring.question, name="question"),
        path("privacy", views.privacy, name="privacy"),
        path("api", views.api_guide, name="api-guide"),
        path("audit/heads", audit.heads, name="audit-heads"),
        path("status", status.status_page, name="status"),
        path("site.webmanifest", views.manifest, name="manifest"),
        path("desk/", desk_views.now, name="desk"),
        path("desk/cards", card_desk.card_texts, name="desk-cards"),
        path("desk/cards/new", card_desk.new_card, name="desk-card-new"),
        path("desk/cards/<slug:key>/<str:language>", card_desk.card_text, name="desk-card"),
        path("desk/translations", card_desk.translations, name="desk-translations"),
        path("desk/needs", card_desk.needs, name="desk-needs"),
        path("desk/rumours", rumour_desk.rumours, name="desk-rumours"),
        path("desk/rumours/<slug:key>/<str:language>", rumour_desk.rumour, name="desk-rumour"),
        path(
            "desk/rumours/<slug:key>/<str:language>/<str:file>",
            desk_rumour_materials.rumour_material,
            name="desk-rumour-material",
        ),
        path("desk/reports", report_desk.reports, name="desk-reports"),
        path("desk/reports/new", report_desk.new_report, name="desk-report-new"),
        path("desk/reports/entries", field.entries, name="desk-report-entries"),
        path("desk/weekly", weekly.desk_week, name="desk-weekly"),
        path("desk/weekly.pdf", weekly.desk_week_pdf, name="desk-weekly-pdf"),
        path("desk/campaigns/sample-size", asking_desk.planner, name="desk-sample-size"),
        path("desk/campaigns/codes/<slug:code>.svg", measuring_desk.link_qr, name="desk-link-qr"),
        path("desk/campaigns/<slug:key>/reach", measuring_desk.reach, name="desk-campaign-reach"),
        path("desk/campaigns/<slug:key>/effect", asking_desk.effect, name="desk-campaign-effect"),
        path(
            "desk/campaigns/<slug:key>/report", measuring_desk.report, name="desk-campaign-report"
        ),
        path(
            "desk/campaigns/<slug:key>/report.pdf",
            measuring_desk.report_pdf,
            name="desk-campaign-report-pdf",
        ),
        path("desk/campaigns", campaign_desk.campaign_list, name="desk-campaigns"),
        path("desk/campaigns.ics", campaign_desk.calendar, name="desk-campaigns-file"),
        path("desk/campaigns/new", campaign_desk.new_campaign, name="desk-campaign-new"),
        path("desk/campaigns/<slug:key>", campaign_desk.campaign_page, name="desk-campaign"),
        path("desk/campaigns/<slug:key>/plan", campaign_desk.plan_page, name="desk-campaign-plan"),
        path(
            "desk/campaigns/<slug:key>/messages",
            parts.message_page,
            name="desk-campaign-message",
        ),
        path(
            "desk/campaigns/<slug:key>/messages/<int:number>",
            parts.message_page,
            name="desk-campaign-message",
        ),
        path(
            "desk/campaigns/<slug:key>/messages/<int:number>/material",
            parts.new_material,
            name="desk-material-new",
        ),
        path(
            "desk/campaigns/<slug:key>/materials/<int:number>",
            parts.material_page,
            name="desk-material",
        ),
        path(
            "desk/campaigns/<slug:key>/materials/<int:number>/<str:file>",
            material_files.material_file,
            name="desk-material-file",
        ),
        path("desk/campaigns/<slug:key>/outcomes", parts.outcomes, name="desk-campaign-outcomes"),
        path("desk/sources", desk.sources, name="desk-sources"),
        path("desk/changes", desk.changes, name="desk-changes"),
        path("desk/purpose", working.state_purpose, name="desk-purpose"),
        path("desk/party", parties.our_party, name="desk-party"),
        path("desk/party/<slug:task>/remove", parties.remove_contact, name="desk-contact-remove"),
        path("desk/clocks", clocks.clock_list, name="desk-clocks"),
        path("desk/clocks.ics", clocks.clock_file, name="desk-clocks-file"),
        path("desk/clocks/new", clock_desk.new_clock, name="desk-clock-new"),
        path("desk/clocks/days", desk_days.days_page, name="desk-days"),
        path("desk/clocks/days/<int:number>", desk_days.decision_page, name="desk-day-decision"),
        path("desk/clocks/<slug:reference>", clock_desk.clock_page, name="desk-clock"),
        path("desk/documents", documents.documents, name="desk-documents"),
        path("desk/documents/keep", documents.keep, name="desk-document-keep"),
        path("desk/documents/<int:number>", documents.open_file, name="desk-document-open"),
        path("desk/documents/erased", erasing.erased, name="desk-documents-erased"),
        path("desk/documents/<int:number>/about", erasing.file_page, name="desk-document"),
        path("desk/documents/<int:number>/erase", erasing.erase, name="desk-document-erase"),
        path("desk/documents/<int:number>/proof", erasing.proof, name="desk-document-proof"),
        path("desk/documents/letters", letters.letter_list, name="desk-letters"),
        path("desk/documents/letters/new/<slug:kind>", letters.new_letter, name="desk-letter-new"),
        path("desk/documents/letters/<int:number>", letters.letter_page, name="desk-letter"),
        path(
            "desk/documents/letters/<int:number>/rewrite",
            letters.rewrite,
            name="desk-letter-rewrite",
        ),
        path(
            "desk/documents/letters/<int:number>/<slug:step>",
            letters.take_step,
            name="desk-letter-step",
        ),
        path("desk/figures", documents.figures, name="desk-figures"),
        path("desk/log", audit.log, name="desk-log"),
        path("desk/access", access.access_matrix, name="desk-access"),
        path("desk/disclosures", disclosing.ledger, name="desk-disclosures"),
        path(
            "desk/disclosures/<slug:reference>", disclosing.one_disclosure, name="desk-disclosure"
        ),
        path("desk/consents", consenting.proved_by, name="desk-consents-proved"),
        path("desk/persons", persons.persons, name="desk-persons"),
        path("desk/persons/open", persons.open_record, name="desk-person-open"),
        path("desk/who-is-who", judging.judgements, name="desk-judgements"),
        path("desk/persons/<slug:reference>", persons.person, name="desk-person"),
        path("desk/persons/<slug:reference>/or/<slug:other>", judging.pair, name="desk-pair"),
        path("desk/persons/<slug:reference>/disclose", disclosing.disclose, name="desk-disclose"),
        path("desk/persons/<slug:reference>/consents", consenting.consents, name="desk-consents"),
        path("desk/unusual", audit.unusual_access, name="desk-unusual"),
        path("desk/keys", desk_views.keys, name="desk-keys"),
        path("desk/account/", include("wayforward.core.access.urls")),
    ),
]

handler400 = "wayforward.site.errors.bad_request"
handler403 = "wayforward.site.errors.forbidden"
handler404 = "wayforward.site.errors.not_found"
handler429 = "wayforward.site.errors.too_many_attempts"  # asked for by allauth
handler500 = "wayforward.site.errors.server_error"
