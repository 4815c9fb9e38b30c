"""One program of many modules: what goes out, and what is refused."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from wayforward.conf import PACKAGE
from wayforward.core.outside.joining import NotForOutsideError, one_program

PROGRAMS = (
    "wayforward.core.audit.outside.export",
    "wayforward.information.sources.evidence.outside.export",
)


@pytest.mark.parametrize("module", PROGRAMS)
def test_program_is_old_python_with_the_standard_library_alone(module: str) -> None:
    tree = ast.parse(one_program(module), feature_version=(3, 9))

    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in nodes
    }
    names = {alias.name for node in nodes for alias in node.names}
    assert {name.partition(".")[0] for name in modules} <= sys.stdlib_module_names
    assert not names & {"UTC", "Self", "StrEnum", "batched", "override"}  # of Python 3.11 and later
    assert len(tree.body) > 20


@pytest.mark.parametrize("module", PROGRAMS)
def test_program_keeps_our_words_and_runs_alone(module: str, tmp_path: Path) -> None:
    text = one_program(module)
    (tmp_path / "verify.py").write_text(text, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", str(tmp_path / "verify.py"), "--help"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    assert "Checks an export" in done.stdout
    assert "# --- Reading the files of an export" in text
    assert text.count('if __name__ == "__main__":') == 1


@pytest.mark.parametrize("module", PROGRAMS)
def test_source_runs_without_a_package_as_well(module: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-m", module, str(tmp_path)],
        capture_output=True, text=True, check=False, env={"PYTHONPATH": str(PACKAGE.parent)},
    )  # fmt: skip

    assert done.returncode != 0
    assert "holds no finished export" in done.stdout + done.stderr


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_module_that_needs_more_than_python_is_refused(made: Path) -> None:
    (made / "needy.py").write_text("import json\nfrom django.db import models\n")

    with pytest.raises(NotForOutsideError, match=r"needy imports models of django\.db"):
        one_program("needy")


def test_name_of_two_meanings_is_refused(made: Path) -> None:
    (made / "twice.py").write_text(
        "from wayforward.core.outside.reading import canonical\ndef digest_of(x): return x\n"
    )

    with pytest.raises(NotForOutsideError, match="digest_of is of"):
        one_program("twice")


def test_other_name_for_a_part_is_refused(made: Path) -> None:
    (made / "other.py").write_text("from wayforward.core.outside.reading import canonical as c\n")

    with pytest.raises(NotForOutsideError, match="by their own names"):
        one_program("other")
