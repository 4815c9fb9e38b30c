"""Finding projects: words of three languages, places, subjects; what an empty answer means."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.information.projects.making import AF, KABUL, file_of, import_these, payment, written

from wayforward.core.rulesets.actions import load_rule_sets
from wayforward.information.projects import queries
from wayforward.information.projects.finding_rules import Picture
from wayforward.information.projects.import_actions import import_path
from wayforward.information.projects.models import ProjectFile
from wayforward.information.projects.queries import Wish
from wayforward.information.projects.rules import Age, Completeness, Part

pytestmark = pytest.mark.django_db
TODAY = date(2025, 7, 1)
WATER = '<sector code="14030"/>'
HEALTH = '<sector code="12220"/>'


@pytest.fixture(autouse=True)
def parameters(db: None) -> None:
    load_rule_sets()


@pytest.fixture
def three(tmp_path: Path) -> None:
    pashto = '<narrative>Wells</narrative><narrative xml:lang="ps">د اوبو څاګانې</narrative>'
    import_these(
        tmp_path,
        written(1, AF + KABUL + WATER, title="X").replace("<narrative>X</narrative>", pashto),
        written(2, AF + HEALTH, title="Clinics in the valley", status="4"),
        written(3, AF, title="کورس‌های خیاطی", reporter="XM-OTHER", updated="2022-01-01"),
    )


def _found(**wish: object) -> list[str]:
    rows = queries.projects(Wish("AF", **wish))  # type: ignore[arg-type]
    return [row.identifier.removeprefix("XM-EX-") for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wells", ["1"]),
        ("څاګانې", ["1"]),
        ("څاگاني", ["1"]),  # typed on a Persian keyboard
        ("کابل", ["1"]),  # our own name of the province
        ("آب", ["1"]),  # our own name of the subject
        ("clinic", ["2"]),  # the beginning of a word
        ("valley clinics", ["2"]),
        ("کورسهای خیاطی", ["3"]),
        ("clinics wells", []),
        ("nothing like it", []),
        ("':* | !", []),
        ("", ["1", "2", "3"]),
    ],
)
def test_search_in_three_languages(three: None, text: str, expected: list[str]) -> None:
    assert _found(text=text) == expected


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"province": "AF-KAB"}, ["1"]),
        ({"province": "AF-HER"}, []),
        ({"category": "122"}, ["2"]),
        ({"reporter": "XM-OTHER"}, ["3"]),
        ({"status": "4"}, ["2"]),
        ({"status": "2", "text": "wells"}, ["1"]),
    ],
)
def test_wishes_narrow_the_list(three: None, wish: dict[str, str], expected: list[str]) -> None:
    assert _found(**wish) == expected


def test_what_left_its_file_comes_last_or_not_at_all(three: None, tmp_path: Path) -> None:
    import_these(tmp_path, written(2), written(3, AF, title="x", reporter="XM-OTHER"))
    assert _found() == ["2", "3", "1"]
    assert _found(gone=False) == ["2", "3"]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"province": "AF-KAB"}, Picture.RUNNING),
        ({"province": "AF-HER"}, Picture.NOT_NAMED_HERE),
        ({"province": "AF-KAB", "category": "122"}, Picture.NO_MATCH),
        ({"status": "4"}, Picture.ONLY_ENDED),
        ({"text": "nothing like it"}, Picture.NO_MATCH),
    ],
)
def test_picture_of_what_was_asked(three: None, wish: dict[str, str], expected: Picture) -> None:
    assert queries.picture(Wish("AF", **wish), today=TODAY)[0] is expected  # type: ignore[arg-type]


def test_picture_tells_unread_from_unpublished_from_unplaced(tmp_path: Path) -> None:
    kabul = Wish("AF", province="AF-KAB")
    assert queries.picture(kabul, today=TODAY)[0] is Picture.NOTHING_READ
    import_these(tmp_path, written(1, '<recipient-country code="PK"/>'))
    assert queries.picture(kabul, today=TODAY)[0] is Picture.NOTHING_FOR_COUNTRY
    import_these(tmp_path, written(1))
    what, counts = queries.picture(kabul, today=TODAY)
    assert (what, counts.projects, counts.placed) == (Picture.NO_PLACES, 1, 0)


def test_shown_in_the_language_of_the_reader_with_age_and_completeness(three: None) -> None:
    rows = list(queries.projects(Wish("AF")))
    [wells, clinics, sewing] = queries.shown(rows, language="ps", today=TODAY)
    assert wells.title is not None
    assert (wells.title.language, wells.title.text) == ("ps", "د اوبو څاګانې")
    assert (wells.age, sewing.age) == (Age.FRESH, Age.OLD)
    assert wells.completeness is Completeness.THIN
    assert Part.BUDGET in clinics.missing
    assert not wells.overdue


def test_a_project_that_should_have_ended_is_said_to(tmp_path: Path) -> None:
    import_these(tmp_path, written(1, AF + '<activity-date type="3" iso-date="2024-01-01"/>'))
    found = queries.project("XM-EX-1", country="AF", language="en", today=TODAY)
    assert found is not None
    assert found.shown.overdue
    assert queries.picture(Wish("AF"), today=TODAY)[0] is Picture.ONLY_ENDED


def test_project_whole_holds_money_in_the_order_of_the_file(tmp_path: Path) -> None:
    import_these(tmp_path, written(1, AF + payment("3", 5) + payment("4", 7)))
    found = queries.project("XM-EX-1", country="AF", language="en", today=TODAY)
    assert found is not None
    assert [one.amount for one in found.money] == [5, 7]
    assert [one.money.amount for one in found.activity.transactions] == [5, 7]
    assert queries.project("XM-EX-2", country="AF", language="en", today=TODAY) is None


def test_of_two_reporters_the_one_who_runs_it_is_shown(tmp_path: Path) -> None:
    second = written(1, AF, title="Retold", reporter="XM-OTHER", updated="2025-06-30")
    second = second.replace("<reporting-org ", '<reporting-org secondary-reporter="1" ')
    import_these(tmp_path, second, written(1))
    options = {"country": "AF", "language": "en", "today": TODAY}
    first = queries.project("XM-EX-1", **options)
    named = queries.project("XM-EX-1", reporter="XM-OTHER", **options)
    assert (first.shown.title.text, named.shown.title.text) == ("Wells", "Retold")


def test_counts_for_a_map_and_a_list_of_reporters(three: None) -> None:
    assert queries.by_province("AF") == {"AF-KAB": 1}
    assert queries.by_province("AF", Wish("AF", category="122")) == {}
    assert [(one.key, one.projects) for one in queries.reporters("AF")] == [
        ("XM-EX", 2), ("XM-OTHER", 1),
    ]  # fmt: skip


def test_reporter_is_called_as_its_last_project_calls_it(tmp_path: Path) -> None:
    later = written(2).replace("Example Agency", "Agency of Examples")
    import_these(tmp_path, written(1), later, written(3).replace("Example Agency", ""))
    [found] = queries.reporters("AF")
    assert (found.name, found.projects) == ("Agency of Examples", 3)


def test_reporters_are_counted_by_the_database(
    tmp_path: Path, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    import_these(tmp_path, *(written(number) for number in range(9)))
    with django_assert_num_queries(1) as said:
        queries.reporters("AF")
    assert "GROUP BY" in said.captured_queries[0]["sql"]


@pytest.mark.parametrize("text", ["wells " + "a" * 5000, "آ" * 3000, "well " * 5000])
def test_search_for_what_no_text_holds_is_answered(three: None, text: str) -> None:
    assert len(_found(text=text)) in (0, 1)


def test_another_country_is_another_shelf(tmp_path: Path) -> None:
    both = AF.replace("/>", ' percentage="40"/>') + '<recipient-country code="PK" percentage="60"/>'
    path = file_of(tmp_path, written(1, both))
    for country in ("AF", "PK"):
        import_path(path=path, country=country)
    shares = {country: queries.projects(Wish(country)).get().percentage for country in ("AF", "PK")}
    assert shares == {"AF": 40, "PK": 60}
    assert ProjectFile.objects.count() == 2
