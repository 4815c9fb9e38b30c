"""What may be disclosed to whom: fields against the allow-list of the recipient. Pure.

Default deny: what no allowance names is refused, each field with its reason. To an authority of
the partner country nothing sensitive passes on any ground, and no value that gives away that
somebody asked for protection (Directive 2013/32/EU, Article 30).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

PARTNER = "partner_country_authority"
RECOGNISED = "recognised"
LONGEST_TEXT = 200
_MOST_IN_A_LIST = 20


class Ground(StrEnum):
    """On what a disclosure rests; the provision is named beside it."""

    LEGAL_DUTY = "legal_duty"  # a law obliges the sender
    PUBLIC_TASK = "public_task"  # needed for a task laid down in law
    PUBLIC_INTEREST = "public_interest"  # important reasons of public interest, GDPR 49(1)(d)
    LEGAL_CLAIMS = "legal_claims"  # GDPR 49(1)(e)
    VITAL_INTERESTS = "vital_interests"  # the person cannot consent, GDPR 49(1)(f)
    CONSENT = "consent"  # explicit, in the ledger of consents


class Form(StrEnum):
    """What a value of a field may be."""

    TEXT = "text"
    DATE = "date"  # YYYY-MM-DD
    YEAR = "year"
    NUMBER = "number"
    YES_NO = "yes_no"
    LIST = "list"  # of short texts


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can be disclosed at all: its group, its form, whether it is sensitive."""

    name: str
    group: str
    form: Form
    sensitive: bool


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a kind of recipient may be told for one purpose, and on which grounds."""

    kind: str
    recognition: str  # empty: it does not matter
    purpose: str
    grounds: frozenset[Ground]
    fields: frozenset[str]
    citation: str
    verified: bool

    @property
    def key(self) -> str:
        """As it is named in the ledger."""
        return "/".join(part for part in (self.kind, self.recognition, self.purpose) if part)


@dataclass(frozen=True, slots=True)
class Schemas:
    """Everything that is reviewed: fields, allowances, words that give asylum away."""

    fields: Mapping[str, Field]
    allowances: tuple[Allowance, ...]
    telling: tuple[str, ...] = ()

    def allowance(self, asked: Asked) -> Allowance | None:
        """The allowance for this recipient and purpose. An authority that is not recognised has
        only what names it: what recognised ones may be told is nothing to it.
        """
        for one in self.allowances:
            same = one.kind == asked.kind and one.purpose == asked.purpose
            if same and one.recognition in ("", asked.standing):
                return one
        return None


@dataclass(frozen=True, slots=True)
class Asked:
    """A disclosure that somebody wants to make."""

    kind: str
    recognition: str
    purpose: str
    ground: str
    provision: str
    values: Mapping[str, object] = field(default_factory=dict)
    within: bool = True  # whether both are parties of one arrangement

    @property
    def standing(self) -> str:
        """Recognition as far as it counts: anything else than recognised is de facto."""
        if self.kind != PARTNER:
            return ""
        return RECOGNISED if self.recognition == RECOGNISED else "de_facto"


class Why(StrEnum):
    """Why something is refused; the screen has the words."""

    NOTHING_NAMED = "nothing_named"
    ANOTHER_ARRANGEMENT = "another_arrangement"
    NO_ALLOWANCE = "no_allowance"
    GROUND_UNKNOWN = "ground_unknown"
    GROUND_NOT_ALLOWED = "ground_not_allowed"
    NO_PROVISION = "no_provision"
    UNKNOWN_FIELD = "unknown_field"
    NOT_ALLOWED = "not_allowed"
    SENSITIVE_TO_PARTNER = "sensitive_to_partner"
    WRONG_FORM = "wrong_form"
    GIVES_AWAY = "gives_away"
    NO_CONSENT = "no_consent"


_SENTENCES = {
    Why.NOTHING_NAMED: "Name at least one field: a disclosure of nothing is none.",
    Why.ANOTHER_ARRANGEMENT: "This party belongs to another arrangement: only parties of the same"
    " one tell each other anything.",
    Why.NO_ALLOWANCE: "Nothing may be sent to this recipient for this purpose: the data protection"
    " officer decides about an allowance.",
    Why.GROUND_UNKNOWN: "Name the legal ground.",
    Why.GROUND_NOT_ALLOWED: "This ground does not carry a disclosure to this recipient for this"
    " purpose: choose one that the allowance names.",
    Why.NO_PROVISION: "Name the provision or the decision that this rests on.",
    Why.UNKNOWN_FIELD: "There is no such field: choose one from the list.",
    Why.NOT_ALLOWED: "This recipient does not need this field for this purpose: leave it out.",
    Why.SENSITIVE_TO_PARTNER: "This never goes to an authority of the partner country: leave it"
    " out.",
    Why.WRONG_FORM: "The value has not the form of the field: correct it.",
    Why.GIVES_AWAY: "The value gives away that somebody asked for protection: reword it or leave it"
    " out.",
    Why.NO_CONSENT: "The person has not agreed to this, or not any more: record consent first.",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason, and the field or the group it is about (empty: the disclosure as a whole)."""

    why: Why
    about: str = ""

    def __str__(self) -> str:
        return f"{self.about}: {_SENTENCES[self.why]}" if self.about else _SENTENCES[self.why]


