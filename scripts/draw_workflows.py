"""Draw every declared workflow into docs/images/, from its table.

python scripts/draw_workflows.py            draw
python scripts/draw_workflows.py --check    change nothing; exit 1 when a picture is behind
python scripts/draw_workflows.py --frozen   print the moves that a migration has to hold
"""

import argparse
import sys
from pathlib import Path
from pprint import pformat

from wayforward.core.workflow.drawing import draw
from wayforward.core.workflow.registry import declared

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"


def pictures() -> dict[Path, str]:
    """The pictures as they should be, by file."""
    return {
        IMAGES / f"workflow-{name.replace('_', '-')}.svg": draw(
            one.workflow, one.words, role_name=lambda role: role.replace("_", " ")
        )
        for name, one in declared().items()
    }


def behind() -> list[Path]:
    """The files that are not as they should be."""
    return [
        path
        for path, said in pictures().items()
        if not path.exists() or path.read_text(encoding="utf-8") != said
    ]


def main() -> None:
    """Draw, check, or print moves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--frozen", action="store_true")
    wanted = parser.parse_args()
    if wanted.frozen:
        from wayforward.core.workflow.guarding import frozen

        for one in declared().values():
            print(pformat(frozen(one.workflow), width=100))
        return
    late = behind()
    if wanted.check:
        for path in late:
            print(f"{path.name} is behind its table: run python scripts/draw_workflows.py.")
        sys.exit(1 if late else 0)
    for path, said in pictures().items():
        path.write_text(said, encoding="utf-8")
        print(path.name)


if __name__ == "__main__":
    main()
