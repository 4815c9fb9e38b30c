"""Documentation is tested: what exists is documented, what is documented exists."""

import re
import subprocess
import sys

from wayforward.cli.main import COMMANDS
from wayforward.conf import PACKAGE, REPOSITORY

OPERATOR = (REPOSITORY / "docs" / "guides" / "operator.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_operator_guide() -> None:
    missing = [name for name in COMMANDS if f"wayforward {name}" not in OPERATOR]

    assert missing == []


def test_every_variable_read_by_the_code_is_in_the_operator_guide() -> None:
    read = {
        name
        for path in PACKAGE.rglob("*.py")
        for name in re.findall(r"\"((?:WAYFORWARD|DATABASE)_[A-Z_]+)\"", path.read_text("utf-8"))
    }
    internal = {"WAYFORWARD_DATABASE_ROLE", "WAYFORWARD_SAY"}

    missing = sorted(name for name in read - internal if f"`{name}`" not in OPERATOR)

    assert missing == []


def test_every_variable_in_the_operator_guide_is_read_by_the_code() -> None:
    code = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))

    named = re.findall(r"`((?:WAYFORWARD|DATABASE)_[A-Z_]+)`", OPERATOR)
    unread = [name for name in named if name not in code]

    assert unread == []


def test_help_reads_like_a_table_of_contents() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "wayforward.cli", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    missing = [
        name for name, entry in COMMANDS.items() if name not in shown or entry[3][:30] not in shown
    ]
    assert missing == []


def test_links_between_documents_lead_somewhere() -> None:
    documents = [REPOSITORY / "README.md", *(REPOSITORY / "docs").rglob("*.md")]

    dead = [
        f"{document.name}: {target}"
        for document in documents
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", document.read_text("utf-8"))
        if not (document.parent / target).exists()
    ]

    assert dead == []


def test_every_threat_names_its_test() -> None:
    text = (REPOSITORY / "docs" / "threat-model.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| ")]
    threats = [row for row in rows if row[0] != "| threat"]

    unshown = [row for row in threats if not re.match(r"`tests/[\w/]+\.py::test_\w+`", row[-1])]

    assert len(threats) > 40
    assert unshown == []
    assert [row for row in threats if len(row) != 3] == []
    # A blank line before a row ends the table: the row would not be shown as one.
    assert not re.search(r"\n\n\| (?!threat)", text)


def test_every_test_the_threat_model_names_exists() -> None:
    text = (REPOSITORY / "docs" / "threat-model.md").read_text(encoding="utf-8")

    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text)
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (REPOSITORY / path).exists()
        or (name and f"def {name}(" not in (REPOSITORY / path).read_text("utf-8"))
    ]

    assert len(named) > 25
    assert missing == []
