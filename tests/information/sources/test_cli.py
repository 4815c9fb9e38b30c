"""`wayforward sources`: what people type, what they see, what machines get."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.information.sources.mirrors import html, line, write_mirror

from wayforward.information.sources import hooks
from wayforward.information.sources.actions import load_register
from wayforward.information.sources.capturing import CaptureStore
from wayforward.information.sources.cli import sources
from wayforward.information.sources.models import Capture, Publisher, Source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet(heard: list[int], captures: CaptureStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens, captures go to a folder of the test's own."""
    monkeypatch.setattr(hooks, "_settled", [])


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(sources, [str(argument) for argument in arguments])


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    """Two good pages and a missing one."""
    pages = {"a.html": html("A", "One. Two."), "b.html": html("B", "Drei.", language="de")}
    lines = [line("a.html"), line("b.html", language="de"), line("missing.html")]
    return write_mirror(tmp_path / "m", pages, lines)


def test_import_pages_sentences_and_seconds_printed(mirror: Path) -> None:
    result = _run("import", mirror)

    assert result.exit_code == 0
    assert result.stdout.startswith("2 pages read, 1 left out; 5 sentences in ")
    assert "missing.html: the file is missing" in result.stderr


def test_import_second_run_says_that_nothing_changed(mirror: Path) -> None:
    _run("import", mirror)

    assert _run("import", mirror).stdout.startswith("Nothing changed: 2 pages are as they were")


def test_import_json_figures_for_machines(mirror: Path) -> None:
    facts = json.loads(_run("import", mirror, "--json").stdout)

    assert {name: facts[name] for name in ("pages", "read", "unchanged", "sentences")} == {
        "pages": 3, "read": 2, "unchanged": 0, "sentences": 5,
    }  # fmt: skip
    assert facts["problems_by_kind"] == {"missing_file": 1}


def test_import_folder_without_manifest_one_sentence(tmp_path: Path) -> None:
    result = _run("import", tmp_path)

    assert result.exit_code == 1
    assert "manifest.jsonl" in result.stderr
    assert "Traceback" not in result.output


def test_import_single_page_with_address(tmp_path: Path) -> None:
    (tmp_path / "law.md").write_text("# Law\n\nStay.\n")

    good = _run("import", tmp_path / "law.md", "--url", "https://a.example/", "--publisher", "P")
    bad = _run("import", tmp_path / "law.md", "--url", "file:///etc/passwd")

    assert good.stdout.startswith("1 pages read")
    assert bad.exit_code == 1


def test_list_filters_and_json(mirror: Path) -> None:
    _run("import", mirror)

    assert "2 sources." in _run("list").stdout
    german = json.loads(_run("list", "--language", "de", "--json").stdout)
    assert [entry["url"] for entry in german] == ["https://authority.example/b.html"]
    assert "0 sources." in _run("list", "--state", "blocked", "--text", "x").stdout


def test_status_numbers_and_troubles(mirror: Path) -> None:
    _run("import", mirror)
    Source.objects.filter(language="de").update(state="blocked")

    result = _run("status")
    facts = json.loads(_run("status", "--json").stdout)

    assert "2 of 2 sources are watched, 0 are due" in result.stdout
    assert "blocked" in result.stdout
    assert facts["states"] == {"blocked": 1, "fresh": 1}
    assert len(facts["troubled"]) == 1


def test_add_vouched_page_watched_unvouched_refused() -> None:
    load_register()
    publisher = Publisher.objects.exclude(hosts=[]).order_by("key").first()
    assert publisher is not None
    options = ("--publisher", publisher.key, "--language", "en")

    good = _run("add", f"https://{publisher.hosts[0]}/new-page", *options)
    bad = _run("add", "https://evil.example/", *options)

    assert good.exit_code == 0
    assert "is watched as" in good.stdout
    assert bad.exit_code == 1
    assert "not in the register" in bad.stderr


def test_check_unknown_source_one_sentence() -> None:
    result = _run("check", "no-such-page")

    assert result.exit_code == 1
    assert "There is no source" in result.stderr


def test_check_without_names_visits_what_is_due() -> None:
    assert _run("check").stdout == "0 pages checked.\n"


def test_verify_damage_named_and_exit_status_set(mirror: Path, captures: CaptureStore) -> None:
    _run("import", mirror)
    sound = _run("verify")
    first = Capture.objects.order_by("pk").first()
    assert first is not None
    (captures.folder / first.warc).write_bytes(b"spoiled")

    damaged = _run("verify")

    assert (sound.exit_code, sound.stdout) == (0, "2 captures are sound, 0 are damaged.\n")
    assert (damaged.exit_code, "1 are damaged" in damaged.stdout) == (1, True)


def test_reread_nothing_to_do_said(mirror: Path) -> None:
    _run("import", mirror)

    assert _run("reread").stdout == "0 of 0 captures read anew.\n"
