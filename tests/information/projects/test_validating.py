"""The schema's own cases: what must pass passes, what must fail is a problem, file by file."""

from pathlib import Path

import pytest
from tests.information.projects.making import OTHER_VERSION

from wayforward.conf import shared_data
from wayforward.information.projects.activities import ProblemKind
from wayforward.information.projects.iati import FileReport, read_file
from wayforward.information.projects.validating import NoSchemaError, Schema


def _cases(verdict: str) -> list[Path]:
    tests = shared_data() / "iati" / "schemas" / "tests"
    folders = [tests / "activity-tests" / verdict, tests / verdict / "iati-activities"]
    return sorted(path for folder in folders for path in folder.rglob("*.xml"))


def _complaints(path: Path, schema: Schema) -> list[str]:
    report = FileReport()
    found = [p for a in read_file(path, report, schema=schema) for p in a.problems]
    of_schema = [one for one in found if one.kind is ProblemKind.SCHEMA]
    return [one.words for one in (*of_schema, *report.remarks, *report.problems)]


def test_folder_without_schema_is_said(tmp_path):
    with pytest.raises(NoSchemaError, match="Name the folder"):
        Schema(tmp_path)


@pytest.fixture(scope="module")
def schema() -> Schema:
    folder = shared_data() / "iati" / "schemas"
    if not folder.is_dir():
        pytest.skip(f"the shared data folder is absent: {folder}")
    return Schema(folder)


@pytest.mark.shared
def test_cases_that_must_pass_pass(schema):
    wrong = {
        str(path): said for path in _cases("should-pass") if (said := _complaints(path, schema))
    }
    assert wrong == {}


@pytest.mark.shared
def test_cases_that_must_fail_are_told(schema):
    assert [str(path) for path in _cases("should-fail") if not _complaints(path, schema)] == []


@pytest.mark.shared
def test_older_versions_are_not_measured_by_the_newer_schema(schema, tmp_path):
    path = tmp_path / "old.xml"
    path.write_text(OTHER_VERSION)
    assert _complaints(path, schema) == []
