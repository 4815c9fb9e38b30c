"""What is written passes the schema and reads back as it was; what cannot pass is named."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.information.projects.making import activity, payment

from wayforward.conf import shared_data
from wayforward.information.projects.activities import Activity
from wayforward.information.projects.iati import FileReport, read_activities, read_file
from wayforward.information.projects.iati_writing import Written, write
from wayforward.information.projects.validating import Schema

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
WHOLE = ('<description><narrative>Ten wells</narrative><narrative xml:lang="ps">لس څاګانې'
         '</narrative></description><participating-org role="4" activity-id="XM-EX-7">'
         '<narrative>Doer</narrative></participating-org>'
         '<activity-date type="2" iso-date="2025-01-01"/><recipient-country code="AF"/>'
         '<location ref="p"><location-id vocabulary="G1" code="1138958"/>'
         '<name><narrative>Kabul</narrative></name>'
         '<administrative vocabulary="A4" level="1" code="AF-KAB"/>'
         '<point srsName="x"><pos>34.5 69.2</pos></point><exactness code="1"/></location>'
         '<sector code="14030" percentage="100"/>'
         '<budget type="2" status="2"><period-start iso-date="2025-01-01"/>'
         '<period-end iso-date="2025-12-31"/><value value-date="2025-01-01">1E3</value></budget>'
         + payment("3", "5.50", '<receiver-org receiver-activity-id="XM-EX-9"/>')
         + '<related-activity type="1" ref="XM-EX-0"/>')  # fmt: skip


def _written(*activities: Activity) -> tuple[bytes, Written]:
    file = BytesIO()
    done = write(activities, file, NOW)
    return file.getvalue(), done


def _read(content: bytes, schema: Schema | None = None) -> tuple[list[Activity], FileReport]:
    report = FileReport()
    return list(read_activities(BytesIO(content), report, schema=schema)), report


@pytest.fixture(scope="module")
def schema() -> Schema:
    folder = shared_data() / "iati" / "schemas"
    if not folder.is_dir():
        pytest.skip(f"the shared data folder is absent: {folder}")
    return Schema(folder)


def test_written_activity_reads_back_as_it_was() -> None:
    one = activity(WHOLE)
    content, done = _written(one)
    (back,), report = _read(content)
    assert (done.activities, done.left_out, report.problems) == (1, {}, [])
    assert (report.version, report.generated) == ("2.03", NOW)
    assert replace(back, version="", language="") == replace(one, version="", language="")


@pytest.mark.parametrize(
    ("gone", "lack"),
    [
        ({"titles": ()}, "title"),
        ({"descriptions": ()}, "description"),
        ({"status": None}, "status"),
        ({"dates": ()}, "date"),
        ({"participants": ()}, "organisation with a role"),
        ({"reporter": None}, "reporting organisation with reference, kind and name"),
    ],
)
def test_activity_that_lacks_what_the_schema_demands_is_named(gone, lack: str) -> None:
    content, done = _written(replace(activity(WHOLE), **gone), activity(WHOLE, number=2))
    assert done.left_out == {"XM-EX-1": lack}
    assert [one.identifier for one in _read(content)[0]] == ["XM-EX-2"]


@given(st.text(max_size=12), st.text(max_size=12))
def test_written_text_stays_well_formed(language: str, text: str) -> None:
    one = activity(WHOLE)
    said = replace(one.titles[0], language=language, text="".join(filter(str.isprintable, text)))
    back, report = _read(_written(replace(one, titles=(said,)))[0])
    assert (len(back), report.problems) == (1, [])


def _real() -> list[Path]:
    folder = shared_data() / "iati"
    return sorted([*folder.glob("activities/*.xml"), *folder.glob("old-and-odd/**/*.xml")])


@pytest.mark.shared
@pytest.mark.parametrize("path", _real(), ids=lambda path: path.name)
def test_real_activities_written_pass_the_schema(path: Path, schema: Schema) -> None:
    found = list(read_file(path))
    content, done = _written(*found)
    back, report = _read(content, schema)
    against = [problem for one in back for problem in one.problems if problem.kind == "schema"]
    assert (against, report.problems, report.remarks) == ([], [], [])
    assert len(back) == done.activities
