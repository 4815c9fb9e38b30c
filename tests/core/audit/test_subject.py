"""The report for one person: everything of one party that points to them, nothing of others.

Tables are made here, with the walls and the history of others, because the report finds any table.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner
from django.db import connection, models
from django.test.utils import isolate_apps

from wayforward.core.access.context import acting_as, acting_for
from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.policies import SENSITIVE, guard
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Role
from wayforward.core.audit import subject, subject_page
from wayforward.core.audit.actions import record
from wayforward.core.audit.cli import audit
from wayforward.core.audit.models import Event
from wayforward.core.audit.reads import record_read
from wayforward.core.audit.report_wording import (
    FIELDS,
    LABELS,
    MACHINERY,
    NOT_PRINTED,
    TABLES,
    VALUES,
)
from wayforward.core.audit.subject import NoSuchPersonError, subject_report
from wayforward.core.parties.models import Party
from wayforward.core.persons.models import Person
from wayforward.testing.parties import member_of, two_parties
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db
CANARY = "zebra-of-somebody-else"


class Whispered(models.TextField):  # type: ignore[type-arg]
    """Stands reversed in the database, as a sealed field stands sealed."""

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        return None if value is None else value[::-1]

    def get_prep_value(self, value: str | None) -> str | None:
        return None if value is None else value[::-1]


class Kept(models.Model):
    """As Held, without the name of the party's table, which an isolated registry does not know."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        app_label = "core"


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch, db: None) -> Iterator[SimpleNamespace]:
    """Three tables: about a person, on what hangs on that, and between two persons."""
    with isolate_apps("wayforward.core") as registry:

        class Visit(Kept):  # noqa: DJ008
            data_class = DataClass.PERSON
            person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
            note = models.TextField(blank=True)
            words = Whispered(blank=True)

            class Meta:
                app_label = "core"

        class Finding(Kept):  # noqa: DJ008
            data_class = DataClass.SENSITIVE
            visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="+")
            text = models.TextField()

            class Meta:
                app_label = "core"

        class Kinship(Kept):  # noqa: DJ008
            data_class = DataClass.PERSON
            one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
            other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

            class Meta:
                app_label = "core"

        made = (Visit, Finding, Kinship)
        with connection.schema_editor() as editor:
            for model in made:
                editor.create_model(model)
        _wall(Visit, Finding, Kinship)
        real = subject.apps
        monkeypatch.setattr(
            subject, "apps",
            SimpleNamespace(get_models=lambda **_: [*real.get_models(), *registry.get_models()]),
        )  # fmt: skip
        yield SimpleNamespace(Visit=Visit, Finding=Finding, Kinship=Kinship)


def _wall(*made: type[Any]) -> None:
    with connection.cursor() as cursor:
        for model in made:
            policy = {"policy": SENSITIVE} if model.data_class is DataClass.SENSITIVE else {}
            for operation in guard(
                model._meta.db_table, data_class=model.data_class.value, **policy
            ):
                if hasattr(operation, "sql"):
                    cursor.execute(operation.sql)


@pytest.fixture
def parties() -> tuple[Party, Party]:
    return two_parties()


@pytest.fixture
def person(tables: SimpleNamespace, parties: tuple[Party, Party]) -> Person:
    """Somebody with a visit, a finding about health, a relative, a look and a step; and others."""
    here, there = parties
    with acting_for(here, purpose=Purpose.SAFEGUARD, reason="first interview"):
        person, relative = (Person.objects.create(party=here) for _ in range(2))
        visit = tables.Visit.objects.create(party=here, person=person, note="a", words="اسرار")
        tables.Finding.objects.create(party=here, visit=visit, text="needs insulin")
        tables.Visit.objects.create(party=here, person=relative, note=CANARY)
        tables.Kinship.objects.create(party=here, one=person, other=relative)
        visit.note = "better"
        visit.save()
        gone = tables.Visit.objects.create(party=here, person=person, note="taken back")
        gone.delete()
        record(stream="cases", name="case opened", subject=person.reference, actor="officer-one")
    with acting_as(member_of(here, Role.MONITOR, name="looker"), purpose=Purpose.OVERSIGHT):
        record_read(person=person, what="person")
        record_read(person=relative, what=CANARY)
    with acting_for(there):
        tables.Visit.objects.create(party=there, person=Person.objects.create(party=there))
        record(stream="cases", name=CANARY, subject=person.reference, actor="x")
    return person


def test_report_holds_every_row_open_and_names_no_other_person(
    person: Person, parties: tuple[Party, Party]
) -> None:
    with as_app_role(), acting_for(parties[0], purpose=Purpose.DATA_PROTECTION, reason="asked"):
        report = subject_report(person.reference)

    tables = {table.label: table for table in report.tables}
    assert set(tables) == {"core.Person", "core.Visit", "core.Finding", "core.Kinship"}
    [visit] = tables["core.Visit"].rows
    assert (visit["note"], visit["words"]) == ("better", "اسرار")
    [finding] = tables["core.Finding"].rows
    assert (finding["text"], tables["core.Finding"].data_class) == ("needs insulin", "sensitive")
    [kin] = tables["core.Kinship"].rows
    assert (kin["one"], kin["other"]) == (person.reference, "another person")


