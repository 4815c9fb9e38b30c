"""Fits when a claim is suggested for a report (narratives/matching/deciding.py).

    .venv/bin/python -m tests.bench.fit_matching [--means] [--write]

Data: the starter claims' own wordings; each is asked with itself left out of the shelf, so that the
claim is known by its title and its other wordings. Once more with whole claims left out: then no
claim is right. Wordings whose hash is odd are fitted on, the others only measured. Strangers: what
people ask in tests/data_small/card_questions.yaml, which tells no rumour.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace

import click
import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from wayforward.conf import REPOSITORY, start_django

start_django()

from wayforward.information.answers.embedding import Vectors, indexing_embedder  # noqa: E402
from wayforward.information.answers.selection.training import logistic  # noqa: E402
from wayforward.information.cards.finding.questions import read_questions  # noqa: E402
from wayforward.information.cards.starters import read_cards  # noqa: E402
from wayforward.information.narratives.matching import deciding, scoring  # noqa: E402
from wayforward.information.narratives.matching.cleaning import told  # noqa: E402
from wayforward.information.narratives.matching.deciding import Rule  # noqa: E402
from wayforward.information.narratives.matching.meaning import MEANS, freed  # noqa: E402
from wayforward.information.narratives.matching.shelf import Shelf, Telling, make_shelf  # noqa: E402
from wayforward.information.narratives.starters import read_claims  # noqa: E402

Floats = NDArray[np.float64]
QUESTIONS = REPOSITORY / "tests" / "data_small" / "card_questions.yaml"
WRONG = 0.10  # of reports without a claim that may be shown one as a suggestion
_RIDGE = 1.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A report: the text that tells it, the claim it tells (-1: none), whether it is fitted on."""

    said: str
    claim: int
    language: str
    fitted: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The first claim found for a report: what is weighed, whether it is right."""

    asked: Asked
    row: tuple[float, ...]
    right: bool
    known: bool  # whether its claim was on the shelf at all


class Library:
    """Every wording of the starter claims with its vector, one text a claim and language."""

    def __init__(self) -> None:
        """Embeds once."""
        claims = read_claims().claims
        self.texts = [
            (number, language, list(text.wordings))
            for number, claim in enumerate(claims)
            for language, text in claim.texts.items()
        ]
        tellings = [
            Telling(number, said, language)
            for number, language, wordings in self.texts
            for said in wordings
        ]
        self.said = [one.said for one in tellings]
        self.text_of = [place for place, (*_, wordings) in enumerate(self.texts) for _ in wordings]
        self.shelf = make_shelf(
            tellings,
            [(number, wordings) for number, _, wordings in self.texts],
            indexing_embedder(),
        )

    def reports(self) -> list[tuple[Asked, int]]:
        """Every wording but titles, with its place among the tellings."""
        titles = {wordings[0] for _, _, wordings in self.texts}
        return [
            (Asked(said, self.texts[text][0], self.texts[text][1], _is_fitted(said)), place)
            for place, (said, text) in enumerate(zip(self.said, self.text_of, strict=True))
            if said not in titles
        ]

    def without(self, place: int) -> Shelf:
        """The shelf as if nobody had told a claim in these words yet."""
        kept = np.arange(len(self.said)) != place
        text = self.text_of[place]
        documents = list(self.shelf.documents)
        others = [one for one in self.texts[text][2] if one != self.said[place]]
        documents[text] = scoring.document(others)
        return replace(
            self.shelf,
            vectors=self.shelf.vectors[kept],
            own=self.shelf.own[kept],
            documents=tuple(documents),
        )

    def first(self, asked: Asked, shelf: Shelf, vector: Vectors, hide: int = -1) -> Answer:
        """The first claim of a report, with one claim hidden."""
        found = [(claim, one) for claim, one in shelf.ranked(asked.said, vector) if claim != hide]
        row = deciding.row_of(0, [one for _, one in found])
        return Answer(asked, row, found[0][0] == asked.claim, asked.claim not in (-1, hide))


def _is_fitted(said: str) -> bool:
    return hashlib.sha256(said.encode()).digest()[0] % 2 == 1


def answers(library: Library) -> Iterator[Answer]:
    """Each wording with its claim there and with its claim hidden; then the strangers."""
    reports = library.reports()
    strangers = [
        Asked(one.text, -1, one.language, _is_fitted(one.text)) for one in read_questions(QUESTIONS)
    ]
    every = [told(one.said) for one in (*(asked for asked, _ in reports), *strangers)]
    said = [one.said for one in every]
    vectors = freed(indexing_embedder().queries(said), [one.language for one in every])
    for (asked, place), text, vector in track(
        list(zip(reports, said, vectors[: len(reports)], strict=False)), "Asking", transient=True
    ):
        plain = Asked(text, asked.claim, asked.language, asked.fitted)
        shelf = library.without(place)
        yield library.first(plain, shelf, vector)
        yield library.first(plain, shelf, vector, hide=asked.claim)
    for asked, text, vector in zip(
        strangers, said[len(reports) :], vectors[len(reports) :], strict=True
    ):
        plain = Asked(text, -1, asked.language, asked.fitted)
        yield library.first(plain, library.shelf, vector)


def fit(found: Sequence[Answer]) -> Rule:
    """The rule fitted on one half."""
    mine = [one for one in found if one.asked.fitted]
    rows = np.array([one.row for one in mine], dtype=np.float64)
    truths = np.array([one.right for one in mine], dtype=np.float64)
    weights = [float(w) for w in logistic.fit(rows, truths, ridge=_RIDGE)]
    loose = Rule(*weights, suggested_from=0.0)
    chances = [deciding.probability(one.row, loose) for one in mine if not one.known]
    return Rule(*weights, suggested_from=round(float(np.quantile(chances, 1 - WRONG)), 3))


def table(found: Sequence[Answer], rule: Rule) -> list[str]:
    """What the rule does to the half that was not fitted on."""
    lines = [f"{'':10}{'reports':>8}{'right first':>13}{'suggested':>11}{'and right':>11}"]
    mine = [one for one in found if not one.asked.fitted]
    for language in ("en", "fa-af", "ps"):
        known = [one for one in mine if one.known and one.asked.language == language]
        lines.append(_line(language, known, rule))
    lines.append(_line("hidden", [one for one in mine if one.asked.claim >= 0 and not one.known],
                       rule))  # fmt: skip
    lines.append(_line("strangers", [one for one in mine if one.asked.claim < 0], rule))
    return lines


def _line(name: str, some: Sequence[Answer], rule: Rule) -> str:
    shown = [deciding.probability(one.row, rule) >= rule.suggested_from for one in some]
    right = [one.right for one in some]
    both = [a and b for a, b in zip(shown, right, strict=True)]
    shares = "".join(f"{np.mean(of):>{width}.3f}" for of, width in
                     ((right, 13), (shown, 11), (both, 11)))  # fmt: skip
    return f"{name:10}{len(some):>8}{shares}"


def write_means() -> None:
    """Keep the mean vector of each language: of all ways cards are asked and claims are told."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for claim in read_claims().claims:
        for language, told_ in claim.texts.items():
            said[language.split("-")[0]] += told_.wordings
    for card in read_cards():
        for language, asked in card.texts.items():
            said[language.split("-")[0]] += [asked.question, *asked.also]
    vectors = {name: indexing_embedder().queries(texts) for name, texts in said.items()}
    means = {f"of_{name}": found.mean(axis=0) for name, found in vectors.items()}
    np.savez(MEANS, of_=np.stack([*means.values()]).mean(axis=0), **means)


@click.command()
@click.option("--means", "anew", is_flag=True, help="Make the means of languages anew first.")
@click.option("--write", is_flag=True, help="Keep the rule.")
def main(anew: bool, write: bool) -> None:
    """Fit, print, keep."""
    if anew:
        write_means()
    found = list(answers(Library()))
    rule = fit(found)
    for line in table(found, rule):
        click.echo(line)
    kept = {name: round(value, 4) for name, value in asdict(rule).items()}
    if write:
        deciding.WEIGHTS.parent.mkdir(exist_ok=True)
        deciding.WEIGHTS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    click.echo(json.dumps(kept))


if __name__ == "__main__":
    main()
