"""What tables and fields are called in the report a person asks for, in the reader's language.

A table or field that has no words here is called as its model calls it, and stands in the report
all the same: nothing that is held is left out for want of a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from wayforward.core.access.consenting.forms import group_name
from wayforward.core.access.disclosing.forms import field_name
from wayforward.core.access.wording import DATA_CLASSES, GIVEN_BY, GROUNDS, PROOFS, PURPOSES
from wayforward.core.clocks import definitions
from wayforward.core.clocks.wording import LEVELS, REASONS, STATES
from wayforward.core.documents.letters.kinds import kinds as letters
from wayforward.core.documents.models import Letter
from wayforward.core.documents.wording import KINDS, SCANS
from wayforward.core.persons.desk.wording import DOCUMENT_KINDS, HABITS, NAME_KINDS, VERDICTS
from wayforward.core.workflow.registry import words_of

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
    "core.ClockChange": lazy("Changes of deadlines"),
    "core.ClockAlert": lazy("Warnings about deadlines"),
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
    "reference": lazy("reference"),
    "person": lazy("person"),
    "one": lazy("one record"),
    "other": lazy("the other record"),
    "score": lazy("how alike, as computed"),
    "at": lazy("on"),
    "confirmed_at": lazy("confirmed on"),
    "merged": lazy("record that was joined"),
    "into": lazy("to this record"),
    "judgement": lazy("number of the judgement"),
    "merge": lazy("number of the joining"),
    "given_by": lazy("given by"),
    "given_at": lazy("given on"),
    "expires_at": lazy("good until"),
    "language": lazy("language"),
    "read_by": lazy("read aloud by"),
    "proof_kind": lazy("kind of proof"),
    "proof": lazy("proof"),
    "recorded_by": lazy("recorded by"),
    "withdrawn_at": lazy("withdrawn on"),
    "withdrawn_by": lazy("withdrawal taken down by"),
    "withdrawal": lazy("why withdrawn"),
    "acknowledged_at": lazy("received on"),
    "acknowledged_by": lazy("received by"),
    "recalled_at": lazy("recalled on"),
    "recalled_by": lazy("recalled by"),
    "recall_reason": lazy("why recalled"),
    "sensitive": lazy("under special protection"),
    "triggered_on": lazy("runs from"),
    "amount": lazy("length"),
    "citation": lazy("rule it rests on"),
    "verified": lazy("rule checked"),
    "due_at": lazy("ends at"),
    "settled_on": lazy("settled on"),
    "size": lazy("number of bytes"),
    "scan": lazy("virus scan"),
    "scanned_at": lazy("scanned on"),
    "erased_at": lazy("erased on"),
    "dated": lazy("dated"),
    "written_at": lazy("written on"),
    "clock": lazy("number of the deadline"),
    "since": lazy("since"),
    "resumed": lazy("runs again from"),
    "note": lazy("note"),
    "level": lazy("how urgent"),
    "reached_at": lazy("reached on"),
    "closed_at": lazy("closed on"),
    "counterpart": lazy("number of the other party"),
}
# Values of closed sets, by the label that their model gives them.
LABELS = {
    "Arabic script": lazy("Arabic script"),
    "Latin letters": lazy("Latin letters"),
    "Solar Hijri": lazy("Solar Hijri"),
    "Gregorian": lazy("Gregorian"),
    "To the day": lazy("To the day"),
    "To the year": lazy("To the year"),
    "Within some years": lazy("Within some years"),
    "Suspension": lazy("Suspension"),
    "Extension": lazy("Extension"),
    "Shortening": lazy("Shortening"),
    **{str(label.label): words for label, words in NAME_KINDS.items()},
    **{str(label.label): words for label, words in HABITS.items()},
    **{str(label.label): words for label, words in DOCUMENT_KINDS.items()},
    **{str(label.label): words for label, words in VERDICTS.items()},
}
# The same by field and value, where a model has no labels for people.
VALUES: Mapping[str, Mapping[Any, Any]] = {
    "purpose": PURPOSES,
    "ground": GROUNDS,
    "given_by": GIVEN_BY,
    "proof_kind": PROOFS,
    "kept_class": DATA_CLASSES,
    "kind": KINDS,
    "scan": SCANS,
    "state": STATES,
    "level": LEVELS,
    "reason": REASONS,
    "record": {"record": lazy("the whole record")},
}
# Machinery that only repeats what is printed, or seals it: it stands in the JSON.
NOT_PRINTED = frozenset({"core.NameKey"})
MACHINERY = frozenset(
    {
        "number_index", "proof_index", "file_key", "sha256", "uid", "mime", "allowance",
        "sealed_fields", "file", "version", "consents", "scan_detail", "subject_type",
        "subject_id", "parameter", "computed_from", "unit", "levels", "level_times",
        "next_sweep_at", "settled_from", "tacit", "tell", "key",
        "by", "confirmed_by",  # numbers of accounts: nobody is named by them
    }
)  # fmt: skip


def value_words(table: str, field: str, value: Any, label: str | None, language: str) -> str:
    """What a value of a closed set is called in the reader's language; empty where it is none."""
    if field in ("fields", "groups"):
        return field_name(value, language) if field == "fields" else group_name(value)
    if table == "core.Clock" and field == "kind" and value in definitions.kinds():
        return definitions.kind(value).name(language)
    if table == "core.Letter" and field == "kind" and value in letters():
        return letters()[value].title[language]
    if table == "core.Letter" and field == "state":
        return words_of(Letter.workflow).states[value][language]
    found = LABELS.get(label or "") or VALUES.get(field, {}).get(value) or label or ""
    return str(found)
