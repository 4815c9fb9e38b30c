"""A chart is the same picture on a page and on paper, in the reader's digits and direction."""

import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import pypdfium2
import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from wayforward.core.audit.actions import record
from wayforward.core.audit.figures import events_per_day
from wayforward.core.audit.models import Event
from wayforward.core.documents.charts.days import DayScale
from wayforward.core.documents.charts.drawing import (
    MARK,
    Chart,
    ChartWords,
    Figure,
    Form,
    chart,
    ticks,
)
from wayforward.core.documents.charts.ready import by_kind, course, events_chart, short_day
from wayforward.core.documents.charts.report import set_report

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("en", "fa-af", "ps")
DAYS = {"en": "Day", "fa-af": "روز", "ps": "ورځ"}


def _chart(language: str = "en", form: Form = Form.COLUMNS, count: int = 4) -> Chart:
    words = ChartWords(language=language, title="<Title>", names=DAYS[language], values="Events")
    figures = [Figure(f"{DAYS[language]}-{n}", 1000.0 * n) for n in range(count)]
    return chart(figures, words, form=form)


def _texts(drawn: Chart) -> list[str]:
    root = ElementTree.fromstring(drawn.svg)
    said = ("".join(one.itertext()) for one in root.iter(f"{SVG}text"))
    return [one.strip("\u2067\u200f\u2069") for one in said]


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_is_one_picture_with_a_title_and_a_table(language: str, form: Form) -> None:
    drawn = _chart(language, form)
    root = ElementTree.fromstring(drawn.svg)

    assert root.get("role") == "img"
    # In a page that runs from the right, places within the picture still count from the left.
    assert root.get("direction") == "ltr"
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert told is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
    assert title.text == "<Title>"
    assert [row.said for row in drawn.rows][-1] == ("3,000" if language == "en" else "۳٬۰۰۰")
    assert drawn.rows[-1].said in (told.text or "")
    assert sum(1 for one in root.iter() if one.get("role")) == 1


@pytest.mark.parametrize("form", list(Form))
def test_a_chart_holds_nothing_a_strict_page_refuses(form: Form) -> None:
    drawn = _chart(form=form).svg

    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|https?://(?!www\.w3\.org)", drawn)


def test_ink_takes_the_colour_of_the_page_and_marks_stand_out_on_both() -> None:
    drawn = _chart().svg

    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawn))
    assert colours <= {"currentColor", MARK, "none", "transparent"}
    for paper in ("#ffffff", "#faf8f3", "#12171c", "#1a2127"):
        assert _contrast(MARK, paper) >= 3


def _contrast(one: str, other: str) -> float:
    """As WCAG reckons it."""

    def light(colour: str) -> float:
        parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_labels_are_in_the_readers_digits_alone() -> None:
    for form in Form:
        for said in _texts(_chart("fa-af", form)):
            assert not re.search(
                r"\d", said.split("-")[0].translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "x" * 10))
            )


def test_time_runs_from_the_right_where_the_language_does() -> None:
    def first_before_last(language: str) -> bool:
        root = ElementTree.fromstring(_chart(language).svg)
        places = {
            "".join(one.itertext()).strip("\u2067\u200f\u2069")[-1:]: float(
                re.findall(r"translate\(([\d.]+)", one.get("transform", ""))[0]
            )
            for one in root.iter(f"{SVG}text")
            if DAYS[language] + "-" in "".join(one.itertext())
        }
        return places["0"] < places["3"]

    assert first_before_last("en")
    assert not first_before_last("fa-af")


def test_many_days_are_not_all_named() -> None:
    named = [said for said in _texts(_chart(count=60)) if said.startswith("Day-")]

    assert 5 < len(named) <= 12


@given(st.floats(0.1, 1e7))
def test_ticks_are_few_round_and_reach_the_top(most: float) -> None:
    found = ticks(most)

    assert found[0] == 0
    assert found[-1] >= most
    assert 2 <= len(found) <= 9
    assert len({round(b - a, 6) for a, b in pairwise(found)}) == 1


def test_a_chart_without_figures_or_with_one_below_nought_is_refused() -> None:
    words = ChartWords(language="en", title="x", names="x", values="x")
    for figures in ([], [Figure("a", -1)]):
        with pytest.raises(ValueError, match="needs figures"):
            chart(figures, words, form=Form.BARS)


def test_a_name_is_data_and_never_an_expression() -> None:
    words = ChartWords(language="en", title="x", names="x", values="x")
    names = ["it's", "back\\slash", "'] + [1", "<b>&"]

    drawn = chart([Figure(one, 1.0) for one in names], words, form=Form.COLUMNS)

    assert set(names) <= set(_texts(drawn))


def test_a_count_that_is_not_published_says_so_instead() -> None:
    drawn = by_kind(
        {"Running": 40, "Over": 2, "Suspended": 9}, title="Clocks", names="State", values="Clocks",
        threshold=5,
    )  # fmt: skip

    assert [row.said for row in drawn.rows] == ["40", "fewer than 5", "not shown"]
    assert {"fewer than 5", "not shown"} <= set(_texts(drawn))
    assert not {"2", "9"} & set(_texts(drawn))


