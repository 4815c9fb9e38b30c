"""Fits the confidence rule (information/answers/confidence.py) and prints its calibration.

    .venv/bin/wayforward sources import ../shared/data/omos-qa/pages
    .venv/bin/wayforward sources import tests/data_small/pages
    .venv/bin/python -m tests.bench.fit_confidence --write

Data: the questions in three languages about every other page of tests/data_small (the tests hold
floors on the remaining pages), and the native questions of OMoS-QA's train split, each with the
passages found for it among all pages imported. A passage of the question's own page counts as
answering when the annotators marked an answer there and one of the sentences chosen is among those
marked; passages of other pages are left out, since another page may answer too and nobody marked
it. Questions of off_topic.yaml, beside this file, are answered by nothing. Both classes are weighed
so that PRIOR of the passages answer, as readers ask, not as the sample was drawn. The threshold is
the lowest at which no more than STRANGERS of the questions about something else get an answer, on
five-fold predictions.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from wayforward.conf import REPOSITORY, shared_data, start_django
from wayforward.information.answers.confidence import Row
from wayforward.information.answers.selection.training import logistic

Floats = NDArray[np.float64]
FOLDS = 5
OFF_TOPIC = 100_000  # questions about something else are numbered from here
STRANGERS = 0.05  # of them that may get an answer: one in twenty
PRIOR = 0.5  # share of first passages that answer, when people ask what the sources are about


@dataclass(frozen=True, slots=True)
class Sample:
    """One passage found for one question: what is known of it, and whether it answers."""

    features: Row
    answers: bool
    group: int  # questions of one group are never split between folds


def _records(split: str, languages: list[str]) -> Iterator[tuple[str, dict]]:
    for language in languages:
        path = shared_data() / "omos-qa" / f"{split}.{language}.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if not record["machine_translated"]:
                yield language, record


def _urls() -> dict[tuple[str, int], str]:
    manifest = shared_data() / "omos-qa" / "pages" / "manifest.jsonl"
    rows = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
    return {(row["language"], row["page"]): row["url"] for row in rows}


def _looked_up(question: str, language: str) -> list[tuple[Row, set[str], str]]:
    from wayforward.information.answers import asking, confidence

    context = asking.Context(question, None, None, asking.timezone.now())
    context.question_language = language
    asking.retrieve(context)
    asking.select_sentences(context)
    return [
        (
            row,
            {found.lines[i] for i in selection.likely},
            found.live_url.split("#")[0],
        )
        for row, found, selection in zip(
            confidence.features(context.found, context.selections, language),
            context.found,
            context.selections,
            strict=False,
        )
        if selection.likely
    ]


def samples(split: str, languages: list[str]) -> Iterator[Sample]:
    """Every labelled passage of a split, then the off-topic questions."""
    from wayforward.core.language.normalise import search_form

    urls = _urls()
    for number, (language, record) in enumerate(_records(split, languages)):
        marked = [search_form(record["context"][i]) for i in record["answers"]]
        for features, chosen, url in _looked_up(record["question"], language):
            if url != urls.get((language, record["page"])):
                continue
            forms = [search_form(text) for text in chosen]
            hit = any(m and (m in f or f in m) for m in marked for f in forms)
            yield Sample(features, hit, number)
    yield from _own()
    yield from _off_topic()


def pages_to_fit() -> list[str]:
    """Every other page of tests/data_small, by name; the others are for the tests alone."""
    return sorted({question["page"] for question in _own_questions() if question["page"]})[::2]


def _own_questions() -> list[dict]:
    path = REPOSITORY / "tests" / "data_small" / "questions.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _own() -> Iterator[Sample]:
    wanted = pages_to_fit()
    for number, question in enumerate(_own_questions(), start=50_000):
        if question["page"] not in wanted:
            continue
        language = {"fa-af": "fa"}.get(question["language"], question["language"])
        for features, chosen, url in _looked_up(question["question"], language):
            if url.startswith("https://example.org/"):
                yield Sample(features, question["answer"] in chosen, number)


def _off_topic() -> Iterator[Sample]:
    off = yaml.safe_load((Path(__file__).parent / "off_topic.yaml").read_text(encoding="utf-8"))
    reading = {"fa-af": "fa", "ps": "ps", "en": "en", "de": "de"}
    number = OFF_TOPIC
    for language, questions in off.items():
        for question in questions:
            number += 1
            for features, _, _ in _looked_up(question, reading[language]):
                yield Sample(features, False, number)


def weigh(answers: Floats) -> Floats:
    """Weights with mean one under which PRIOR of the samples answer."""
    share = answers.mean()
    return np.where(answers > 0, PRIOR / share, (1 - PRIOR) / (1 - share))


def fit(features: Floats, answers: Floats) -> Floats:
    """The weights of the rule, the intercept first."""
    return logistic.fit(features, answers, ridge=1.0, counts=weigh(answers))


def cross_predict(features: Floats, answers: Floats, groups: NDArray[np.int64]) -> Floats:
    """Each sample predicted by a fit that has not seen its question."""
    guess = np.zeros(len(features))
    for fold in range(FOLDS):
        inside = groups % FOLDS == fold
        guess[inside] = logistic.predict(fit(features[~inside], answers[~inside]), features[inside])
    return guess


def calibration_error(guess: Floats, answers: Floats, bins: int = 10) -> float:
    """Expected calibration error over equal-width bins, weighed."""
    place, counts = np.minimum((guess * bins).astype(int), bins - 1), weigh(answers)
    gaps = (
        abs(float((counts * (guess - answers))[place == number].sum())) for number in range(bins)
    )
    return sum(gaps) / float(counts.sum())


def threshold(guess: Floats, groups: NDArray[np.int64]) -> float:
    """The probability from which STRANGERS of the questions about something else get an answer."""
    strangers = np.unique(groups[groups > OFF_TOPIC])
    highest = sorted((guess[groups == group].max() for group in strangers), reverse=True)
    return float(highest[int(STRANGERS * len(highest))]) + 0.005


def f1(said: NDArray[np.bool_], answers: Floats) -> float:
    """Weighed F1 of the passages said to answer."""
    counts = weigh(answers)
    right = float(counts[said & (answers > 0)].sum())
    return 2 * right / max(1.0, float(counts[said].sum() + counts[answers > 0].sum()))


def main() -> None:
    """Fit, print, and with --write keep the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the fitted weights")
    parser.add_argument("--languages", default="de,en", help="question languages to fit on")
    arguments = parser.parse_args()
    start_django()
    rows = list(samples("train", arguments.languages.split(",")))
    features = np.array([row.features for row in rows])
    answers = np.array([float(row.answers) for row in rows])
    groups = np.array([row.group for row in rows])
    guess = cross_predict(features, answers, groups)
    bar = threshold(guess, groups)
    score = f1(guess >= bar, answers)
    error = calibration_error(guess, answers)
    print(f"{len(rows)} passages, {int(answers.sum())} answer")
    print(f"five-fold: F1 {score:.3f} at {bar:.2f}; calibration error {error:.3f}")
    off = groups > OFF_TOPIC
    print(
        f"off topic answered: {float((guess[off] >= bar).mean()):.3f} of {int(off.sum())} passages"
    )
    if arguments.write:
        _write(fit(features, answers), bar, {"f1": round(score, 3), "calibration": round(error, 3)})


def _write(weights: Floats, bar: float, figures: dict[str, float]) -> None:
    from wayforward.information.answers import confidence

    kept = confidence.Weights(
        *(round(float(weight), 4) for weight in weights),
        answer_from=round(bar, 2),
        show_from=round(bar * 0.6, 2),
    )
    confidence._FILE.write_text(
        json.dumps({"weights": asdict(kept), "five_fold": figures}, indent=1) + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
