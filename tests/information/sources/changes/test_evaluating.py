"""`evaluate changes`, on a small mirror and on the dated states of a real law."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from tests.information.sources.mirrors import write_mirror

from wayforward.information.answers.evaluating_cli import evaluate
from wayforward.information.sources.changes.evaluating import evaluate_changes

URL = "https://law.example.org/act"


def _state(*articles: tuple[str, str]) -> str:
    body = "".join(
        f'<h3 id="{anchor}">Art. {anchor}</h3><p>{text}</p>' for anchor, text in articles
    )
    head = "<html lang='en'><head><title>Act</title></head><body><main><h1>Act</h1>"
    return f"{head}{body}</main></body></html>"


def _mirror(folder: Path, *states: str) -> Path:
    names = [f"{day:02}.html" for day in range(1, len(states) + 1)]
    lines = [
        {"file": name, "url": URL, "language": "en", "publisher": "P",
         "fetched_at": f"2026-01-{name[:2]}T00:00:00Z"}
        for name in names
    ]  # fmt: skip
    write_mirror(folder, dict(zip(names, states, strict=True)), lines)
    return folder


A = ("a1", "The deadline is three months from the decision.")
B = ("a2", "Applications are free of charge for everyone.")


def test_steps_name_changed_added_and_removed_articles(tmp_path: Path) -> None:
    changed = ("a1", "The deadline is six months from the decision.")
    folder = _mirror(tmp_path, _state(A, B), _state(changed, B), _state(changed))
    (folder / "key.json").write_text(
        json.dumps({"steps": [
            {"from": "2026-01-01", "to": "2026-01-02", "changed": ["a1"]},
            {"from": "2026-01-02", "to": "2026-01-03", "changed": ["a2"]},
        ]})
    )  # fmt: skip

    result = CliRunner().invoke(evaluate, ["changes", "--dir", str(folder)])

    lines = result.output.splitlines()
    assert any("deadline three months -> six months" in line for line in lines)
    last = json.loads(lines[-1])
    assert [step["changed"] for step in last["steps"]] == [["a1"], ["a2"]]
    assert (last["precision"], last["recall"]) == (1.0, 1.0)


def test_the_same_state_again_reports_nothing(tmp_path: Path) -> None:
    _, summary = evaluate_changes(_mirror(tmp_path, _state(A, B), _state(A, B)))
    assert summary["steps"] == [{"from": "2026-01-01", "to": "2026-01-02", "changed": []}]


def test_a_broken_state_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines, summary = evaluate_changes(_mirror(tmp_path, _state(A), "", _state(B)))
    assert "02.html" in lines[0]
    assert [step["changed"] for step in summary["steps"]] == [["a1", "a2"]]


def test_one_state_is_nothing_to_compare(tmp_path: Path) -> None:
    result = CliRunner().invoke(evaluate, ["changes", "--dir", str(_mirror(tmp_path, _state(A)))])
    assert result.exit_code == 1
    assert "no page in two states" in result.output


def test_luxembourg_states_agree_with_a_plain_recount(shared: Path) -> None:
    """The parts that differ by an independent rule: letters and digits under each article's id."""
    import re
    import unicodedata

    from lxml import html as parser

    folder = shared / "law-lu" / "pages"

    def articles(path: Path) -> dict[str, str]:
        found: dict[str, str] = {}
        anchor = None
        for element in parser.fromstring(path.read_bytes().decode()).iter():
            if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                anchor = element.get("id")
            if anchor and element.tag in ("h3", "h4", "p", "li", "td"):
                if any(up.tag in ("p", "li", "td") for up in element.iterancestors()):
                    continue
                text = unicodedata.normalize("NFKC", element.text_content()).lower()
                found[anchor] = found.get(anchor, "") + re.sub(r"[\W_]", "", text)
        return found

    _, summary = evaluate_changes(folder)
    states = [articles(path) for path in sorted(folder.glob("*.html"))]
    right = wanted = found = 0
    for step, old, new in zip(summary["steps"], states, states[1:], strict=False):
        truth = {key for key in {*old, *new} if old.get(key) != new.get(key)}
        got = set(step["changed"])
        right, wanted, found = right + len(truth & got), wanted + len(truth), found + len(got)
    assert right / found >= 0.99
    assert right / wanted >= 0.99
