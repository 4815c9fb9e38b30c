"""The pictures in the documentation are those of the tables."""

import subprocess
import sys
from xml.etree import ElementTree

from wayforward.conf import REPOSITORY
from wayforward.core.workflow.drawing import draw
from wayforward.core.workflow.registry import declared


def test_pictures_in_the_documentation_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/draw_workflows.py", "--check"],
        cwd=REPOSITORY, env={"PYTHONPATH": "src"}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.stdout, done.returncode) == ("", 0), done.stderr


def test_a_picture_shows_every_state_and_step_and_is_told_in_words() -> None:
    for one in declared().values():
        root = ElementTree.fromstring(draw(one.workflow, one.words))
        said = " ".join(root.itertext())

        assert root.get("role") == "img"
        for names in (one.words.states, one.words.steps):
            assert all(words["en"] in said for words in names.values())


def test_a_picture_keeps_within_its_frame() -> None:
    for one in declared().values():
        root = ElementTree.fromstring(draw(one.workflow, one.words))
        width = float(root.get("width", "0"))
        for text in root.iter("{http://www.w3.org/2000/svg}text"):
            if text.get("class") == "note":
                assert float(text.get("x", "0")) + 6.1 * len(text.text or "") <= width + 20
