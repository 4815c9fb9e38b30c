"""Words of closed sets about persons."""

from django.utils.translation import gettext_lazy as lazy

from wayforward.core.persons.models import DocumentKind, Habit, NameKind, Verdict

NAME_KINDS = {
    NameKind.OWN: lazy("Own name"),
    NameKind.NICKNAME: lazy("Called so"),
    NameKind.ADDED_ABROAD: lazy("Added abroad"),
    NameKind.FATHER: lazy("Father's name"),
    NameKind.GRANDFATHER: lazy("Grandfather's name"),
}
HABITS = {
    Habit.UNKNOWN: lazy("Not known"),
    Habit.DARI: lazy("Dari"),
    Habit.PASHTO: lazy("Pashto"),
    Habit.ENGLISH: lazy("English"),
    Habit.GERMAN: lazy("German"),
    Habit.FRENCH: lazy("French"),
    Habit.SWEDISH: lazy("Swedish"),
    Habit.TURKISH: lazy("Turkish"),
    Habit.OTHER: lazy("Another language"),
}
DOCUMENT_KINDS = {
    DocumentKind.TAZKIRA_PAPER: lazy("Tazkira on paper"),
    DocumentKind.TAZKIRA_ELECTRONIC: lazy("Electronic tazkira"),
    DocumentKind.PASSPORT: lazy("Passport"),
    DocumentKind.TRAVEL_DOCUMENT: lazy("Travel document for return"),
    DocumentKind.RESIDENCE: lazy("Residence document of the host country"),
    DocumentKind.BIRTH_CERTIFICATE: lazy("Birth certificate"),
    DocumentKind.MARRIAGE_CERTIFICATE: lazy("Marriage certificate"),
    DocumentKind.LICENCE: lazy("Driving licence"),
    DocumentKind.OTHER: lazy("Another paper"),
}
VERDICTS = {
    Verdict.SAME: lazy("One person"),
    Verdict.DIFFERENT: lazy("Two persons"),
    Verdict.UNSURE: lazy("It cannot be told"),
}
FACTS = {
    "name": lazy("A name"),
    "birth": lazy("A date of birth"),
    "origin": lazy("Where from"),
    "document": lazy("A paper"),
}
REFUSALS = {
    "OnePersonOnlyError": lazy("These are one record already: choose two records."),
    "ReasonMissingError": lazy("Say why, so that the next reader can follow."),
    "SecondPersonNeededError": lazy(
        "Nobody confirms their own judgement: ask another adjudicator."
    ),
    "ConfirmedAlreadyError": lazy("This judgement is confirmed already: judge anew to change it."),
    "OutdatedError": lazy("There is a later judgement of these two records: go by that one."),
    "NotOnePersonError": lazy("One adjudicator judges, another confirms, then records are merged."),
    "MergedAlreadyError": lazy("One of these records is merged already: undo that first."),
    "WrongPurposeError": lazy("State identification as your purpose first."),
    "NobodyJudgesError": lazy("Only an account of a party decides about persons: sign in as one."),
    "UndoneAlreadyError": lazy("This was taken back already."),
}
