"""Importing: what counts is kept, twice changes nothing, what vanished is marked, nothing stops."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from random import Random

import pytest
from django.db import connection
from tests.information.projects.making import (
    AF,
    KABUL,
    NAMED,
    TWO,
    file_of,
    import_these,
    payment,
    written,
)

from wayforward.conf import shared_data
from wayforward.core.audit.models import Event
from wayforward.core.parties.actions import ARRANGEMENTS, load_arrangement
from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.projects import import_actions, recording
from wayforward.information.projects.activities import Location
from wayforward.information.projects.import_actions import NothingToImportError, import_path
from wayforward.information.projects.import_report import ImportReport
from wayforward.information.projects.models import Project, ProjectFile, ProjectMoney
from wayforward.information.projects.placing import Placed
from wayforward.information.projects.queries import NoPartnerCountryError
from wayforward.information.projects.storing import Kept
from wayforward.information.projects.validating import Schema
from wayforward.testing.walls import as_app_role

pytestmark = pytest.mark.django_db
ELSEWHERE = '<recipient-country code="PK"/>'
CONTACT = ("<contact-info><organisation><narrative>Office</narrative></organisation>"
           "<person-name><narrative>Amina Example</narrative></person-name>"
           "<email>amina@agency.example</email></contact-info>")  # fmt: skip


@pytest.fixture(autouse=True)
def parameters(db: None) -> None:
    load_rule_sets()


def _titles() -> dict[str, str]:
    rows = Project.objects.order_by("identifier")
    return {row.identifier: row.facts["titles"][0]["text"] for row in rows}


def _gone() -> list[str]:
    rows = Project.objects.filter(gone_since__isnull=False).order_by("identifier")
    return list(rows.values_list("identifier", flat=True))


def test_only_activities_that_count_for_the_country_are_kept(tmp_path: Path) -> None:
    report = import_these(tmp_path, written(1), written(2, ELSEWHERE), written(3, AF + KABUL))
    assert _titles() == {"XM-EX-1": "Wells", "XM-EX-3": "Wells"}
    assert (report.activities, report.kept, report.new) == (3, 2, 2)
    placed = Project.objects.get(identifier="XM-EX-3")
    assert (placed.provinces, placed.places) == (["AF-KAB"], [["AF-KAB", ""]])
    assert placed.last_word == date(2025, 6, 1)


def test_the_report_for_machines_holds_what_was_promised(tmp_path: Path) -> None:
    bad = '<activity-date type="1" iso-date="2020-02-30"/>'
    told = import_these(tmp_path, written(1, AF + bad), written(2, ELSEWHERE)).to_dict()
    assert json.loads(json.dumps(told)) == told
    assert (told["activities_read"], told["kept_for_country"]) == (2, 1)
    assert told["problems_by_kind"] == {"unreadable_date": 1}
    assert told["seconds"] > 0
    assert 20 < told["peak_memory_mb"] < 5000


def test_the_same_file_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    import_these(tmp_path, written(1, AF + payment("3", 5)))
    before = list(Project.objects.values()), list(ProjectMoney.objects.values())
    events = Event.objects.filter(stream="projects").count()

    report = import_these(tmp_path, written(1, AF + payment("3", 5)))

    assert (report.files, report.unchanged_files, report.activities) == (1, 1, 0)
    assert str(report) == "Nothing changed: 1 file as read before."
    assert (list(Project.objects.values()), list(ProjectMoney.objects.values())) == before
    assert Event.objects.filter(stream="projects").count() == events == 1


def test_a_later_file_replaces_what_changed_and_leaves_the_rest(tmp_path: Path) -> None:
    import_these(tmp_path, written(1, AF + payment("3", 5)), written(2))
    was = dict(Project.objects.values_list("identifier", "pk"))

    report = import_these(tmp_path, written(1, AF + payment("4", 7), title="Pumps"), written(2))

    assert (report.new, report.changed, report.same) == (0, 1, 1)
    assert _titles() == {"XM-EX-1": "Pumps", "XM-EX-2": "Wells"}
    assert dict(Project.objects.values_list("identifier", "pk")) == was
    assert list(ProjectMoney.objects.values_list("kind", "amount")) == [("expenditure", 7)]


def test_what_vanished_from_the_newer_file_is_marked_and_marked_no_more_when_back(
    tmp_path: Path,
) -> None:
    import_these(tmp_path, written(1), written(2))

    assert import_these(tmp_path, written(1)).gone == 1
    assert _gone() == ["XM-EX-2"]
    assert import_these(tmp_path, written(1, title="x")).gone == 0
    import_these(tmp_path, written(1), written(2))
    assert _gone() == []


@pytest.mark.parametrize(("from_", "to"), [("a.xml", "z.xml"), ("z.xml", "a.xml")])
def test_an_activity_that_moved_to_another_file_is_not_gone(
    tmp_path: Path, from_: str, to: str
) -> None:
    file_of(tmp_path, written(1), written(2), name=from_)
    file_of(tmp_path, written(3), name=to)
    import_path(path=tmp_path, country="AF")
    file_of(tmp_path, written(1), name=from_)
    file_of(tmp_path, written(2), written(3), name=to)

    assert import_path(path=tmp_path, country="AF").new == 0

    assert _gone() == []
    file_of(tmp_path, written(3), name=to)
    assert import_path(path=tmp_path, country="AF").gone == 1
    assert _gone() == ["XM-EX-2"]


def test_an_activity_in_two_files_is_gone_when_both_lack_it(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        import_these(tmp_path, written(1), written(2), name=name)
    assert import_these(tmp_path, written(1), name="a.xml").gone == 0
    assert import_these(tmp_path, written(1), name="b.xml").gone == 1


def test_an_archive_with_old_words_does_not_keep_an_activity_from_going(tmp_path: Path) -> None:
    old = written(2, title="Old", updated="2020-01-01")
    import_these(tmp_path, written(1), written(2))
    import_these(tmp_path, old, name="archive.xml")
    assert import_these(tmp_path, written(1)).gone == 1


def test_a_file_of_that_name_by_another_publisher_marks_nothing(tmp_path: Path) -> None:
    import_these(tmp_path, written(1))
    import_these(tmp_path, written(1, reporter="XM-OTHER"))
    assert _gone() == []
    assert Project.objects.count() == 2


def test_an_empty_file_and_a_broken_one_mark_nothing(tmp_path: Path) -> None:
    import_these(tmp_path, written(1), written(2))
    import_these(tmp_path)
    path = file_of(tmp_path, written(1))
    path.write_text(path.read_text("utf-8").replace("</iati-activities>", "<iati-activity>"))

    report = import_path(path=path, country="AF")

    assert _gone() == []
    assert report.problems["broken_file"] == 1
    assert len(report.troubles) == 1
    assert report.troubles[0].startswith("file.xml: The file breaks off: ")
    assert not ProjectFile.objects.order_by("pk").last().whole


def test_a_broken_file_is_told_again_and_the_rest_of_the_folder_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<iati-activities><iati-activity></x>")
    (tmp_path / "b.xml").write_bytes(b"\x00\xff not xml")
    (tmp_path / "notes.txt").write_text("no")
    file_of(tmp_path / "deeper", written(1), name="c.XML")

    first, again = (import_path(path=tmp_path, country="AF") for _ in range(2))

    assert _titles() == {"XM-EX-1": "Wells"}
    assert (first.files, first.unchanged_files, again.unchanged_files) == (3, 0, 3)
    assert [one.partition(":")[0] for one in first.troubles] == ["a.xml", "b.xml"]
    assert again.troubles == first.troubles
    names = ProjectFile.objects.order_by("name").values_list("name", flat=True)
    assert list(names) == ["a.xml", "b.xml", "deeper/c.XML"]


def test_a_file_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.xml").symlink_to(tmp_path / "nowhere.xml")
    file_of(tmp_path, written(1), name="b.xml")
    assert import_path(path=tmp_path, country="AF").new == 1


def test_of_a_file_that_cannot_be_read_to_its_end_nothing_is_kept_nor_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file_of(tmp_path, *(written(number) for number in range(400)), name="a.xml")
    file_of(tmp_path, written("other"), name="b.xml")
    read, times = import_actions._Watched.read, count()

    def torn(self: import_actions._Watched, size: int, /) -> bytes:
        if next(times) == 3:
            raise OSError(5, "Input/output error")
        return read(self, min(size, path.stat().st_size // 5))

    monkeypatch.setattr(import_actions._Watched, "read", torn)
    monkeypatch.setattr(recording, "BATCH", 1)

    report = import_path(path=tmp_path, country="AF")

    assert _titles() == {"XM-EX-other": "Wells"}
    assert (report.files, report.activities, report.kept, report.new) == (2, 1, 1, 1)
    assert report.money == ProjectMoney.objects.count()
    assert report.problems == {"broken_file": 1}
    assert report.troubles == ["a.xml: it could not be read (Input/output error)."]


def test_every_count_of_a_report_is_added() -> None:
    whole = {one.name for one in fields(ImportReport)}
    asked = {"country", "problems", "troubles", "seconds", "peak_mb"}
    one = ImportReport("AF", **dict.fromkeys(whole - asked, 2))
    total = ImportReport("AF", **dict.fromkeys(whole - asked, 1))

    total.add(one)

    assert total == ImportReport("AF", **dict.fromkeys(whole - asked, 3))


def test_an_older_word_does_not_replace_a_newer_one(tmp_path: Path) -> None:
    import_these(tmp_path, written(1, title="New", updated="2025-06-01T00:00:00Z"))
    old = written(1, title="Old", updated="2024-06-01T00:00:00Z")

    report = import_these(tmp_path, old, name="archive.xml")

    assert (report.older, report.changed) == (1, 0)
    assert _titles() == {"XM-EX-1": "New"}


def test_an_earlier_state_of_a_file_handed_in_late_takes_nothing_back(tmp_path: Path) -> None:
    def take(*activities: str, generated: str) -> None:
        import_path(path=file_of(tmp_path, *activities, generated=generated), country="AF")

    take(written(1, updated=""), written(2, updated=""), generated="2025-06-01T00:00:00Z")
    for day in ("2024-06-01", "2024-09-01"):  # the second is newer than the first, yet late too
        take(written(1, title=f"Old {day}", updated=""), generated=f"{day}T00:00:00Z")

    assert _titles() == {"XM-EX-1": "Wells", "XM-EX-2": "Wells"}
    assert _gone() == []


def test_an_identifier_twice_in_a_file_is_taken_once_and_told(tmp_path: Path) -> None:
    first = import_these(tmp_path, written(1), written(1, title="Other"))
    assert _titles() == {"XM-EX-1": "Wells"}
    assert first.problems["repeated"] == 1


def test_an_identifier_twice_is_told_over_batches_too(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(recording, "BATCH", 1)
    monkeypatch.setattr(recording, "_MOST_TAKEN", 0)
    report = import_these(tmp_path, written(1), written(2), written(1, title="Other"))
    assert (report.new, report.changed, report.problems["repeated"]) == (2, 0, 1)


def test_activities_with_many_amounts_are_written_a_few_at_a_time() -> None:
    heavy, light = Kept({}, ({},) * 100), Kept({}, ())
    batches = recording._batches([heavy] * 6 + [light] * 11, 10)
    assert [len(batch) for batch in batches] == [2, 2, 2, 10, 1]


def test_an_activity_that_cannot_be_known_again_is_a_problem(tmp_path: Path) -> None:
    nameless = written(1).replace("<iati-identifier>XM-EX-1</iati-identifier>", "")
    report = import_these(tmp_path, nameless, written("9" * 5000), written(2))
    assert list(_titles()) == ["XM-EX-2"]
    assert report.problems["no_identity"] == 2


def test_values_no_database_could_hold_do_not_stop_the_import(tmp_path: Path) -> None:
    odd = (AF.replace("/>", ' percentage="33.3333333333333333333333333333333333"/>')
           + payment("3", "9E18") + payment("3", "0.0000000000000000000000001")
           + payment("3", 1).replace("<value ", f'<value currency="{"X" * 300}" ')
           + payment("3", 1).replace("2025-05-01", "0001-01-01")
           + '<activity-date type="1" iso-date="9999-12-31"/>')  # fmt: skip
    report = import_these(
        tmp_path, written(1, odd, title="ا" * 9000, updated="0001-01-01T00:00:00+05:00")
    )
    assert report.new == 1
    assert Project.objects.get().last_updated is None
    assert ProjectMoney.objects.count() == 4


def test_text_of_endless_words_does_not_stop_the_import(tmp_path: Path) -> None:
    endless = " ".join(f"{number}{'ا' * 190}" for number in range(4000))  # 1.5 MB of lexemes
    named = (f"<narrative>{endless}</narrative>").join(("<description>", "</description>"))
    report = import_these(tmp_path, written(1, AF + named), written(2))
    assert report.new == 2


def test_name_that_no_index_holds_does_not_stop_the_import(tmp_path: Path) -> None:
    random = Random(1)  # noqa: S311
    signs = ["".join(chr(random.randrange(0x20000, 0x2A6DF)) for _ in range(400)) for _ in "ab"]
    odd = written(1, reporter=signs[0]).replace("XM-EX-1", signs[1])
    report = import_these(tmp_path, odd, written(2))
    assert (report.new, report.problems["no_identity"]) == (1, 1)


def test_money_is_kept_apart_by_kind_with_its_rate_or_the_reason(tmp_path: Path) -> None:
    budget = ('<budget><period-start iso-date="2020-01-01"/><period-end iso-date="2020-12-31"/>'
              '<value currency="USD" value-date="2020-01-01">114.22</value></budget>')  # fmt: skip
    unknown = payment("3", 5).replace("<value ", '<value currency="XDR" ')
    import_these(tmp_path, written(1, AF + budget + payment("4", 7) + unknown))

    [planned, spent, odd] = ProjectMoney.objects.order_by("position")

    assert (planned.kind, planned.family, planned.currency) == ("budget", "budget", "USD")
    assert (planned.euro, planned.rate) == (Decimal("100.00"), Decimal("1.1422"))
    assert (planned.rate_day, planned.percentage) == (date(2020, 12, 31), 100)
    assert "European Central Bank" in planned.rate_source
    assert (spent.family, spent.euro, spent.rate) == ("spending", 7, None)
    assert (odd.euro, odd.unvalued, odd.amount) == (None, "no_rate", 5)


def test_transactions_of_other_countries_are_counted_and_not_kept(tmp_path: Path) -> None:
    only = payment("3", 5, AF) + payment("3", 6, ELSEWHERE) + payment("3", 7)
    import_these(tmp_path, written(1, only))
    [row] = ProjectMoney.objects.all()
    assert (row.amount, row.project.transactions_elsewhere) == (5, 2)
    assert row.project.basis == "transactions"


def test_names_and_addresses_of_persons_stand_in_no_table(tmp_path: Path) -> None:
    import_these(tmp_path, written(1, AF + CONTACT))
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(p)::text FROM information_project p")
        said = "".join(row[0] for row in cursor.fetchall())
    assert "Office" in said
    assert "amina" not in said.lower()


def test_places_are_mapped_by_whoever_is_handed_in(tmp_path: Path) -> None:
    def all_in_herat(location: Location, country: str) -> Placed:
        return Placed(f"{country}-HER", "her-herat")

    import_path(path=file_of(tmp_path, written(1, AF + KABUL)), country="AF", placing=all_in_herat)
    row = Project.objects.get()
    assert (row.provinces, row.districts) == (["AF-HER"], ["her-herat"])


def test_progress_ends_at_the_size_of_the_files(tmp_path: Path) -> None:
    path, steps = file_of(tmp_path, *map(written, range(200))), []
    import_path(path=path, country="AF", progress=lambda done, total: steps.append((done, total)))
    assert steps[-1] == (path.stat().st_size // 1024,) * 2
    assert steps == sorted(steps)


def test_the_country_is_that_of_the_partner_of_the_arrangement(tmp_path: Path) -> None:
    path = file_of(tmp_path, written(1), written(2, ELSEWHERE))
    with pytest.raises(NoPartnerCountryError, match="there is none"):
        import_path(path=path)
    load_arrangement(folder=ARRANGEMENTS / "joint-way-forward")
    assert import_path(path=path).country == "AF"


def test_nothing_to_import_is_said(tmp_path: Path) -> None:
    with pytest.raises(NothingToImportError, match=r"holds no \.xml file"):
        import_path(path=tmp_path, country="AF")


def test_without_the_parameter_for_rates_nothing_is_imported(tmp_path: Path) -> None:
    from wayforward.core.rulesets.models import Parameter

    Parameter.objects.filter(key="exchange-rate-largest-age").delete()
    with pytest.raises(RuleSetError):
        import_these(tmp_path, written(1))


def test_a_reading_is_an_event_without_a_path_of_the_machine(tmp_path: Path) -> None:
    import_these(tmp_path, written(1))
    event = Event.objects.get(stream="projects")
    assert (event.name, event.subject) == ("project file read", "file.xml")
    assert event.facts == {"activities": 1, "kept": 1, "gone": 0, "whole": True}
    assert not [row for row in ProjectFile.objects.values() if str(tmp_path) in str(row)]


def test_a_file_with_an_endless_name_is_read(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["x" * 90] * 4)
    file_of(deep, written(1))
    assert import_path(path=tmp_path, country="AF").new == 1
    assert Event.objects.get(stream="projects").subject.endswith("x/file.xml")


def test_the_app_role_imports_and_marks(tmp_path: Path) -> None:
    with as_app_role():
        import_these(tmp_path, written(1), written(2))
        import_these(tmp_path, written(1, title="Pumps"))
        assert _gone() == ["XM-EX-2"]


def test_an_activity_of_version_1_is_kept_as_well(tmp_path: Path) -> None:
    old = ('<iati-activities version="1.05"><iati-activity default-currency="USD">'
           '<iati-identifier>XM-EX-9</iati-identifier><reporting-org ref="XM-EX">Agency'
           '</reporting-org><title>Wells</title><recipient-country code="AF"/>'
           '<activity-status code="2"/></iati-activity></iati-activities>')  # fmt: skip
    path = tmp_path / "old.xml"
    path.write_text(old)
    assert import_path(path=path, country="af").kept == 1
    assert ProjectFile.objects.get().version == "1.05"


@pytest.mark.shared
def test_with_a_schema_a_file_is_read_again_and_its_faults_are_counted(
    tmp_path: Path, shared: Path
) -> None:
    path = tmp_path / "file.xml"
    path.write_text(TWO.format(f"<iati-activity>{NAMED.format(1)}{AF}</iati-activity>"))
    assert "schema" not in import_path(path=path, country="AF").problems
    schema = Schema(shared / "iati" / "schemas")

    report = import_path(path=path, country="AF", schema=schema)

    assert (report.unchanged_files, report.problems["schema"] > 0) == (0, True)
    assert import_path(path=path, country="AF", schema=schema).unchanged_files == 1
    assert import_path(path=path, country="AF").unchanged_files == 1


def _real() -> list[str]:
    folder = shared_data() / "iati"
    found = [*folder.glob("activities/*"), *folder.glob("old-and-odd/**/*"),
             *folder.glob("schemas/samples/*"), *folder.glob("schemas/test-data/**/*")]  # fmt: skip
    return sorted(str(path.relative_to(folder)) for path in found if path.is_file())


@pytest.mark.shared
@pytest.mark.parametrize("name", _real())
@pytest.mark.parametrize("country", ["AF", "CD"])
def test_real_file_is_imported_without_a_crash(name: str, country: str) -> None:
    path = shared_data() / "iati" / name
    report = import_path(path=path, country=country)
    kept = report.kept - report.problems["repeated"] - report.problems["no_identity"]
    assert Project.objects.count() == kept
    assert import_path(path=path, country=country).unchanged_files == 1
