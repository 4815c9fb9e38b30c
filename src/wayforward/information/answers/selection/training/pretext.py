"""Sections of unmarked pages as examples: a heading asks, the lines below it answer.

Few questions are annotated, but every page divides itself into sections, and telling which lines a
heading stands for needs the same reading. Parts of pages keep whole sections; in most examples the
heading itself is cut out, in some the section too, so that nothing answers.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wayforward.core.language.sentences import split
from wayforward.information.answers.selection.training import examples as ex
from wayforward.information.sources.extracting import read
from wayforward.information.sources.reading import BlockKind, ReadingText, UnreadableError

LAWS_EU = "eu-law/pages/manifest.jsonl"
LAWS_DE = "law-de"
_FEWEST_LINES, _MOST_LINES, _PART = 5, 80, 50
_LONGEST_SECTION = 20
_SHORTEST_HEADING = 12
_NUMBER = re.compile(r"^(?:§+|Art(?:icle|ikel|\.)?)\s*\d+[a-z]?\b\s*[—–-]*\s*")
_WEIGHT = 0.6
_NO_HEADING, _NO_SECTION = 0.8, 0.25


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the lines below it, up to the next heading."""

    heading: str
    lines: tuple[str, ...]

    @property
    def whole(self) -> tuple[str, ...]:
        """Heading first."""
        return (self.heading, *self.lines) if self.heading else self.lines

    @property
    def asks(self) -> bool:
        """Whether the heading says enough to be a question and the section is short enough."""
        return len(self.question) >= _SHORTEST_HEADING and 1 <= len(self.lines) <= _LONGEST_SECTION

    @property
    def question(self) -> str:
        """The heading without the number of an article."""
        return _NUMBER.sub("", self.heading)


def sections(page: ReadingText) -> list[Section]:
    """The sections of a page in order; the first may have no heading."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for block in page.blocks:
        text = " ".join(block.text.split())
        if block.kind == BlockKind.HEADING:
            found.append((text, []))
        else:
            spans = split(text, page.language)
            found[-1][1].extend(text[span.start : span.end] for span in spans)
    return [Section(heading, tuple(lines)) for heading, lines in found if heading or lines]


def parts(page: Sequence[Section]) -> Iterator[list[Section]]:
    """Neighbouring sections, about fifty lines together; a page of eighty stays whole."""
    total = sum(len(section.whole) for section in page)
    most = _MOST_LINES if total <= _MOST_LINES else _PART
    part: list[Section] = []
    for section in page:
        if part and sum(len(one.whole) for one in [*part, section]) > most:
            yield part
            part = []
        part.append(section)
    yield part


def municipal(folder: Path, without: Collection[int]) -> list[ex.Example]:
    """Sections of the OMoS-QA pages, save those of the pages numbered in `without`."""
    found: list[ex.Example] = []
    for record in ex.read_records(folder / "pages" / "manifest.jsonl"):
        if record["page"] not in without:
            page = _read(folder / "pages" / str(record["file"]))
            found += _examples(page, str(record["file"])) if page else ()
    return found


def legal(shared: Path) -> list[ex.Example]:
    """Articles of laws, headings of one language also asked on the text in another."""
    found: list[ex.Example] = []
    for path in sorted((shared / LAWS_DE).glob("*.md")):
        page = _read(path)
        found += _examples(page, path.name) if page else ()
    twins: dict[str, list[list[Section]]] = {}
    for record in ex.read_records(shared / LAWS_EU):
        page = _read((shared / LAWS_EU).parent / str(record["file"]))
        if page:
            found += _examples(page, str(record["file"]))
            twins.setdefault(str(record["twin"]), []).append(sections(page))
    for versions in twins.values():
        found += _across(versions)
    return found


def _read(path: Path) -> ReadingText | None:
    try:
        return read(path.read_bytes(), None, path.name)
    except UnreadableError:
        return None


def _examples(page: ReadingText, name: str) -> Iterator[ex.Example]:
    for number, part in enumerate(parts(sections(page))):
        yield from _asked(part, [section.question for section in part], f"{name}.{number}")


def _across(versions: Sequence[list[Section]]) -> Iterator[ex.Example]:
    """Examples from versions with equally many sections, each asked with another's headings."""
    for here in versions:
        for there in versions:
            if here is not there and len(here) == len(there):
                asked = {id(one): other.question for one, other in zip(here, there, strict=True)}
                for number, part in enumerate(parts(here)):
                    questions = [asked[id(section)] for section in part]
                    yield from _asked(part, questions, f"{here[0].heading}.{number}")


def _asked(part: Sequence[Section], questions: Sequence[str], name: str) -> Iterator[ex.Example]:
    lines = tuple(line for section in part for line in section.whole)
    if not len(lines) >= _FEWEST_LINES:
        return
    start = 0
    for section, question in zip(part, questions, strict=True):
        first, end = start + (1 if section.heading else 0), start + len(section.whole)
        if section.asks and end - start < 0.7 * len(lines):
            answers = frozenset(range(first, end))
            yield ex.Example(
                f"{name}.{start}", question, lines, tuple(range(len(lines))), answers, _WEIGHT
            )
        start = end


def varied(example: ex.Example, chance: random.Random) -> ex.Example:
    """The example, mostly without its heading, sometimes without the whole section."""
    if chance.random() < _NO_HEADING:
        heading = min(example.answers) - 1
        kept = tuple(i for i in example.kept if i != heading)
        answers = frozenset(i - 1 for i in example.answers)
        example = replace(example, kept=kept, answers=answers)
        if chance.random() < _NO_SECTION and len(kept) - len(answers) >= _FEWEST_LINES - 1:
            return ex.without_answer(example)
    return example
