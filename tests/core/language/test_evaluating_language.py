"""Quality floors of language identification, on our own sentences and on the shared data."""

import json
from pathlib import Path

import pytest

from wayforward.conf import shared_data
from wayforward.core.language.evaluating_language import evaluate_language, table

OWN = [
    {
        "en": "You can ask for a lawyer before your interview.",
        "prs": "پیش از مصاحبه می‌توانید وکیل بخواهید.",
        "fa": "پیش از مصاحبه می‌توانید درخواست وکیل کنید.",
        "ps": "له مرکې مخکې تاسو کولی شئ وکیل وغواړئ.",
    },
    {
        "en": "Children have the right to go to school.",
        "prs": "اطفال حق دارند به مکتب بروند.",
        "fa": "کودکان حق دارند به مدرسه بروند.",
        "ps": "ماشومان حق لري چې ښوونځي ته لاړ شي.",
    },
    {
        "en": "The office will tell you the decision in writing.",
        "prs": "اداره تصمیم را به شکل تحریری به شما می‌رساند.",
        "fa": "اداره تصمیم را به صورت کتبی به شما اعلام می‌کند.",
        "ps": "اداره به پرېکړه تاسو ته په لیکلې بڼه ووایي.",
    },
]
NEIGHBOURS = [
    {"language": "ar", "text": "يمكنك أن تطلب محاميا قبل المقابلة في المكتب."},
    {"language": "ur", "text": "آپ انٹرویو سے پہلے وکیل مانگ سکتے ہیں۔"},
]


def _write(path: Path, records: list[dict[str, str]]) -> Path:
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), "utf-8")
    return path


def test_evaluate_own_sentences_are_all_recognised(tmp_path: Path) -> None:
    _write(tmp_path / "neighbours.jsonl", NEIGHBOURS)
    summary = evaluate_language(_write(tmp_path / "own.jsonl", OWN))
    right = {"full": 1.0, "five_words": 1.0}
    assert {code: summary[code] for code in ("en", "fa", "ps")} == dict.fromkeys(
        ("en", "fa", "ps"), right
    )
    assert summary["rejected"]["ar"]["full"] == summary["rejected"]["ur"]["full"] == 1.0
    assert set(summary["by_column"]) == {"en", "prs", "fa", "ps"}
    assert len(table(summary)) == 1 + 3 + 4 + 2


def test_evaluate_without_neighbours_says_nothing_about_them(tmp_path: Path) -> None:
    summary = evaluate_language(_write(tmp_path / "own.jsonl", OWN[:1]))
    assert summary["rejected"] == {}


@pytest.mark.parametrize("content", ['{"x": 1}', "no json"])
def test_evaluate_file_of_another_kind_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(ValueError, match=r"other\.jsonl"):
        evaluate_language(path)


def test_quality_on_parallel_sentences_stays_above_the_floor() -> None:
    path = shared_data() / "tico-19" / "development.jsonl"
    if not path.is_file():
        pytest.skip("the shared data folder with tico-19 is absent")
    summary = evaluate_language(path)
    for language in ("en", "fa", "ps"):
        assert summary[language]["full"] >= 0.995
        assert summary[language]["five_words"] >= 0.96
    assert all(summary["rejected"][language]["full"] >= 0.99 for language in ("ar", "ur"))
    for column in summary["by_column"].values():
        assert column["full"] >= 0.995
        assert column["five_words"] >= 0.96
