"""Makes docs/glossary.md from the glossary: `python -m wayforward.core.language.glossary_page`.

Writes to the file named on the command line; a test fails when that file and the data differ.
"""

import sys
from itertools import groupby
from pathlib import Path

from wayforward.core.language.glossary import Term, load_glossary

HEAD = """# Glossary

The words of the field, the same in code, screens and documents. Made from
`src/wayforward/core/language/data/glossary/*.yaml` by
`python -m wayforward.core.language.glossary_page docs/glossary.md`: change the data, then run it.

{count} terms. The Dari and Pashto names of {unread} of them await a native reader, and the
citations of {unchecked} have not yet been checked against the instruments.
"""
TABLE_HEAD = "| term | Dari | Pashto | meaning | source |\n|---|---|---|---|---|"


def glossary_page() -> str:
    """Return the whole page as Markdown."""
    terms = load_glossary()
    head = HEAD.format(
        count=len(terms),
        unread=sum(term.review_state == "awaiting native reader" for term in terms),
        unchecked=sum(term.citation_state != "checked" for term in terms),
    )
    sections = (
        _section(domain, list(group)) for domain, group in groupby(terms, lambda t: t.domain)
    )
    return "\n".join([head, *sections])


def _section(domain: str, terms: list[Term]) -> str:
    rows = (_row(term) for term in sorted(terms, key=lambda term: term.names["en"].casefold()))
    return "\n".join([f"## {domain}", "", TABLE_HEAD, *rows, ""])


def _row(term: Term) -> str:
    names = term.names
    cells = (names["en"], names["fa-af"], names["ps"], term.definition, term.source)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main(arguments: list[str]) -> int:
    """Write the page to the one path given; return 2 with a hint when there is not one."""
    if len(arguments) != 1:
        sys.stderr.write("Say where to write: ... glossary_page docs/glossary.md\n")
        return 2
    Path(arguments[0]).write_text(glossary_page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
