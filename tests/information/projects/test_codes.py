"""Our code lists are whole in three languages and agree with enums and published lists."""

import re

import pytest
import yaml
from lxml import etree

from wayforward.conf import PACKAGE, shared_data
from wayforward.information.projects import codes
from wayforward.information.projects.codes import CodeList
from wayforward.information.projects.kinds import ActivityStatus, DateKind, Role, TransactionKind

_PUBLISHED = {
    CodeList.TRANSACTION_TYPES: "codelists/xml/TransactionType.xml",
    CodeList.ACTIVITY_STATUSES: "codelists/xml/ActivityStatus.xml",
    CodeList.ORGANISATION_ROLES: "codelists/xml/OrganisationRole.xml",
    CodeList.DATE_TYPES: "codelists/xml/ActivityDateType.xml",
    CodeList.SECTOR_CATEGORIES: "codelists-nonembedded/xml/SectorCategory.xml",
}


@pytest.mark.parametrize("which", CodeList)
def test_every_code_list_entry_has_a_name_in_every_language(which):
    for entry in codes.code_list(which).values():
        assert set(entry.names) == set(codes.LANGUAGES)
        assert all(name.strip() for name in entry.names.values())
        assert re.search(r"[؀-ۿ]", entry.names["fa-af"] + entry.names["ps"])


@pytest.mark.parametrize("which", CodeList)
def test_every_code_list_states_source_and_review(which):
    path = PACKAGE / "information" / "projects" / "data" / f"{which}.yaml"
    facts = yaml.safe_load(path.read_text("utf-8"))
    assert {"source", "review", "checked_on"} <= set(facts)
    written = [row["code"] for row in facts["codes"]]
    assert len(written) == len(set(written))


@pytest.mark.parametrize(
    ("which", "kinds"),
    [
        (CodeList.TRANSACTION_TYPES, TransactionKind),
        (CodeList.ACTIVITY_STATUSES, ActivityStatus),
        (CodeList.ORGANISATION_ROLES, Role),
        (CodeList.DATE_TYPES, DateKind),
    ],
)
def test_code_list_and_enum_hold_the_same_codes(which, kinds):
    assert set(codes.code_list(which)) == {kind.value for kind in kinds}


def test_codes_of_both_versions_mean_the_same():
    assert codes.transaction_kind("D") == codes.transaction_kind("3")
    assert codes.transaction_kind("IF") is TransactionKind.INCOMING_FUNDS
    assert codes.role("implementing") is Role.IMPLEMENTING
    assert codes.date_kind("end-planned") is DateKind.PLANNED_END
    assert codes.activity_status("2") is ActivityStatus.RUNNING


def test_unlisted_codes_are_none():
    assert codes.transaction_kind("TB") is None
    assert codes.role("") is None
    assert codes.name_of(CodeList.SECTOR_CATEGORIES, "000", "en") is None


def test_sector_category_knows_only_dac():
    assert codes.sector_category("11220", codes.sector_vocabulary("DAC")) == "112"
    assert codes.sector_category("720", codes.sector_vocabulary("2")) == "720"
    assert codes.sector_category("11220", codes.sector_vocabulary("RO")) is None
    assert codes.sector_category("99999", codes.sector_vocabulary("")) is None


@pytest.mark.shared
@pytest.mark.parametrize("which", CodeList)
def test_codes_are_those_of_the_published_list(which):
    path = shared_data() / "iati" / _PUBLISHED[which]
    if not path.is_file():
        pytest.skip(f"the shared data folder is absent: {path}")
    items = etree.parse(path).findall(".//codelist-item")
    assert set(codes.code_list(which)) == {item.findtext("code") for item in items}
    withdrawn = {i.findtext("code") for i in items if i.get("status") == "withdrawn"}
    ours = {code for code, entry in codes.code_list(which).items() if entry.withdrawn}
    assert ours == withdrawn
