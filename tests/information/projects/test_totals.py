"""Sums: kinds apart, once along the chain, and everything left out is told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.information.projects.making import AF, PAGHMAN, import_these, payment, written

from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.projects.money_rules import Family
from wayforward.information.projects.queries import Wish
from wayforward.information.projects.totals_queries import FamilyTotal, Totals, totals
from wayforward.information.projects.totals_wording import in_words as totals_in_words

pytestmark = pytest.mark.django_db
TO = '<receiver-org receiver-activity-id="XM-EX-{}"><narrative>B</narrative></receiver-org>'
BY = '<provider-org provider-activity-id="XM-EX-{}"><narrative>A</narrative></provider-org>'


@pytest.fixture(autouse=True)
def parameters(db: None) -> None:
    load_rule_sets()


def _sums(found: Totals) -> dict[Family, FamilyTotal]:
    return {one.family: one for one in found.families}


def _budget(amount: int, kind: str = "1") -> str:
    return (f'<budget type="{kind}"><period-start iso-date="2025-01-01"/>'
            f'<period-end iso-date="2025-12-31"/>'
            f'<value value-date="2025-01-01">{amount}</value></budget>')  # fmt: skip


def test_kinds_of_money_are_summed_apart(tmp_path: Path) -> None:
    import_these(
        tmp_path,
        written(1, AF + _budget(1000) + payment("2", 800) + payment("3", 300)),
        written(2, AF + payment("4", 50) + payment("7", 20) + payment("1", 999)),
    )
    sums = _sums(totals(Wish("AF")))
    assert {family: one.total for family, one in sums.items()} == {
        Family.BUDGET: 1000, Family.COMMITMENT: 800, Family.DISBURSEMENT: 320, Family.SPENDING: 50,
    }  # fmt: skip


def test_what_funder_and_receiver_both_report_is_counted_once_and_said(tmp_path: Path) -> None:
    import_these(
        tmp_path,
        written(1, AF + payment("3", 100, TO.format(2)) + payment("2", 500, TO.format(2))),
        written(2, AF + payment("1", 70, BY.format(1)) + payment("4", 60)),
        written(3, AF + payment("3", 40, TO.format(99))),
    )
    found = totals(Wish("AF"))
    passed = _sums(found)[Family.DISBURSEMENT]
    assert (passed.reported, passed.counted_twice, passed.total) == (140, 70, 70)
    assert _sums(found)[Family.COMMITMENT].total == 500
    assert [(one.link.funder, one.counted_twice) for one in found.doubles] == [("XM-EX-1", 70)]
    assert found.unlinked == 1
    assert "Taken off: 70.00 euros" in " ".join(totals_in_words(found))


def test_doubles_are_taken_by_the_share_of_the_country(tmp_path: Path) -> None:
    half = AF.replace("/>", ' percentage="50"/>')
    import_these(
        tmp_path,
        written(1, half + payment("3", 100, TO.format(2))),
        written(2, AF + payment("1", 100, BY.format(1))),
    )
    passed = _sums(totals(Wish("AF")))[Family.DISBURSEMENT]
    assert (passed.reported, passed.counted_twice, passed.total) == (50, 50, 0)


def test_a_project_told_by_two_reporters_is_summed_once(tmp_path: Path) -> None:
    second = written(1, AF + payment("4", 90), reporter="XM-OTHER", updated="2025-06-30")
    second = second.replace("<reporting-org ", '<reporting-org secondary-reporter="1" ')
    import_these(tmp_path, second, written(1, AF + payment("4", 60)))
    found = totals(Wish("AF"))
    assert (found.projects, found.second_reports) == (1, 1)
    assert _sums(found)[Family.SPENDING].total == 60


def test_what_left_its_file_is_not_summed(tmp_path: Path) -> None:
    import_these(tmp_path, written(1, AF + payment("4", 60)), written(2, AF + payment("4", 5)))
    import_these(tmp_path, written(2, AF + payment("4", 5)))
    found = totals(Wish("AF"))
    assert (found.projects, found.gone) == (1, 1)
    assert _sums(found)[Family.SPENDING].total == 5


def test_a_revised_budget_stands_in_place_of_the_first(tmp_path: Path) -> None:
    import_these(tmp_path, written(1, AF + _budget(1000) + _budget(600, "2")))
    planned = _sums(totals(Wish("AF")))[Family.BUDGET]
    assert (planned.total, planned.replaced, planned.replaced_euro) == (600, 1, 1000)


def test_amounts_without_a_share_or_a_rate_are_left_out_and_told(tmp_path: Path) -> None:
    shared = AF + '<recipient-country code="PK"/>'
    odd = payment("4", 5).replace("<value ", '<value currency="XDR" ')
    import_these(
        tmp_path, written(1, shared + payment("4", 100)), written(2, AF + odd + odd),
        written(3, AF + payment("4", "many")),
    )  # fmt: skip
    found = totals(Wish("AF"))
    spent = _sums(found)[Family.SPENDING]
    assert (spent.total, spent.share_unknown, spent.share_unknown_euro) == (0, 1, 100)
    assert [(one.reason, one.currency, one.count, one.amount) for one in spent.left_out] == [
        ("no_amount", "EUR", 1, 0), ("no_rate", "XDR", 2, 10),
    ]  # fmt: skip
    said = "\n".join(totals_in_words(found))
    assert "Left out: 1 amount (100.00 euros) of projects in several countries" in said
    assert "Left out: 2 amounts (10.00 XDR) not in euros: no exchange rate is known." in said


def test_a_sum_over_part_of_the_projects_follows_the_wish(tmp_path: Path) -> None:
    water = '<sector code="14030"/>'
    import_these(
        tmp_path, written(1, AF + water + payment("4", "0.10")), written(2, AF + payment("4", 5))
    )
    found = totals(Wish("AF", category="140", text="wells"))
    assert found.projects == 1
    assert _sums(found)[Family.SPENDING].total == Decimal("0.10")


def test_sums_over_nothing_are_nothing(db: None) -> None:
    found = totals(Wish("AF"))
    assert (found.projects, {one.total for one in found.families}) == (0, {0})


def test_a_payment_to_a_project_that_was_read_and_is_not_summed_here_is_not_doubtful(
    tmp_path: Path,
) -> None:
    import_these(
        tmp_path,
        written(1, AF + PAGHMAN + payment("3", 100, TO.format(2))),
        written(2, AF + payment("1", 70, BY.format(1))),
    )
    found = totals(Wish("AF", province="AF-KAB"))
    assert (found.projects, found.unlinked) == (1, 0)
