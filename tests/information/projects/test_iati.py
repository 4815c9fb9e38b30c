"""Files of both versions say the same; broken, hostile and endless files do no harm."""

import tracemalloc
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.information.projects.making import NAMED, ONE, TWO, activity, payment, read

from wayforward.conf import shared_data
from wayforward.information.projects import iati
from wayforward.information.projects.activities import Narrative, ProblemKind
from wayforward.information.projects.kinds import DateKind, Role, TransactionKind
from wayforward.information.projects.rules import claim_of

OLD = """<iati-activity xml:lang="en" default-currency="USD">
<iati-identifier> XM-EX-9 </iati-identifier>
<reporting-org ref="XM-EX" type="40">Example Agency</reporting-org>
<title>Wells</title><title xml:lang="ps">څاګانې</title>
<activity-status code="2">Implementation</activity-status>
<activity-date type="start-actual" iso-date="2012-01-01"/>
<participating-org role="Implementing">Doer</participating-org>
<recipient-country code="AF" percentage="50">Afghanistan</recipient-country>
<location percentage="10"><name>Kabul</name><administrative country="AF" adm1="AF-KAB"/>
<coordinates latitude="34.5" longitude="69.2" precision="2"/></location>
<sector vocabulary="DAC" code="14030" percentage="100"/>
<transaction><transaction-type code="D"/><value value-date="2012-03-01">5.50</value>
<transaction-date iso-date="2012-03-02"/></transaction>
</iati-activity>"""

NEW = """<iati-activity xml:lang="en" default-currency="USD">
<iati-identifier>XM-EX-9</iati-identifier>
<reporting-org ref="XM-EX" type="40"><narrative>Example Agency</narrative></reporting-org>
<title><narrative>Wells</narrative><narrative xml:lang="ps">څاګانې</narrative></title>
<activity-status code="2"/><activity-date type="2" iso-date="2012-01-01"/>
<participating-org role="4"><narrative>Doer</narrative></participating-org>
<recipient-country code="AF" percentage="50"/>
<sector vocabulary="1" code="14030" percentage="100"/>
<transaction><transaction-type code="3"/><transaction-date iso-date="2012-03-02"/>
<value value-date="2012-03-01">5.50</value></transaction>
</iati-activity>"""


@pytest.mark.parametrize(("frame", "written"), [(ONE, OLD), (TWO, NEW)], ids=["1.x", "2.x"])
def test_both_versions_say_the_same(frame, written):
    (found,), report = read(frame.format(written))
    assert (report.problems, found.problems) == ([], ())
    assert found.identifier == "XM-EX-9"
    assert found.titles == (Narrative("en", "Wells"), Narrative("ps", "څاګانې"))
    assert found.day(DateKind.ACTUAL_START) == date(2012, 1, 1)
    assert found.participants[0].role is Role.IMPLEMENTING
    assert found.participants[0].organisation.names == (Narrative("en", "Doer"),)
    assert claim_of(found, "AF").percentage == 50
    (sector,), (paid,) = found.sectors, found.transactions
    assert (sector.code, sector.vocabulary, sector.percentage) == ("14030", "1", 100)
    assert (paid.kind, paid.day) == (TransactionKind.DISBURSEMENT, date(2012, 3, 2))
    assert paid.money.amount == Decimal("5.50")
    assert (paid.money.currency, paid.money.value_date) == ("USD", date(2012, 3, 1))


def test_old_location_keeps_place_country_and_precision():
    (found,), _ = read(ONE.format(OLD))
    (place,) = found.locations
    assert (place.point, place.country, place.exact) == ((34.5, 69.2), "AF", False)
    assert [(area.level, area.code) for area in place.areas] == [(1, "AF-KAB")]


def test_language_nearest_declaration_wins_and_unknown_stays_unknown():
    title = ('<title xml:lang="prs"><narrative>چاه</narrative>'
             '<narrative xml:lang="PS">څاه</narrative></title>')  # fmt: skip
    bare = TWO.replace(' xml:lang="en"', "")
    said = [f"<iati-activity{a}>{t}</iati-activity>" for a, t in
            [("", title), (' xml:lang="fr"', "<title><narrative>Puits</narrative></title>"),
             ("", "<title><narrative>Wells</narrative></title>")]]  # fmt: skip
    found, _ = read(bare.format("".join(said)))
    languages = [[one.language for one in each.titles] for each in found]
    assert languages == [["prs", "ps"], ["fr"], [""]]


def test_persons_are_left_in_the_file():
    found = activity("<contact-info><organisation><narrative>Office</narrative></organisation>"
                     "<person-name><narrative>Amina Example</narrative></person-name>"
                     "<email>ask@agency.example</email></contact-info>")  # fmt: skip
    assert found.contacts[0].emails == ("ask@agency.example",)
    assert "Amina" not in repr(found)


@pytest.mark.parametrize(
    ("inside", "kind", "path"),
    [
        (payment("3", "1,000"), ProblemKind.UNREADABLE_AMOUNT, "transaction/value"),
        (payment("3", "NaN"), ProblemKind.UNREADABLE_AMOUNT, "transaction/value"),
        (payment("3", "1E99"), ProblemKind.UNREADABLE_AMOUNT, "transaction/value"),
        (payment("3", ""), ProblemKind.UNREADABLE_AMOUNT, "transaction/value"),
        (payment("77", 1), ProblemKind.UNKNOWN_CODE, "transaction/transaction-type/@code"),
        ('<activity-date type="1" iso-date="2020-02-30"/>', ProblemKind.UNREADABLE_DATE,
         "activity-date/@iso-date"),
        ('<recipient-country code="AF" percentage="140"/>', ProblemKind.UNREADABLE_NUMBER,
         "recipient-country/@percentage"),
        ("<location><point><pos>99 200</pos></point></location>",
         ProblemKind.UNREADABLE_POSITION, "location/point/pos"),
        ("<description>Plain</description>", ProblemKind.TEXT_OUTSIDE_NARRATIVE, "description"),
        ("<transaction/>", ProblemKind.MISSING, "transaction/@transaction-type"),
    ],
)  # fmt: skip
def test_unreadable_value_is_a_problem_and_the_activity_stays(inside, kind, path):
    found = activity(inside)
    assert (found.problems[0].kind, found.problems[0].path) == (kind, path)
    assert found.problems[0].words
    assert found.problems[0].activity == "XM-EX-1"


