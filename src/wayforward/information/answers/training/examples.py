"""Training examples for the selector: annotated questions, changed copies of them, page headings.

Reads the shared data folder; writes nothing. Only the train split is ever read for training.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

PAGE_LANGUAGES = ("de", "en")
QUESTION_LANGUAGES = ("de", "en", "ar", "fr", "uk")
_BREAKS = {"p", "li", "br", "div", "h1", "h2", "h3", "h4", "h5", "ul", "ol", "hr", "main"}
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ0-9])")
_FEWEST_LINES, _MOST_LINES = 4, 80


@dataclass(frozen=True, slots=True)
class Example:
    """One question on one page; `answers` are line numbers, empty where the page has no answer.

    `whole` is the page before lines were left out, `kept` the numbers of the lines still there.
    """

    id: str
    question: str
    whole: tuple[str, ...]
    kept: tuple[int, ...]
    answers: frozenset[int]
    weight: float = 1.0
    page: int = 0
    city: str = ""
    question_language: str = ""
    page_language: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The page's lines that are there."""
        return tuple(self.whole[i] for i in self.kept)


def read_records(path: Path) -> list[dict[str, Any]]:
    """The JSON records of a file with one record a line."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def annotated(folder: Path, split: str, question: str, page: str) -> list[Example]:
    """Questions in language `question` on pages in language `page` (`de` or `en`)."""
    records = read_records(folder / f"{split}.{page}.jsonl")
    asked = _questions(folder, split, question)
    return [_example(record, asked[str(record["id"])], question, page) for record in records]


def _questions(folder: Path, split: str, language: str) -> dict[str, str]:
    own = language in PAGE_LANGUAGES
    name = f"{split}.{language}.jsonl" if own else f"questions.{language}.jsonl"
    records = read_records(folder / name)
    return {str(r["id"]): str(r["question"]) for r in records if r.get("split", split) == split}


def _example(record: dict[str, Any], asked: str, question: str, page: str) -> Example:
    context, answers = record["context"], record["answers"]
    agreement, number = record["agreement"], record["page"]
    return Example(
        str(record["id"]), asked, tuple(map(str, context)),
        tuple(range(len(context))), frozenset(map(int, answers)),
        0.5 + 0.5 * float(agreement), number, str(record["city"]), question, page,
    )  # fmt: skip


def without_answer(example: Example) -> Example:
    """The page with its answering lines taken out, so that the question has no answer there."""
    kept = tuple(t for i, t in enumerate(example.kept) if i not in example.answers)
    return replace(example, kept=kept, answers=frozenset())


def with_gap(example: Example, chance: random.Random) -> Example:
    """The page with a run of other lines left out, answers renumbered."""
    size = chance.randint(1, max(1, len(example.lines) // 3))
    start = chance.randrange(len(example.lines))
    gone = set(range(start, start + size)) - example.answers
    return _keeping(example, [i for i in range(len(example.lines)) if i not in gone])


def _keeping(example: Example, kept: Sequence[int]) -> Example:
    if len(kept) < _FEWEST_LINES:
        return example
    answers = frozenset(new for new, old in enumerate(kept) if old in example.answers)
    return replace(example, kept=tuple(example.kept[i] for i in kept), answers=answers)


def on_other_page(example: Example, other: Example) -> Example:
    """The question asked on another page, where nobody answers it."""
    return replace(example, whole=other.whole, kept=other.kept, answers=frozenset(), weight=1.0)


class _Blocks(HTMLParser):
    """Collects (heading?, text) blocks of a saved page."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[bool, str]] = []
        self._text: list[str] = []
        self._heading = False
        self._skip = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skip = tag in {"title", "style"} or (self._skip and tag not in _BREAKS)
        if tag in _BREAKS:
            self._close()
            self._heading = tag in {"h2", "h3", "h4", "h5"}

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS or tag == "title":
            self._close()
            self._heading = False

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self._text.append(data)

    def _close(self) -> None:
        text = " ".join("".join(self._text).split())
        if text:
            self.blocks.append((self._heading, text))
        self._text = []


def headings_as_questions(folder: Path, pages: set[int]) -> list[Example]:
    """Each section heading of a saved page as a question answered by the lines below it.

    In half of them the heading itself is cut from the page; a fifth is asked on the page without
    the section, so that nothing answers. Only pages numbered in `pages` are used.
    """
    examples: list[Example] = []
    for record in read_records(folder / "pages" / "manifest.jsonl"):
        if record["page"] in pages:
            html = (folder / "pages" / str(record["file"])).read_text(encoding="utf-8")
            chance = random.Random(str(record["file"]))  # noqa: S311 - draws, no secret
            examples += _page_examples(html, record, chance)
    return examples


def _page_examples(html: str, record: dict[str, Any], chance: random.Random) -> Iterator[Example]:
    lines, sections = _lines_and_sections(html)
    if not _FEWEST_LINES <= len(lines) <= _MOST_LINES:
        return
    language = str(record["language"])
    for heading, start, end in sections:
        if end - start < 2 or len(lines[heading]) < 12 or end - start > 0.7 * len(lines):
            continue
        page = Example(
            f"h{record['page']}.{heading}", lines[heading], tuple(lines),
            tuple(range(len(lines))), frozenset(range(start, end)), 0.6,
            int(record["page"]), str(record["city"]), language, language,
        )  # fmt: skip
        yield _varied(page, heading, chance)


def _varied(page: Example, heading: int, chance: random.Random) -> Example:
    draw = chance.random()
    if draw < 0.6:
        page = _keeping(page, [i for i in range(len(page.lines)) if i != heading])
        if draw < 0.2 and len(page.lines) - len(page.answers) >= _FEWEST_LINES:
            return without_answer(page)
    return page


def _lines_and_sections(html: str) -> tuple[list[str], list[tuple[int, int, int]]]:
    parser = _Blocks()
    parser.feed(html)
    lines: list[str] = []
    heads: list[int] = []
    for heading, text in parser.blocks:
        if heading:
            heads.append(len(lines))
        lines += [text] if heading else _SENTENCE_END.split(text)
    ends = [*heads[1:], len(lines)]
    return lines, [(h, h + 1, e) for h, e in zip(heads, ends, strict=False)]
