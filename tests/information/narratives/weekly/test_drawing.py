"""The small picture of a few weeks."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from wayforward.information.narratives.weekly.drawing import bars


@given(
    st.lists(st.integers(0, 500), max_size=30),
    st.booleans(),
    st.sampled_from(["", "a<b", '«ټ» & "x"']),
)
def test_bars_are_whole_svg_within_their_frame(counts: list[int], rtl: bool, said: str) -> None:
    root = ElementTree.fromstring(bars(counts, rtl=rtl, said=said))
    _x, _y, width, height = map(float, root.attrib["viewBox"].split())
    for bar in root:
        left, top = float(bar.attrib["x"]), float(bar.attrib["y"])
        assert 0 <= left <= left + float(bar.attrib["width"]) <= width
        assert 0 <= top <= top + float(bar.attrib["height"]) <= height
    full = [bar for bar in root if float(bar.attrib["height"]) > 1 and bar.attrib["fill"] != "none"]
    assert len(full) <= (1 if counts and counts[-1] else 0)


def test_time_runs_as_the_language_is_read() -> None:
    def last(rtl: bool) -> float:
        root = ElementTree.fromstring(bars([0, 0, 5], rtl=rtl))
        return next(float(bar.attrib["x"]) for bar in root if float(bar.attrib["height"]) > 1)

    assert last(rtl=True) < last(rtl=False)