def test_report_holds_what_was_and_is_no_more(person: Person, parties: tuple[Party, Party]) -> None:
    with as_app_role(), acting_for(parties[0], purpose=Purpose.DATA_PROTECTION, reason="asked"):
        report = subject_report(person.reference)

    visits = [
        (one.verb, one.values["note"], one.values["words"])
        for one in report.history
        if one.label == "core.Visit"
    ]
    assert visits == [
        ("insert", "a", "اسرار"),
        ("update", "better", "اسرار"),
        ("insert", "taken back", ""),
        ("delete", "taken back", ""),
    ]
    assert [one.label for one in report.history if one.values.get("text")] == ["core.Finding"]


def test_report_says_when_it_was_looked_at_and_what_for_but_not_by_whom(
    person: Person, parties: tuple[Party, Party]
) -> None:
    with as_app_role(), acting_for(parties[0], purpose=Purpose.DATA_PROTECTION, reason="asked"):
        report, named = (subject_report(person.reference, names=n) for n in (False, True))

    [read] = report.reads
    assert (read.name, read.purpose, read.by) == ("record read", "oversight", "")
    assert [one.name for one in report.events] == ["case opened"]
    assert named.reads[0].by == "looker"


def test_another_party_is_not_told_whether_the_person_is_there(
    person: Person, parties: tuple[Party, Party]
) -> None:
    with as_app_role(), acting_for(parties[1], purpose=Purpose.DATA_PROTECTION, reason="asked"):
        with pytest.raises(NoSuchPersonError) as there:
            subject_report(person.reference)
        with pytest.raises(NoSuchPersonError) as nowhere:
            subject_report("ABCDEFGHJKMN")

    assert str(there.value).replace(person.reference, "") == str(nowhere.value).replace(
        "ABCDEFGHJKMN", ""
    )


@pytest.mark.parametrize("language", ["en", "fa-af", "ps"])
def test_command_writes_both_files_and_tells_the_log(
    person: Person, parties: tuple[Party, Party], tmp_path: Path, language: str
) -> None:
    with as_app_role():
        result = CliRunner().invoke(
            audit,
            ["subject", person.reference, "--party", parties[0].key, "--out", str(tmp_path / "r"),
             "--language", language, "--json"],
        )  # fmt: skip
        with acting_for(parties[0]):
            told = Event.objects.get(name="subject report made")

    assert result.exit_code == 0, result.output
    made = json.loads(result.output)
    said = Path(made["json"]).read_text(encoding="utf-8")
    paper = "".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made["pdf"])
    )
    assert told.facts["sha256"] == made["sha256"]
    assert told.purpose == "data_protection"
    for text in (said, paper):
        assert "insulin" in text
        # The reader of PDF files turns pieces of Latin text around in lines of Arabic script.
        assert all(piece in text for piece in re.findall(r"\D+|\d", person.reference))
        assert CANARY not in text
    assert Path(made["json"]).stat().st_mode & 0o077 == 0
    assert Path(made["pdf"]).stat().st_mode & 0o077 == 0


def test_every_table_field_and_choice_has_words_for_the_person() -> None:
    met: list[type[models.Model]] = [Person]
    for model in met:
        met += [other for other, _name in subject._pointing(model) if other not in met]
    printed = [model for model in met if model._meta.label not in NOT_PRINTED]
    fields = [
        (model, field)
        for model in printed
        for field in model._meta.concrete_fields
        if field.name not in {"id", "party"} | MACHINERY
    ]

    assert len(printed) > 10
    assert [one._meta.label for one in printed if one._meta.label not in TABLES] == []
    assert {field.name for _model, field in fields} - set(FIELDS) == set()
    assert [
        (model._meta.label, field.name, value)
        for model, field in fields
        for value, label in field.flatchoices
        if str(label) not in LABELS and value not in VALUES.get(field.name, {})
    ] == []


def test_pages_say_values_in_words_and_times_in_utc() -> None:
    page = subject_page._Page("en", "ABCDEFGHJKMN", str)
    consent, letter = (
        subject.Table(label, "", "person", {}, {}, []) for label in ("core.Consent", "core.Letter")
    )
    row = {"purpose": "return_case", "given_by": "guardian", "amount": 3, "unit": "weeks",
           "given_at": "2026-11-29T12:30:00+00:00", "by": 7, "levels": ["soon"]}  # fmt: skip

    assert subject_page._pairs(row, consent, page) == [
        ("purpose", "the return"),
        ("given by", "the guardian of a child"),
        ("length", "3 weeks"),
        ("given on", "29 November 2026 (8 Qaws 1405), 12:30 UTC"),
    ]
    assert subject_page._pairs({"state": "issued"}, letter, page) == [("state", "Issued")]


def test_command_refuses_an_unknown_person_in_one_sentence(
    tables: SimpleNamespace, parties: tuple[Party, Party], tmp_path: Path
) -> None:
    result = CliRunner().invoke(
        audit, ["subject", "ABCDEFGHJKMN", "--party", parties[0].key, "--out", str(tmp_path)]
    )

    assert result.exit_code == 1
    assert "holds no person ABCDEFGHJKMN" in result.output
    assert list(tmp_path.iterdir()) == []
