"""The example questions of the front page: reviewed data, turned over every day."""

import random
from dataclasses import dataclass
from datetime import date
from functools import cache

from wayforward.conf import PACKAGE
from wayforward.core.yaml_files import read_yaml
from wayforward.information.answers.rules import READER_LANGUAGES

_FILE = PACKAGE / "data" / "starter_questions.yaml"
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class StarterQuestion:
    """A question people often start from, in one language."""

    topic: str
    text: str


@cache
def _all_questions() -> dict[str, tuple[StarterQuestion, ...]]:
    rows = read_yaml(_FILE)["questions"]
    return {
        language: tuple(StarterQuestion(row["topic"], row["text"][language]) for row in rows)
        for language in READER_LANGUAGES
    }


def starter_questions(language: str, day: date) -> list[StarterQuestion]:
    """Six questions in `language` (fa-af, ps, en), of different topics where possible.

    The same for everybody on one day, others on the next: nothing depends on the reader.
    """
    shuffled = list(_all_questions()[language])
    random.Random(day.toordinal()).shuffle(shuffled)  # noqa: S311 - a rotation, not a secret
    first_of_topic = {question.topic: question for question in reversed(shuffled)}
    chosen = [question for question in shuffled if first_of_topic[question.topic] is question]
    others = [question for question in shuffled if question not in chosen]
    return (chosen + others)[:_SHOWN]
