"""Every page of the desk with the permission it needs: the one list that tests of roles read.

A new page of the desk is added here; None means everybody with a second factor.
"""

import re

from django.urls import URLPattern, URLResolver

from wayforward.core.access.rules import Permission

PAGES: dict[str, Permission | None] = {
    "desk": Permission.SEE_DESK,
    "desk-cards": Permission.SEE_EDITING,
    "desk-card-new": Permission.EDIT_CARD,
    "desk-translations": Permission.SEE_EDITING,
    "desk-needs": Permission.SEE_EDITING,
    "desk-rumours": Permission.SEE_EDITING,
    "desk-reports": Permission.SORT_REPORTS,
    "desk-report-new": Permission.SEE_EDITING,
    "desk-sample-size": Permission.SEE_CAMPAIGNS,
    "desk-campaigns": Permission.SEE_CAMPAIGNS,
    "desk-campaign-new": Permission.EDIT_CAMPAIGN,
    "desk-sources": Permission.SEE_EDITING,
    "desk-changes": Permission.SEE_EDITING,
    "desk-party": Permission.SEE_PARTY,
    "desk-clocks": Permission.SEE_CLOCKS,
    "desk-clock-new": Permission.KEEP_CLOCKS,
    "desk-days": Permission.SEE_CLOCKS,
    "desk-documents": Permission.SEE_DOCUMENTS,
    "desk-documents-erased": Permission.SEE_DOCUMENTS,
    "desk-figures": Permission.AUDIT,
    "desk-persons": Permission.SEE_PERSONS,
    "desk-judgements": Permission.ADJUDICATE,
    "desk-consents-proved": Permission.SEE_LEDGERS,
    "desk-disclosures": Permission.SEE_LEDGERS,
    "desk-access": Permission.SEE_DESK,
    "desk-log": Permission.SEE_DESK,
    "desk-unusual": Permission.AUDIT,
    "desk-keys": Permission.SEE_DESK,
    "mfa_index": None,
    "account_change_password": None,
    "mfa_deactivate_totp": None,
    "mfa_add_webauthn": None,
    "mfa_generate_recovery_codes": None,
}
# Pages of one thing and addresses that only take something, tried where they are made:
# tests/information/cards/test_desk.py, tests/core/parties, tests/core/access.
PAGES_OF_ONE: dict[str, Permission] = {
    "desk-card": Permission.SEE_EDITING,
    # tests/information/narratives/publishing/test_desk.py
    "desk-rumour": Permission.SEE_EDITING,
    # tests/information/campaigns/measuring/test_desk.py
    "desk-campaign-reach": Permission.SEE_CAMPAIGNS,
    "desk-campaign-effect": Permission.SEE_CAMPAIGNS,
    "desk-campaign-report": Permission.SEE_CAMPAIGNS,
    "desk-campaign-report-pdf": Permission.SEE_CAMPAIGNS,
    "desk-link-qr": Permission.SEE_CAMPAIGNS,
    # tests/information/campaigns/test_desk.py
    "desk-campaigns-file": Permission.SEE_CAMPAIGNS,
    "desk-campaign": Permission.SEE_CAMPAIGNS,
    "desk-campaign-plan": Permission.EDIT_CAMPAIGN,
    "desk-campaign-message": Permission.EDIT_CAMPAIGN,
    "desk-campaign-outcomes": Permission.EDIT_CAMPAIGN,
    "desk-material-new": Permission.EDIT_CAMPAIGN,
    "desk-material": Permission.SEE_CAMPAIGNS,
    "desk-clock": Permission.SEE_CLOCKS,
    "desk-clocks-file": Permission.SEE_CLOCKS,
    "desk-day-decision": Permission.SEE_CLOCKS,
    # tests/core/documents/test_erasing.py
    "desk-document": Permission.SEE_DOCUMENTS,
    "desk-document-erase": Permission.ERASE,
    "desk-document-proof": Permission.ERASE,
    "desk-document-keep": Permission.WRITE_DOCUMENTS,
    "desk-document-open": Permission.SEE_DOCUMENTS,
    "desk-contact-remove": Permission.MANAGE_PARTY,
    "desk-purpose": Permission.SEE_PARTY,
    "desk-person": Permission.SEE_PERSONS,
    "desk-person-open": Permission.EDIT_PERSONS,
    "desk-pair": Permission.ADJUDICATE,
    "desk-disclosure": Permission.SEE_LEDGERS,
    "desk-disclose": Permission.DISCLOSE,
    "desk-consents": Permission.RECORD_CONSENT,
    # tests/core/documents/test_letter_views.py
    "desk-letters": Permission.SEE_DOCUMENTS,
    "desk-letter": Permission.SEE_DOCUMENTS,
    "desk-letter-new": Permission.WRITE_DOCUMENTS,
    "desk-letter-rewrite": Permission.WRITE_DOCUMENTS,
    "desk-letter-step": Permission.WRITE_DOCUMENTS,
}
# Steps of signing in and of proving who one is, and addresses that only lead on.
STEPS = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "desk-oidc-back",
    "desk-oidc-finish",
    "desk-oidc-start",
    "desk-set-up",
    "desk-welcome",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_download_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_list_webauthn",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
}


def below_the_desk(patterns: list[URLPattern | URLResolver], path: str = "") -> list[URLPattern]:
    """Every address of the desk."""
    found: list[URLPattern] = []
    for pattern in patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += below_the_desk(pattern.url_patterns, here)
        elif re.match(r"[a-z-]+/desk(/|$)", here):
            found.append(pattern)
    return found