def test_amount_without_any_currency_is_a_problem():
    found = activity(payment("3", 5), attributes="")
    assert found.transactions[0].money.currency == ""
    assert [one.kind for one in found.problems] == [ProblemKind.NO_CURRENCY]


def test_broken_file_gives_what_stood_before_the_break():
    found, report = read(ONE.format(OLD * 3 + "<iati-activity><title></wrong>"))
    assert len(found) == report.activities == 3
    assert [one.kind for one in report.problems] == [ProblemKind.BROKEN_FILE]


def test_truncated_file_is_told_from_a_whole_one():
    found, report = read(ONE.format(OLD * 2)[:-40])
    assert len(found) == 1
    assert [one.kind for one in report.problems] == [ProblemKind.BROKEN_FILE]


@pytest.mark.parametrize("text", ["", "not xml", "<a/>", "<html><body/></html>", "{}"])
def test_something_else_is_a_problem_of_the_file(text):
    found, report = read(text)
    assert found == []
    assert report.problems[0].kind in (ProblemKind.BROKEN_FILE, ProblemKind.NOT_ACTIVITIES)


def test_single_activity_without_list_is_read():
    (found,), report = read(OLD)
    assert (found.identifier, report.problems) == ("XM-EX-9", [])


def test_activity_quoted_within_another_is_not_read_twice():
    found, _ = read(TWO.format(f"<iati-activity>{NAMED.format(1)}<x>{NEW}</x></iati-activity>"))
    assert [one.identifier for one in found] == ["XM-EX-1"]


def test_entities_are_refused_and_no_file_is_opened(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET-MARK")
    head = f'<!DOCTYPE iati-activities [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    text = f"{head}<iati-activities version='1.0'>{OLD.replace('Wells', '&x;')}</iati-activities>"
    found, report = read(text)
    assert found == []
    assert [one.kind for one in report.problems] == [ProblemKind.DECLARES_ENTITIES]
    assert "SECRET-MARK" not in repr(report)


def test_entities_that_multiply_cost_nothing():
    rows = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    text = (f'<!DOCTYPE r [<!ENTITY a0 "ha">{rows}]><iati-activities a="&a9;">'
            f"{OLD.replace('Wells', '&a9;')}</iati-activities>")  # fmt: skip
    found, report = read(text)
    assert found == []
    assert len(report.problems) == 1


def test_activity_without_end_is_given_up(monkeypatch):
    monkeypatch.setattr(iati, "LARGEST_ACTIVITY", 1 << 18)
    _, report = read(TWO.format("<iati-activity>" + "<x>y</x>" * 100_000 + "</iati-activity>"))
    assert [one.kind for one in report.problems] == [ProblemKind.TOO_LARGE]
    assert report.bytes_read < 1 << 19


def test_country_only_activities_that_name_it_are_read_out():
    other = NEW.replace('"AF"', '"PK"').replace("XM-EX-9", "XM-EX-8")
    found, report = read(TWO.format(NEW + other * 4), country="AF")
    assert [one.identifier for one in found] == ["XM-EX-9"]
    assert (report.activities, report.elsewhere) == (5, 4)


def test_memory_stays_flat_over_many_activities():
    def peak(times: int) -> int:
        text = BytesIO(ONE.format(OLD * times).encode())
        tracemalloc.start()
        read_all = sum(1 for _ in iati.read_activities(text))
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert read_all == times
        return top

    assert peak(600) < 2 * peak(150) + 200_000


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(NEW)), st.integers(0, len(NEW)), st.text(max_size=6))
def test_damaged_file_never_raises(start, end, put):
    damaged = NEW[: min(start, end)] + put + NEW[max(start, end) :]
    text = TWO.format(damaged.replace("{", "").replace("}", ""))
    found, report = iati.FileReport(), iati.FileReport()
    found = list(iati.read_activities(BytesIO(text.encode("utf-8", "replace")), report))
    assert len(found) == report.activities


def _real() -> list[str]:
    folder = shared_data() / "iati"
    found = [*folder.glob("activities/*"), *folder.glob("old-and-odd/**/*"),
             *folder.glob("schemas/samples/*"), *folder.glob("schemas/test-data/**/*")]  # fmt: skip
    return sorted(str(path.relative_to(folder)) for path in found if path.is_file())


@pytest.mark.shared
@pytest.mark.parametrize("name", _real())
def test_real_file_is_read_without_a_crash(name):
    report = iati.FileReport()
    path = shared_data() / "iati" / name
    found = list(iati.read_file(path, report))
    assert len(found) == report.activities
    assert found or report.problems
    standing = path.read_bytes().count(b"</iati-activity>")
    assert len(found) == standing or report.problems
    named = list(iati.read_file(path, country="AF"))
    counted = [one.identifier for one in found if claim_of(one, "AF").counts]
    assert set(counted) <= {one.identifier for one in named}
