"""Furniture and layout raise no alarm, true changes do, in five languages; floors on both."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.information.sources.changes.furniture import HALVES, NOTHING, Pair, ours, pairs

from wayforward.information.sources.changes.alike import joined, letters, without_mark
from wayforward.information.sources.changes.comparing import Stood, compare
from wayforward.information.sources.changes.furniture import (
    Region,
    counts_up,
    is_furniture,
    is_link,
    region_of,
)
from wayforward.information.sources.reading import Part

LANGUAGES = ("de", "en", "fa-af", "fr", "ps")
STILL = [pair for pair in pairs() if pair.tells == NOTHING]
TRUE = [pair for pair in pairs() if pair.tells != NOTHING]
MOST_FALSE_ALARMS, LEAST_RECALL, LEAST_RIGHT = 0.02, 0.99, 0.97


def test_set_is_large_enough_in_every_language_and_every_pair_differs() -> None:
    assert len(STILL) >= 64
    assert len(TRUE) >= 40
    assert len({pair.page for pair in pairs()}) >= 40
    for some in (STILL, TRUE):
        assert min(Counter(pair.language for pair in some)[code] for code in LANGUAGES) >= 15
    assert [pair.identity for pair in pairs() if pair.old == pair.new] == []
    assert max(Counter(pair.identity for pair in pairs()).values()) == 1
    assert all(pairs(half) for half in HALVES)


def test_furniture_and_layout_raise_next_to_no_alarm() -> None:
    false = [pair.identity for pair in STILL if ours(pair).alarms]

    assert len(false) <= MOST_FALSE_ALARMS * len(STILL), false


def test_true_changes_are_noticed_and_told() -> None:
    verdicts = {pair.identity: ours(pair) for pair in TRUE}
    missed = [name for name, verdict in verdicts.items() if not verdict.alarms]
    wrong = [name for name, verdict in verdicts.items() if not verdict.right_kind]

    assert len(missed) <= (1 - LEAST_RECALL) * len(TRUE), missed
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(TRUE), wrong


@pytest.mark.parametrize("pair", TRUE[::9], ids=lambda pair: pair.identity)
def test_a_true_change_told_backwards_is_noticed_too(pair: Pair) -> None:
    back = Pair(pair.identity, pair.page, pair.language, pair.tells, pair.new, pair.old)

    assert ours(back).alarms


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("112", "de"), ("116 117", "de"), ("14.00 - 16.00", "de"), ("Monday to Friday", "en"),
        ("No.", "en"), ("Mon - Fri from 10.00 - 13.00", "en"), ("Portugal | 12 |", "en"),
        ("030 221 911 009", "de"), ("460 €", "de"), ("loi modifiée du 28 octobre 2016", "fr"),
        ("Besucher müssen sich anmelden.", "de"), ("Senden Sie das Formular", "de"),
        ("Visitors must have a visa.", "en"), ("Den Stand Ihres Antrags sagt das Amt.", "de"),
        ("58 | 71522 Backnang", "de"), ("Article 3", "fr"), ("From 1 May: 30 euros", "en"),
        ("د اعتراض موده ۱۴ ورځې ده.", "ps"), ("۱۱۹", "fa-af"),
    ],
)  # fmt: skip
def test_what_people_act_on_is_no_furniture(line: str, language: str) -> None:
    assert not is_furniture(line, language)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("3 days ago", "en"), ("vor 3 Tagen", "de"), ("il y a 2 jours", "fr"), ("۹ روز پیش", "fa"),
        ("by admin | 8 February 2026 | 12 likes", "en"), ("Page reviewed: January 2026", "en"),
        ("Zugriffe: 2034", "de"), ("Facebook 12 WhatsApp 40", "de"), ("Lu 5402 fois", "fr"),
        ("We use cookies to count visits.", "en"), ("18,422", "en"), ("1 2 3 4", "en"),
        ("Diese Seite weiterempfehlen", "de"), ("بازدید: ۱۲۳۴", "fa-af"), ("کتنې: ۴۲۰", "ps"),
    ],
)  # fmt: skip
def test_lines_about_the_page_are_furniture(line: str, language: str) -> None:
    assert is_furniture(line, language)


@pytest.mark.parametrize(
    ("headings", "region"),
    [
        (("Help", "Related links"), Region.BESIDE), (("Related links and forms",), Region.BESIDE),
        (("Latest news",), Region.NEWS), (("News", "Deadline"), Region.NEWS),
        (("Deadline",), Region.TEXT), (("Share of costs you pay",), Region.TEXT), ((), Region.TEXT),
    ],
)  # fmt: skip
def test_headings_make_regions(headings: tuple[str, ...], region: Region) -> None:
    assert region_of(headings, "en") == region


def _one(old: Stood | None, new: Stood | None) -> tuple[str, tuple[str, ...]]:
    [change] = compare([old] if old else [], [new] if new else [], "en").changes
    return change.priority, change.kinds


def test_a_link_tells_of_another_page_unless_it_is_an_address() -> None:
    def link(text: str) -> Stood:
        return Stood(text, text, part=Part.LINK)

    assert _one(None, link("New rules: 30 days to appeal"))[0] == "low"
    assert _one(link("office@example.org"), link("help@example.org"))[0] == "high"


def test_what_stands_beside_the_text_counts_less_but_for_what_is_acted_on() -> None:
    def aside(text: str) -> Stood:
        return Stood(text, text, part=Part.ASIDE)

    assert _one(aside("Our garden is in bloom."), aside("Our garden is asleep."))[0] == "low"
    assert _one(aside("Call 030 555 1234."), aside("Call 030 555 4321."))[0] == "high"
    assert _one(aside("Bridge Street 4"), aside("Bridge Street 9")) == ("high", ("place",))
    assert _one(aside("You may work."), aside("You may not work."))[0] == "high"


def test_a_question_states_nothing_unless_something_in_it_is_acted_on() -> None:
    old, new = (Stood(text, text) for text in ("Who may apply here?", "Who may apply to us?"))
    assert _one(old, new)[0] == "low"
    old, new = (Stood(text, text) for text in ("After 6 months?", "After 9 months?"))
    assert _one(old, new)[0] == "high"


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [
        ("Affichages : 5402", "Affichages : 5511", True),
        ("۳۴۵۶ مرتبه دیده شده", "۳۹۰۱ مرتبه دیده شده", True),
        ("Affichages : 5511", "Affichages : 5402", False),
        ("12345 Musterstadt", "12399 Musterstadt", False),
        ("Places: 1200.", "Lost places: 1300.", False),
        ("You get 1200 points a year.", "You get 1300 points a year.", False),
    ],
)
def test_counters_are_known_by_growing(old: str, new: str, counts: bool) -> None:
    assert counts_up(old, new) is counts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.000 Euro", "1 000 Euro"), ("030 / 1234 567", "030 1234-567"), ("۱۴ روز", "14 روز"),
        ("9 – 12 Uhr", "9-12 Uhr"), ("„Ja“, sagt er.", '"Ja", sagt er'), ("6,80 €", "6.80 €"),
    ],
)  # fmt: skip
def test_typed_otherwise_is_the_same(one: str, other: str) -> None:
    assert letters(one) == letters(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.5 Euro", "15 Euro"), ("460 €", "460 $"), ("9-12", "9.12"), ("1. Mai", "2. Mai")],
)
def test_numbers_and_currencies_stay_different(one: str, other: str) -> None:
    assert letters(one) != letters(other)


def test_numbers_that_meet_where_sentences_are_cut_stay_apart() -> None:
    assert joined(["Article 14", "7 days"]) == "article14·7days"
    assert without_mark("(a) short ones;") == "short ones;"


def test_a_list_counted_by_hand_is_the_same_list_but_a_day_is_no_list_number() -> None:
    def told(old: str, new: str) -> int:
        return len(compare([Stood("a", old)], [Stood("b", new)], "de").changes)

    assert told("The first part is paid.", "1. The first part is paid.") == 0
    assert told("1. Mai ist der letzte Tag.", "2. Mai ist der letzte Tag.") == 1


def test_a_value_that_also_stands_next_door_is_noticed_where_it_changed() -> None:
    def rows(couples: str) -> list[Stood]:
        texts = (("Single", "Travel: 2 euros"), ("Couples", f"Travel: {couples} euros"))
        return [Stood(f"{where}{text}", text, heading_path=(where,)) for where, text in texts]

    [change] = compare(rows("3"), rows("2"), "en").changes
    assert (change.how, change.place.heading_path) == ("reworded", ("Couples",))


def test_words_outside_links_decide_whether_a_line_is_a_link() -> None:
    assert is_link("", "en")
    assert is_link("– 12 May 2026", "en")
    assert not is_link("Bring before 3 May", "en")
    assert not is_link(None, "en")
