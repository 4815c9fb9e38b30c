"""Small made-up IATI files for tests."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from wayforward.information.projects.activities import Activity
from wayforward.information.projects.iati import FileReport, read_activities
from wayforward.information.projects.import_actions import import_path
from wayforward.information.projects.import_report import ImportReport

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

AF = '<recipient-country code="AF"/>'
KABUL = ('<location><name><narrative>Kabul</narrative></name>'
         '<administrative vocabulary="A4" level="1" code="AF-KAB"/></location>')  # fmt: skip

PAGHMAN = "<location><name><narrative>Paghman district, Kabul</narrative></name></location>"


def written(
    number: object,
    inside: str = AF,
    title: str = "Wells",
    updated: str = "2025-06-01T00:00:00Z",
    reporter: str = "XM-EX",
    status: str = "2",
) -> str:
    """An activity of 2.03 as text, for Afghanistan where `inside` says nothing else."""
    named = NAMED.replace("Wells", title).replace('ref="XM-EX"', f'ref="{reporter}"')
    named = named.replace('status code="2"', f'status code="{status}"').format(number)
    stamp = f'default-currency="EUR" last-updated-datetime="{updated}"'
    return f"<iati-activity {stamp}>{named}{inside}</iati-activity>"


def file_of(folder: Path, *activities: str, name: str = "file.xml", generated: str = "") -> Path:
    """A file of version 2.03 with these activities."""
    folder.mkdir(parents=True, exist_ok=True)
    head = f'version="2.03" generated-datetime="{generated}"' if generated else 'version="2.03"'
    path = folder / name
    path.write_text(TWO.replace('version="2.03"', head).format("".join(activities)), "utf-8")
    return path


def import_these(folder: Path, *activities: str, name: str = "file.xml") -> ImportReport:
    """Import a file with these activities for Afghanistan."""
    return import_path(path=file_of(folder, *activities, name=name), country="AF")
