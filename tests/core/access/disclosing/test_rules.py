"""What may be disclosed: nothing outside the allow-list, whatever is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.access.disclosing.rules import (
    PARTNER,
    Allowance,
    Asked,
    Field,
    Form,
    Ground,
    Schemas,
    Why,
    decide,
    fits,
)
from wayforward.core.access.disclosing.schemas import faults, field_names, groups, schemas
from wayforward.core.access.purposes import Purpose
from wayforward.core.parties.models import PartyKind

KINDS = [kind.value for kind in PartyKind]
VALUES = st.one_of(
    st.text(max_size=250),
    st.integers(),
    st.booleans(),
    st.none(),
    st.lists(st.text(max_size=20), max_size=30),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
    st.just("2001-05-06"),
)
NAMES = st.one_of(st.sampled_from(sorted(schemas().fields)), st.text(max_size=12))
ASKED = st.builds(
    Asked,
    kind=st.sampled_from([*KINDS, "somebody else"]),
    recognition=st.sampled_from(["recognised", "de_facto", "", "pending"]),
    purpose=st.sampled_from([one.value for one in Purpose]),
    ground=st.sampled_from([*(one.value for one in Ground), "", "courtesy"]),
    provision=st.sampled_from(["GDPR Art. 49(1)(a)", " ", ""]),
    values=st.dictionaries(NAMES, VALUES, max_size=8),
)


@given(ASKED)
def test_no_payload_holds_a_field_outside_the_allowance(asked: Asked) -> None:
    made = decide(asked, schemas())

    allowed = made.allowance.fields if made.allowance else frozenset()
    assert set(made.payload) <= allowed & set(asked.values)
    assert set(made.payload) | {r.about for r in made.refusals} >= set(asked.values) or any(
        not r.about for r in made.refusals
    )


@given(ASKED)
def test_every_field_is_sent_as_given_or_refused_and_never_both(asked: Asked) -> None:
    made = decide(asked, schemas())

    refused = {refusal.about for refusal in made.refusals} - {""}
    assert refused & set(made.payload) == set()
    assert all(made.payload[name] is asked.values[name] for name in made.payload)
    if made.allowed:
        assert set(made.payload) == set(asked.values)


@given(ASKED)
def test_nothing_sensitive_ever_goes_to_the_partner_country(asked: Asked) -> None:
    made = decide(asked, schemas())

    if asked.kind == PARTNER:
        assert not [name for name in made.payload if schemas().fields[name].sensitive]


@given(ASKED)
def test_authority_that_is_not_recognised_is_told_nothing_but_on_consent(asked: Asked) -> None:
    made = decide(asked, schemas())

    if asked.kind == PARTNER and asked.recognition != "recognised" and made.payload:
        assert asked.ground in (Ground.CONSENT, Ground.VITAL_INTERESTS)
        assert made.allowance is not None
        assert made.allowance.recognition == "de_facto"
        assert asked.provision.strip()


@given(st.text(min_size=1, max_size=30).filter(lambda name: name not in schemas().fields), VALUES)
def test_unknown_field_is_refused(name: str, value: object) -> None:
    made = decide(_asked(values={name: value}), schemas())

    assert made.payload == {}
    assert [(r.why, r.about) for r in made.refusals] == [(Why.UNKNOWN_FIELD, name)]


@pytest.mark.parametrize("word", schemas().telling)
def test_value_that_gives_protection_away_is_refused_to_the_partner_country(word: str) -> None:
    values = {"document_kind": f"Karte ({word.upper()})"}

    there = decide(_asked(values=values), schemas())
    at_home = decide(
        Asked("member_state_authority", "", "return_case", "legal_duty", "Art. 6", values),
        schemas(),
    )

    assert [refusal.why for refusal in there.refusals] == [Why.GIVES_AWAY]
    assert at_home.allowed


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"values": {}}, Why.NOTHING_NAMED),
        ({"purpose": "audit"}, Why.NO_ALLOWANCE),
        ({"ground": ""}, Why.GROUND_UNKNOWN),
        ({"ground": "legal_claims"}, Why.GROUND_NOT_ALLOWED),
        ({"provision": " "}, Why.NO_PROVISION),
        ({"values": {"telephone": "0700"}}, Why.NOT_ALLOWED),
        ({"values": {"asylum_claim": "no"}}, Why.SENSITIVE_TO_PARTNER),
        ({"values": {"birth_date": "May 2001"}}, Why.WRONG_FORM),
        ({"recognition": "de_facto", "purpose": "journey"}, Why.NO_ALLOWANCE),
        ({"recognition": "de_facto"}, Why.GROUND_NOT_ALLOWED),
    ],
)
def test_refusal_is_typed_and_one_sentence(changed: dict[str, object], why: Why) -> None:
    made = decide(_asked(**changed), schemas())

    assert why in [refusal.why for refusal in made.refusals]
    assert all(str(refusal).endswith(".") for refusal in made.refusals)
    assert not made.allowed


def test_what_recognised_authorities_may_be_told_is_nothing_to_others() -> None:
    only = Schemas(
        {"full_name": Field("full_name", "identity", Form.TEXT, False)},
        (
            Allowance(PARTNER, "recognised", "journey", frozenset(Ground), frozenset({"full_name"}),
                      "made up", False),
        ),
    )  # fmt: skip

    for recognition in ("de_facto", "", "pending"):
        asked = Asked(PARTNER, recognition, "journey", "consent", "x", {"full_name": "A"})
        assert not decide(asked, only).allowed


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        (Form.TEXT, "Ahmad", ""),
        (Form.DATE, "2001-02-03", "3.2.2001"),
        (Form.YEAR, 1999, 99),
        (Form.NUMBER, 3, True),
        (Form.YES_NO, False, "no"),
        (Form.LIST, ["a"], []),
    ],
)
def test_form_of_a_value(form: Form, good: object, bad: object) -> None:
    assert fits(good, form)
    assert not fits(bad, form)
    assert not fits(None, form)


def test_reviewed_file_is_sound() -> None:
    assert list(faults(schemas())) == []
    for names in (*field_names().values(), *(group.names for group in groups().values())):
        assert set(names) == {"en", "fa-af", "ps"}
        assert all(name.strip() for name in names.values())


def test_faults_of_a_bad_file_are_named() -> None:
    fields = frozenset({"asylum_claim", "shoe"})
    bad = Allowance(PARTNER, "", "enforcement", frozenset({Ground.CONSENT}), fields, " ", False)
    worse = Allowance(
        PARTNER, "de_facto", "journey", frozenset({Ground.LEGAL_DUTY}), frozenset({"flight"}), "x",
        False,
    )  # fmt: skip

    said = " | ".join(faults(Schemas(schemas().fields, (bad, bad, worse))))

    for part in ("twice", "enforcement", "unknown fields shoe", "opens asylum_claim", "recognised",
                 "citation", "more than consent"):  # fmt: skip
        assert part in said


def _asked(**changed: object) -> Asked:
    given = {
        "kind": PARTNER,
        "recognition": "recognised",
        "purpose": "identification",
        "ground": "public_interest",
        "provision": "GDPR Art. 49(1)(d)",
        "values": {"full_name": "Nobody At All"},
    }
    return Asked(**{**given, **changed})  # type: ignore[arg-type]
