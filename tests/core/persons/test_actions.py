"""What is known about a person is recorded row by row, found by sound, and logged without names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection

from wayforward.core.access.context import acting_as
from wayforward.core.access.models import Account
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.access.sealed_fields import look_up
from wayforward.core.audit.models import Event, RowHistory
from wayforward.core.persons import actions, queries, rules
from wayforward.core.persons.matching.births import read_birth
from wayforward.core.persons.matching.comparing import Known
from wayforward.core.persons.models import (
    Calendar,
    DocumentKind,
    NameKey,
    NameKind,
    PersonDocument,
    Precision,
    Script,
)
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Iterator[Account]:
    found = member_of(two_parties()[0], Role.RETURN_CASE_OFFICER)
    with as_app_role(), acting_as(found, purpose=Purpose.IDENTIFICATION):
        yield found


def test_a_name_keeps_its_parts_its_script_and_its_keys(officer: Account) -> None:
    person = actions.add_person()

    name = actions.add_name(person=person, written=" عبدالرحمن  نوری ", source="tazkira")

    assert (name.parts, name.script) == (["عبدالرحمن", "نوری"], Script.ARABIC)
    assert NameKey.objects.filter(name=name).exists()


def test_a_fathers_name_is_kept_and_finds_nobody_by_itself(officer: Account) -> None:
    person = actions.add_person()

    name = actions.add_name(
        person=person, written="Karim", source="interview", kind=NameKind.FATHER
    )

    assert NameKey.objects.filter(name=name, key__startswith="f/").exists()
    assert queries.candidates(Known(names=("Karim",))) == []
    assert queries.known_of([person.pk])[person.pk].fathers == ("Karim",)


def test_a_name_without_a_letter_is_refused(officer: Account) -> None:
    with pytest.raises(rules.NoNameError):
        actions.add_name(person=actions.add_person(), written="???", source="form")


def test_a_word_longer_than_any_name_is_refused(officer: Account) -> None:
    person = actions.add_person()

    actions.add_name(person=person, written="x" * 80, source="form")
    with pytest.raises(rules.LongNameError):
        actions.add_name(person=person, written="x" * 81, source="form")


@pytest.mark.parametrize(
    ("written", "calendar", "precision", "earliest"),
    [
        ("1375", Calendar.SOLAR, Precision.YEAR, date(1996, 3, 20)),
        ("۱۳۶۹/۲/۱۲", Calendar.SOLAR, Precision.DAY, date(1990, 5, 2)),
        ("1990-01-01", Calendar.GREGORIAN, Precision.YEAR, date(1990, 1, 1)),
        ("about 1990", Calendar.GREGORIAN, Precision.RANGE, date(1988, 1, 2)),
    ],
)
def test_a_birth_keeps_calendar_and_precision(
    officer: Account, written: str, calendar: Calendar, precision: Precision, earliest: date
) -> None:
    birth = actions.add_birth(person=actions.add_person(), written=written, source="interview")

    assert (birth.calendar, birth.precision, birth.earliest) == (calendar, precision, earliest)


def test_an_origin_is_a_province_by_its_code(officer: Account) -> None:
    person = actions.add_person()

    actions.add_origin(person=person, province="AF-KAB", district="Paghman", source="interview")

    with pytest.raises(rules.UnknownOriginError):
        actions.add_origin(person=person, province="Kabul", source="interview")
    [place] = queries.known_of([person.pk])[person.pk].places
    assert (place.province, place.district) == ("AF-KAB", "Paghman")


def test_the_log_tells_no_name_and_no_number(officer: Account) -> None:
    person = actions.add_person()
    actions.add_name(person=person, written="Torialai", source="tazkira of Torialai")
    actions.add_document(
        person=person, kind=DocumentKind.TAZKIRA_PAPER, source="shown", number="4711-secret"
    )

    told = str(list(Event.objects.filter(stream="persons").values()))

    assert person.reference in told
    assert "Torialai" not in told
    assert "4711" not in told


def test_candidates_are_found_across_scripts_best_first(officer: Account) -> None:
    wanted = _named("نجیب‌الله رحیمی", father="عبدالکریم", born="1370")
    namesake = _named("Najibullah Rahimi", father="Ghulam Nabi", born="1350")
    _named("Habibullah Karimi")
    _named("Mohammad Ahmad")

    by_name = queries.candidates(Known(names=("Nadschibullah Rahimi",)))
    by_all = queries.candidates(
        Known(("Nadschibullah Rahimi",), ("Abdul Karim",), births=(read_birth("1991"),))
    )

    assert {one.person.pk for one in by_name} == {wanted, namesake}
    assert [one.person.pk for one in by_all] == [wanted, namesake]
    assert by_all[0].comparison.score > 0.9 > 0.5 > by_all[1].comparison.score


def test_among_very_many_of_one_name_the_father_finds_the_person(officer: Account) -> None:
    for _ in range(230):
        _named("Mohammad Ali", father="Ghulam Nabi")
    wanted = _named("محمد علی", father="توریالی")
    for _ in range(20):
        _named("Mohammad Ali", father="Rahim")

    found = queries.candidates(Known(names=("Mohammed Ali",), fathers=("Torialai",)))

    assert found[0].person.pk == wanted


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("Halid", "خالد"), ("Chalid", "Khaled"), ("Jusuf", "Youssouf"), ("Cemil", "Dschamil"),
        ("Karim", "Mohammad Karim"), ("محمد کریم احمدزی", "Karim Ahmadzay"),
        ("Asisullah", "عزیزالله"),
        ("عبدالقادر", "Abdelkader"), ("Ishaq", "اسحاق"), ("Mehmet Ali", "محمد علی"),
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_spelled(officer: Account, kept: str, asked: str) -> None:
    person = _named(kept)

    assert [one.person.pk for one in queries.candidates(Known(names=(asked,)))] == [person]


def _named(written: str, *, father: str = "", born: str = "") -> int:
    person = actions.add_person()
    actions.add_name(person=person, written=written, source="interview")
    if father:
        actions.add_name(person=person, written=father, source="interview", kind=NameKind.FATHER)
    if born:
        actions.add_birth(person=person, written=born, source="interview")
    return person.pk


def test_number_of_a_paper_is_sealed_and_found_by_its_index(officer: Account) -> None:
    person = actions.add_person()
    paper = actions.add_document(
        person=person, kind=DocumentKind.PASSPORT, source="seen", number="P0000000"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM core_persondocument p WHERE id = %s", [paper.pk])
        (raw,) = cursor.fetchone()
    kept = str(list(RowHistory.objects.values_list("state", flat=True)))
    index = PersonDocument._meta.get_field("number_index")

    found = PersonDocument.objects.filter(
        number_index__in=look_up(index, person.party_id, "P0000000")
    )

    assert "P0000000" not in raw + kept
    assert [one.number for one in found] == ["P0000000"]
