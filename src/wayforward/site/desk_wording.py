"""Words of the desk for closed sets: roles, permissions, places, events of the log.

An event this file has no words for is shown by its own name: the log hides nothing.
"""

from django.utils.translation import gettext_lazy as lazy

from wayforward.core.access.navigation import Place
from wayforward.core.access.rules import AT_TERMINAL, ITSELF, Permission, Role
from wayforward.core.audit.event_wording import EVENTS as CORE_EVENTS
from wayforward.core.parties.models import PartyKind

PLACES = {
    Place.NOW: lazy("What needs me now"),
    Place.CARDS: lazy("Cards"),
    Place.TRANSLATIONS: lazy("Translations"),
    Place.NEEDS: lazy("Needs"),
    Place.SOURCES: lazy("Source health"),
    Place.CHANGES: lazy("Changes"),
    Place.RUMOURS: lazy("Rumours"),
    Place.REPORTS: lazy("Reports of rumours"),
    Place.PERSONS: lazy("Persons"),
    Place.JUDGEMENTS: lazy("Who is who"),
    Place.PARTY: lazy("Our party"),
    Place.DISCLOSURES: lazy("Disclosures"),
    Place.ACCESS: lazy("Who may see what"),
    Place.CLOCKS: lazy("Deadlines"),
    Place.DOCUMENTS: lazy("Documents"),
    Place.FIGURES: lazy("Figures"),
    Place.LOG: lazy("Log"),
    Place.UNUSUAL: lazy("Unusual access"),
    Place.ACCOUNT: lazy("Account"),
}
ROLES = {
    Role.EDITOR: lazy("Editor"),
    Role.TRANSLATOR: lazy("Translator"),
    Role.NATIVE_READER: lazy("Native reader"),
    Role.LEGAL_READER: lazy("Legal reader"),
    Role.CAMPAIGN_OFFICER: lazy("Campaign officer"),
    Role.RETURN_CASE_OFFICER: lazy("Return case officer"),
    Role.CONSULAR_OFFICER: lazy("Consular officer"),
    Role.FLIGHT_COORDINATOR: lazy("Flight coordinator"),
    Role.SAFEGUARD_ASSESSOR: lazy("Safeguard assessor"),
    Role.MONITOR: lazy("Independent monitor"),
    Role.REINTEGRATION_COUNSELLOR: lazy("Reintegration counsellor"),
    Role.SERVICE_PROVIDER: lazy("Service provider"),
    Role.IDENTITY_ADJUDICATOR: lazy("Identity adjudicator"),
    Role.LIAISON_OFFICER: lazy("Liaison officer"),
    Role.CALL_SECRETARY: lazy("Secretary of the call"),
    Role.PROPOSAL_ASSESSOR: lazy("Assessor of proposals"),
    Role.SECRETARIAT: lazy("Secretariat"),
    Role.HEAD_OF_DELEGATION: lazy("Head of delegation"),
    Role.DATA_PROTECTION_OFFICER: lazy("Data protection officer"),
    Role.AUDITOR: lazy("Auditor"),
    Role.OPERATOR: lazy("Operator"),
}
PERMISSIONS = {
    Permission.SEE_DESK: lazy("see the desk"),
    Permission.SEE_EDITING: lazy("see the desk of the editors"),
    Permission.EDIT_CARD: lazy("change what a card says"),
    Permission.TRANSLATE_CARD: lazy("translate a card"),
    Permission.SORT_REPORTS: lazy("say which claim a reported rumour tells"),
    Permission.CONFIRM_CARD: lazy("confirm a text after its pages changed"),
    Permission.SIGN_LANGUAGE: lazy("sign that the language is right"),
    Permission.SIGN_LAW: lazy("sign that the law is right"),
    Permission.MANAGE_ACCOUNTS: lazy("manage accounts"),
    Permission.SEE_PARTY: lazy("see the page of the own party"),
    Permission.MANAGE_PARTY: lazy("keep the contact points and the working days of the own party"),
    Permission.SEE_PERSONS: lazy("see persons in the care of the own party"),
    Permission.EDIT_PERSONS: lazy("record what is known about a person"),
    Permission.READ_SENSITIVE: lazy("read a protection file"),
    Permission.ADJUDICATE: lazy("judge whether two records are one person"),
    Permission.DISCLOSE: lazy("disclose named fields about a person to another party"),
    Permission.RECORD_CONSENT: lazy("record consent"),
    Permission.SEE_LEDGERS: lazy("see what was disclosed to whom"),
    Permission.SEE_CLOCKS: lazy("see the deadlines of the own party"),
    Permission.KEEP_CLOCKS: lazy("start, suspend, extend and close deadlines"),
    Permission.SEE_DOCUMENTS: lazy("see the files and letters of the own party"),
    Permission.WRITE_DOCUMENTS: lazy("keep files and write letters"),
    Permission.ERASE: lazy("erase files for good"),
    Permission.AUDIT: lazy("verify the log"),
}
PARTY_KINDS = {
    PartyKind.EU_INSTITUTION: lazy("EU institution"),
    PartyKind.MEMBER_STATE_AUTHORITY: lazy("Member State authority"),
    PartyKind.PARTNER_COUNTRY_AUTHORITY: lazy("Partner-country authority"),
    PartyKind.INTERNATIONAL_ORGANISATION: lazy("International organisation"),
    PartyKind.SERVICE_PROVIDER: lazy("Service provider"),
    PartyKind.OVERSIGHT_BODY: lazy("Oversight body"),
}
RECOGNITION = {
    "recognised": lazy("recognised"),
    "de_facto": lazy("de facto, not recognised"),
}
STREAMS = {
    "accounts": lazy("Accounts"),
    "parties": lazy("Parties"),
    "consents": lazy("Consent"),
    "disclosures": lazy("Disclosures"),
    "access": lazy("Access"),
    "audit": lazy("Audit"),
    "cards": lazy("Cards"),
    "citations": lazy("Texts and their sources"),
    "look-ups": lazy("Looking persons up"),
    "reads": lazy("Reading of records"),
    "persons": lazy("Persons"),
    "clocks": lazy("Deadlines"),
    "projects": lazy("Projects"),
    "rules": lazy("Rule sets"),
    "documents": lazy("Documents"),
    "reports": lazy("Reports of rumours"),
    "rumours": lazy("Rumours"),
    "workflow": lazy("Workflows"),
}
EVENTS = {
    **CORE_EVENTS,
    "card created": lazy("Card created"),
    "card translated": lazy("Card written in one more language"),
    "card meaning": lazy("What a card says was changed"),
    "card translation": lazy("Translation of a card renewed"),
    "card language": lazy("Language of a card mended"),
    "card undo": lazy("Change of a card taken back"),
    "card submitted": lazy("Card handed over to be signed"),
    "card sent back": lazy("Card sent back"),
    "card signed": lazy("Card signed"),
    "card confirmed": lazy("Card compared with its pages and confirmed"),
    "card confirmation taken back": lazy("Confirmation of a card taken back"),
    "card retired": lazy("Card retired"),
    "card restored": lazy("Card restored"),
    "card citation added": lazy("Official text added to a card"),
    "card citation dropped": lazy("Official text dropped from a card"),
    "rebuttal edited": lazy("Answer to a rumour changed"),
    "rebuttal submitted": lazy("Answer to a rumour handed to a second reader"),
    "rebuttal sent back": lazy("Answer to a rumour sent back"),
    "rebuttal published": lazy("Answer to a rumour published"),
    "rebuttal withdrawn": lazy("Answer to a rumour taken from the public"),
    "rebuttal confirmed": lazy("Answer to a rumour confirmed"),
    "rebuttal confirmation taken back": lazy("Confirmation of an answer to a rumour taken back"),
    "claim judged": lazy("Rumour judged"),
    "wording added": lazy("Another way a rumour is told was added"),
    "report entered": lazy("Report entered by staff"),
    "report confirmed": lazy("Report confirmed as telling a claim"),
    "report rejected": lazy("Report found not to tell a claim"),
    "reports put under a claim": lazy("Reports put under a claim"),
    "reports set aside": lazy("Reports set aside: they tell no rumour"),
    "reports read from a file": lazy("Reports of rumours read from a file"),
    "those who asked were told": lazy("Those who asked were told that an answer changed"),
    "words that named somebody let go": lazy("Words of reports that named somebody let go"),
    "texts of reports let go": lazy("Texts of old reports let go"),
    "disagreement noted": lazy("Disagreement of official pages noted"),
    "disagreement ended": lazy("Disagreement of official pages ended"),
    "project file read": lazy("File of projects read"),
    "exchange rates loaded": lazy("Exchange rates loaded"),
    "doubts open again": lazy("Doubts opened again"),
    "text reconfirmed": lazy("Text compared again and found right"),
    "text edited": lazy("Text changed after its pages changed"),
}
ACTORS = {
    AT_TERMINAL.name: lazy("the operator, on the command line"),
    ITSELF.name: lazy("the product by itself"),
}
FACTORS = {
    "totp": lazy("authenticator app"),
    "webauthn": lazy("passkey"),
    "recovery_codes": lazy("recovery codes"),
}
WAYS = {
    "reauthenticate": lazy("Use the password"),
    "mfa_reauthenticate": lazy("Use a code"),
    "mfa_reauthenticate:webauthn": lazy("Use a passkey"),
}
CARD_STATES = {
    "retired": lazy("Not public"),
    "amber": lazy("Under review"),
    "behind": lazy("Behind another language"),
    "draft": lazy("Draft"),
    "in_review": lazy("With the readers who sign"),
    "signed": lazy("Signed"),
}
CHANGE_KINDS = {
    "amount": lazy("amount"),
    "date": lazy("date"),
    "deadline": lazy("deadline"),
    "phone": lazy("phone or address"),
    "number": lazy("number"),
    "negation": lazy("negation"),
    "condition": lazy("condition"),
    "eligibility": lazy("who is meant"),
    "reference": lazy("reference to a law"),
    "wording": lazy("wording"),
    "furniture": lazy("page furniture"),
}
EDIT_KINDS = {
    "meaning": lazy("It says something else now: the other languages fall behind"),
    "language": lazy("Only the language is mended: nobody falls behind, signatures stand"),
    "translation": lazy("It says now what another language says already"),
    "undo": lazy("A save was taken back"),
    "loaded": lazy("From the starter set"),
}
FAULTS = {
    "empty": lazy("Write something here."),
    "too_long": lazy("Too long: make two sentences of it."),
    "too_many": lazy("Too many sentences for one card."),
    "missing": lazy("A card needs at least one sentence of answer."),
    "taken": lazy("Another card has this name: choose one more."),
}
OBSTACLES = {
    "not_in_review": lazy("It was not handed over for signing."),
    "behind": lazy("Sentences are behind another language"),
    "amber": lazy("It is under review: compare it with its pages first."),
    "values": lazy("Numbers or words of the field differ between the languages"),
    "no_citation": lazy("It stands on no official page."),
    "signed_already": lazy("It is signed already"),
}