@dataclass(frozen=True, slots=True)
class Decision:
    """What would be sent, exactly; and why the rest would not."""

    payload: Mapping[str, object]
    refusals: tuple[Refusal, ...]
    allowance: Allowance | None
    groups: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether nothing was refused: a disclosure goes whole or not at all."""
        return not self.refusals


def decide(asked: Asked, schemas: Schemas) -> Decision:
    """Which of the values may be sent, and each reason against the others."""
    allowance = schemas.allowance(asked)
    whole = tuple(_against_all(asked, allowance))
    payload, refusals = {}, list(whole)
    for name, value in sorted(asked.values.items()):
        why = _against_field(name, value, asked, allowance, schemas)
        if why is not None:
            refusals.append(Refusal(why, name))
        elif not whole:
            payload[name] = value
    groups = sorted({schemas.fields[name].group for name in payload})
    return Decision(payload, tuple(refusals), allowance, tuple(groups))


def _against_all(asked: Asked, allowance: Allowance | None) -> Iterable[Refusal]:
    if not asked.values:
        yield Refusal(Why.NOTHING_NAMED)
    if not asked.within:
        yield Refusal(Why.ANOTHER_ARRANGEMENT)
    if allowance is None:
        yield Refusal(Why.NO_ALLOWANCE)
    if asked.ground not in set(Ground):
        yield Refusal(Why.GROUND_UNKNOWN)
    elif allowance is not None and asked.ground not in allowance.grounds:
        yield Refusal(Why.GROUND_NOT_ALLOWED)
    if not asked.provision.strip():
        yield Refusal(Why.NO_PROVISION)


def _against_field(
    name: str, value: object, asked: Asked, allowance: Allowance | None, schemas: Schemas
) -> Why | None:
    known = schemas.fields.get(name)
    if known is None:
        return Why.UNKNOWN_FIELD
    if asked.kind == PARTNER and known.sensitive:
        return Why.SENSITIVE_TO_PARTNER
    if allowance is not None and name not in allowance.fields:
        return Why.NOT_ALLOWED
    if not fits(value, known.form):
        return Why.WRONG_FORM
    if asked.kind == PARTNER and _gives_away(value, schemas.telling):
        return Why.GIVES_AWAY
    return None


def fits(value: object, form: Form) -> bool:
    """Whether a value has the form of its field. An empty value has none: leave the field out."""
    if form is Form.YES_NO:
        return isinstance(value, bool)
    if form in (Form.NUMBER, Form.YEAR):
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole and (form is Form.NUMBER or 1000 <= int(str(value)) <= 2999)
    if form is Form.LIST:
        return (
            isinstance(value, list)
            and 0 < len(value) <= _MOST_IN_A_LIST
            and all(fits(one, Form.TEXT) for one in value)
        )
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
        return False
    return form is Form.TEXT or re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None


def _gives_away(value: object, telling: Iterable[str]) -> bool:
    said = str(value).casefold()
    return any(word.casefold() in said for word in telling)