def test_a_line_leaves_a_gap_and_the_table_says_why() -> None:
    words = ChartWords(language="en", title="x", names="x", values="x")

    drawn = chart(
        [Figure("a", 1), Figure("b", None, "not shown"), Figure("c", 3)], words, form=Form.LINE
    )

    assert drawn.rows[1].said == "not shown"
    assert course([("a", 1), ("b", 2)], title="x", names="x", values="x").rows[1].said == "2"


@pytest.mark.django_db
def test_events_are_counted_day_by_day_with_quiet_days() -> None:
    for _ in range(3):
        record(stream="trial", name="done", subject="x", actor="nobody")
    today = datetime.now(UTC).date()

    counted = events_per_day(until=today, days=3)

    assert [count for _day, count in counted] == [0, 0, Event.objects.count()]
    assert events_chart(days=3).rows[-1].said == str(Event.objects.count())


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_picture_stands_in_the_report(language: str) -> None:
    with translation.override(language):
        drawn = events_chart(until=date(2026, 11, 29))

    pdf = set_report([drawn], title="Report", source="wayforward", on=date(2026, 11, 29))

    pages = pypdfium2.PdfDocument(BytesIO(pdf))
    assert len(pages) == 1
    said = pages[0].get_textpage().get_text_range()
    assert short_day(date(2026, 11, 29), language).split()[-1] in said


def test_figures_of_one_name_are_drawn_apart() -> None:
    words = ChartWords(language="en", title="x", names="x", values="x")
    same = [Figure("Other", 3.0), Figure("Other", 5.0)]

    for form in Form:
        assert _texts(chart(same, words, form=form)).count("Other") == 2
    assert {"3", "5"} <= set(_texts(chart(same, words, form=Form.BARS)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_of_every_form_are_shown_at_about_one_size(language: str) -> None:
    widths = {}
    for form in Form:
        left, _top, width, _height = _box(_chart(language, form))
        assert left <= 0 if language != "en" else left == 0
        widths[form] = width

    assert widths[Form.COLUMNS] == pytest.approx(widths[Form.LINE], rel=0.05)
    assert 300 <= widths[Form.BARS] <= 340  # whole on a telephone


@pytest.mark.parametrize("language", LANGUAGES)
def test_lying_bars_stand_under_their_whole_names_and_fit_a_telephone(language: str) -> None:
    names = {
        "en": "areas of the campaign, before the campaign",
        "fa-af": "ساحات کمپاین، پیش از شروع کمپاین",
        "ps": "د کمپاین سیمې، د کمپاین له پیل مخکې",
    }
    words = ChartWords(language=language, title="x", names="x", values="x")

    drawn = chart([Figure(names[language], 4e6), Figure("b", 1.0)], words, form=Form.BARS)

    assert names[language] in _texts(drawn)
    assert _box(drawn)[2] <= 340


def _box(drawn: Chart) -> tuple[float, ...]:
    return tuple(map(float, ElementTree.fromstring(drawn.svg).attrib["viewBox"].split()))


def test_a_day_stays_whole_beside_a_latin_name_on_paper() -> None:
    pdf = set_report([_chart("fa-af")], title="x", source="wayforward", on=date(2026, 11, 29))

    text = pypdfium2.PdfDocument(BytesIO(pdf))[0].get_textpage()
    said = text.get_text_range()
    left_of_day = text.get_charbox(said.index("۸"))[0]
    assert left_of_day < text.get_charbox(said.index("w"))[0]


def test_drawing_needs_no_network() -> None:
    """In a space of its own without any network, where this machine allows one."""
    program = (
        "from wayforward.core.documents.charts.drawing import *;"
        "w=ChartWords(language='en',title='t',names='n',values='v');"
        "print(len(chart([Figure('a',1)],w,form=Form.BARS).svg))"
    )
    alone = ["unshare", "-rn"]
    if subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine does not let a program go without network")

    done = subprocess.run(
        [*alone, sys.executable, "-c", program],
        env={"PYTHONPATH": "src"}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert int(done.stdout or 0) > 500, done.stderr


def test_figures_have_their_thousands_grouped() -> None:
    assert [row.said for row in _chart().rows] == ["0", "1,000", "2,000", "3,000"]


@given(st.dates(), st.integers(0, 400), st.integers(0, 400), st.booleans())
def test_days_keep_their_order_and_stay_within_the_picture(
    first: date, length: int, at: int, mirrored: bool
) -> None:
    assume(first.toordinal() + length <= date.max.toordinal())
    last = first + timedelta(length)
    day = min(first + timedelta(min(at, length)), last)
    scale = DayScale(first, last, 24, 700, mirrored)

    assert 24 <= scale.at(day) <= 700
    assert scale.at(first) == (700 if mirrored else 24)
    assert scale.at(last) == (24 if mirrored else 700) or length == 0
    if length:
        assert DayScale(first, last, 24, 700, mirrored, whole=True).at(last) not in {24, 700}
