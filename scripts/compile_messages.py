"""Keep the site's translations whole: collect the texts, merge them into the .po files, compile.

    python scripts/compile_messages.py            compile .po to .mo
    python scripts/compile_messages.py --update   first collect the texts from templates and code
    python scripts/compile_messages.py --check    change nothing; exit 1 when anything is behind

Needs Babel and Django, no gettext programs.
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "wayforward"
LOCALE = PACKAGE / "site" / "locale"
LANGUAGES = ("fa_AF", "ps")
PLURALS = {"fa_AF": "nplurals=2; plural=(n > 1);", "ps": "nplurals=2; plural=(n != 1);"}
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "lazy": None,
    "_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
FOLDERS = ("core", "site", "information")

Message = str | tuple[str, str]


def _python_source(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return text if path.suffix == ".py" else str(templatize(text, origin=str(path)))


def _messages_of(path: Path) -> Iterator[tuple[int, Message]]:
    source = BytesIO(_python_source(path).encode())
    for line, function, found, _comments in extract_python(source, KEYWORDS, (), {}):
        texts = (found,) if isinstance(found, str) else tuple(found)
        if function == "ngettext":
            yield line, (texts[0], texts[1])
        elif texts[0]:
            yield line, texts[0]


def _files() -> list[Path]:
    found: list[Path] = []
    for folder in FOLDERS:
        found += [
            *(PACKAGE / folder).rglob("*.py"),
            *(PACKAGE / folder).rglob("templates/**/*.html"),
            *(PACKAGE / folder).rglob("templates/**/*.txt"),
        ]
    return sorted(found)


def collect() -> Catalog:
    """Every text to translate, with the files it stands in (no line numbers: they only churn)."""
    catalog = Catalog(charset="utf-8")
    for path in _files():
        place = path.relative_to(PACKAGE).as_posix()
        for _line, message in _messages_of(path):
            catalog.add(message, locations=[(place, 0)])
    return catalog


def po_path(language: str) -> Path:
    """Where the translations of `language` are written by people."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The translations as they stand in the .po file."""
    with po_path(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalog: Catalog) -> bytes:
    """The .mo form; equal catalogues give equal bytes."""
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def _is_empty(message: object) -> bool:
    return not (all(message) if isinstance(message, (list, tuple)) else message)


def shortfalls(language: str, wanted: Catalog) -> list[str]:
    """One sentence per thing that is behind: a text without translation, a stale .mo."""
    catalog = read(language)
    problems = [
        f"{language}: not translated: {message.id!r}"
        for message in wanted
        if message.id
        and (
            message.id not in catalog
            or _is_empty(catalog[message.id].string)
            or catalog[message.id].fuzzy
        )
    ]
    problems += [
        f"{language}: no longer used: {message.id!r}"
        for message in catalog
        if message.id and message.id not in wanted
    ]
    mo = po_path(language).with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compiled(catalog):
        problems.append(f"{language}: django.mo is behind: run python {Path(__file__).name}")
    return problems


def update(language: str, wanted: Catalog) -> None:
    """Write the collected texts into the .po file, keeping what is translated."""
    old = read(language) if po_path(language).exists() else Catalog(locale=language)
    header = (
        f"# The site in {language}. Awaits a native reader.\n"
        'msgid ""\nmsgstr ""\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Language: {language}\\n"\n'
        f'"Plural-Forms: {PLURALS[language]}\\n"\n\n'
    )
    # Babel takes the number of plural forms from the header alone.
    new = read_po(BytesIO(header.encode()), locale=language)
    for message in wanted:
        if message.id:
            kept = old.get(message.id)
            new.add(message.id, kept.string if kept else None, locations=message.locations)
    po_path(language).parent.mkdir(parents=True, exist_ok=True)
    out = BytesIO()
    write_po(out, new, omit_header=True, sort_output=True, width=100, include_lineno=False)
    po_path(language).write_bytes(header.encode() + out.getvalue())


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--update", action="store_true", help="collect the texts first")
    parser.add_argument("--check", action="store_true", help="only say what is behind")
    asked = parser.parse_args()
    wanted = collect()
    for language in LANGUAGES:
        if asked.update:
            update(language, wanted)
        if not asked.check:
            po_path(language).with_suffix(".mo").write_bytes(compiled(read(language)))
    problems = [problem for language in LANGUAGES for problem in shortfalls(language, wanted)]
    print("\n".join(problems) or "Every text is translated and compiled.")
    return 1 if problems else 0


if not settings.configured:
    settings.configure(USE_I18N=True)

if __name__ == "__main__":
    sys.exit(main())
