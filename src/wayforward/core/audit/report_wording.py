"""What tables and fields are called in the report a person asks for, in the reader's language.

A table or field that has no words here is called as its model calls it, and stands in the report
all the same: nothing that is held is left out for want of a word.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

from wayforward.core.persons.desk.wording import DOCUMENT_KINDS, HABITS, NAME_KINDS, VERDICTS

TABLES = {
    "core.Person": lazy("Your record"),
    "core.PersonName": lazy("Names"),
    "core.BirthDate": lazy("Dates of birth"),
    "core.Origin": lazy("Where you are from"),
    "core.PersonDocument": lazy("Papers"),
    "core.Disclosure": lazy("What was sent to other parties"),
    "core.Consent": lazy("What you agreed to"),
    "core.StoredFile": lazy("Files"),
    "core.Letter": lazy("Letters"),
    "core.Clock": lazy("Deadlines"),
    "core.Judgement": lazy("Judgements whether two records are one person"),
    "core.Merge": lazy("Records taken for one person"),
    "core.MergeUndone": lazy("Records separated again"),
    "core.WorkflowStep": lazy("Steps"),
}
FIELDS = {
    "created_at": lazy("opened"),
    "recorded_at": lazy("recorded"),
    "source": lazy("from where it is known"),
    "kind": lazy("kind"),
    "parts": lazy("name"),
    "script": lazy("letters"),
    "habit": lazy("spelled the way of"),
    "written": lazy("as written"),
    "calendar": lazy("calendar"),
    "earliest": lazy("at the earliest"),
    "latest": lazy("at the latest"),
    "precision": lazy("how exactly it is known"),
    "disputed": lazy("disputed"),
    "province": lazy("province"),
    "district": lazy("district"),
    "number": lazy("number"),
    "issued_by": lazy("issued by"),
    "issued_on": lazy("issued on"),
    "valid_until": lazy("valid until"),
    "recipient": lazy("to whom"),
    "purpose": lazy("purpose"),
    "ground": lazy("legal ground"),
    "provision": lazy("provision"),
    "fields": lazy("exactly these fields"),
    "groups": lazy("groups of fields"),
    "payload": lazy("content"),
    "content": lazy("content"),
    "made_at": lazy("sent on"),
    "made_by": lazy("by"),
    "kept_at": lazy("kept since"),
    "kept_by": lazy("kept by"),
    "kept_class": lazy("how closed it is"),
    "name": lazy("name"),
    "reason": lazy("reason"),
    "verdict": lazy("judged"),
    "state": lazy("state"),
    "due_on": lazy("ends on"),
}
# Values of closed sets, by the label that their model gives them.
VALUES = {
    "Arabic script": lazy("Arabic script"),
    "Latin letters": lazy("Latin letters"),
    "Solar Hijri": lazy("Solar Hijri"),
    "Gregorian": lazy("Gregorian"),
    "To the day": lazy("To the day"),
    "To the year": lazy("To the year"),
    "Within some years": lazy("Within some years"),
    **{str(label.label): words for label, words in NAME_KINDS.items()},
    **{str(label.label): words for label, words in HABITS.items()},
    **{str(label.label): words for label, words in DOCUMENT_KINDS.items()},
    **{str(label.label): words for label, words in VERDICTS.items()},
}
# Machinery that only repeats what is printed, or seals it: it stands in the JSON.
NOT_PRINTED = frozenset({"core.NameKey"})
SEALS = frozenset({"number_index", "proof_index", "file_key", "sha256", "uid", "mime", "allowance"})
