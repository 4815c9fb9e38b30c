"""Small made-up IATI files for tests."""

from __future__ import annotations

from io import BytesIO

from wayforward.information.projects.activities import Activity
from wayforward.information.projects.iati import FileReport, read_activities

TWO = """<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03" xml:lang="en">{}</iati-activities>"""
ONE = """<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="1.05">{}</iati-activities>"""
NAMED = ('<iati-identifier>XM-EX-{0}</iati-identifier><reporting-org ref="XM-EX" type="40">'
         '<narrative>Example Agency</narrative></reporting-org>'
         '<title><narrative>Wells</narrative></title><activity-status code="2"/>')  # fmt: skip


def read(text: str, **options: str) -> tuple[list[Activity], FileReport]:
    """What a file with this text gives."""
    report = FileReport()
    return list(read_activities(BytesIO(text.encode()), report, **options)), report


def activity(inside: str, number: int = 1, attributes: str = 'default-currency="EUR"') -> Activity:
    """One activity of version 2.03 with a name and what stands `inside`."""
    written = f"<iati-activity {attributes}>{NAMED.format(number)}{inside}</iati-activity>"
    (found,), _ = read(TWO.format(written))
    return found


def payment(kind: str, amount: object, inside: str = "") -> str:
    """A transaction of 2.x on 1 May 2025."""
    return (f'<transaction><transaction-type code="{kind}"/>'
            f'<transaction-date iso-date="2025-05-01"/>'
            f'<value value-date="2025-05-01">{amount}</value>{inside}</transaction>')  # fmt: skip


OTHER_VERSION = ONE.format("<iati-activity><iati-identifier>XM-EX-1</iati-identifier>"
                           "<title>Wells</title></iati-activity>")  # fmt: skip
