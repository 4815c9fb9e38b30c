"""What a page says about itself: title, language, date. Nothing here reads the running text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

from wayforward.information.sources.html_tree import Element, squeeze, texts

_DATE = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_DATE_NAMES = (
    "article:modified_time", "og:updated_time", "dcterms.modified", "dc.date.modified",
    "last-modified", "article:published_time", "dcterms.issued", "dcterms.date", "dc.date",
    "dcterms.created", "date",
)  # fmt: skip
_JSON_DATES = ("dateModified", "datePublished")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_LARGEST_JSON = 200_000
# Codes that pages use for Dari and Pashto, besides the right ones.
_SAME_LANGUAGE = {
    "prs": "fa-af", "prs-af": "fa-af", "fa-af": "fa-af", "dari": "fa-af", "pus": "ps", "pbt": "ps",
    "pbu": "ps", "pst": "ps", "ps-af": "ps", "ps-pk": "ps", "pes": "fa", "fas": "fa", "per": "fa",
    "fa-ir": "fa", "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "ara": "ar",
}  # fmt: skip


def language_code(value: str | None) -> str | None:
    """A language tag as we write it: fa-af for Dari, ps for Pashto, else the bare language."""
    if value is None or not _LANGUAGE.fullmatch(value.strip()):
        return None
    tag = value.strip().lower().replace("_", "-")
    return _SAME_LANGUAGE.get(tag) or _SAME_LANGUAGE.get(tag.split("-")[0]) or tag.split("-")[0]


def declared_language(tree: Element) -> str | None:
    """The language in html lang, xml:lang or a language meta tag."""
    html = tree if tree.tag == "html" else tree.find(".//html")
    values = [] if html is None else [html.get("lang"), html.get("xml:lang")]
    names = _meta(tree)
    values += [
        names.get("content-language"),
        names.get("dc.language"),
        names.get("dcterms.language"),
    ]
    return next((code for value in values if (code := language_code(value))), None)


def title_of(tree: Element, root: Element) -> str:
    """The one h1 of the content, else og:title, else the title element; empty if none."""
    headings = [text for h1 in root.iter("h1") if (text := squeeze(" ".join(texts(h1))))]
    if len(headings) == 1:
        return headings[0]
    official = _official_title(root)
    if official:
        return official
    if headings:
        return headings[0]
    element = tree.find(".//title")
    named = _meta(tree).get("og:title") or ("" if element is None else (element.text or ""))
    return squeeze(named)


def published_on(tree: Element) -> date | None:
    """The date the page gives for its last change, else for its publication."""
    names = _meta(tree)
    values: list[str | None] = [names.get(name) for name in _DATE_NAMES]
    values += _json_dates(tree)
    values += [element.get("datetime") for element in tree.iter("time")][:1]
    return next((day for value in values if (day := _day(value))), None)


def _official_title(root: Element) -> str:
    """The first run of title lines of a EUR-Lex document."""
    lines: list[str] = []
    for line in root.iter("p"):
        if (line.get("class") or "").startswith(("title-doc-first", "oj-doc-ti", "doc-ti")):
            lines.append(squeeze(" ".join(texts(line))))
        elif (line.get("class") or "").startswith("title-doc-last"):
            return " ".join([*lines, squeeze(" ".join(texts(line)))])
        elif lines:
            break
    return " ".join(lines)


def _meta(tree: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("http-equiv")
        if name and meta.get("content"):
            found.setdefault(name.strip().lower(), meta.get("content") or "")
    return found


def _json_dates(tree: Element) -> Iterator[str]:
    for script in tree.iter("script"):
        source = script.text or ""
        if script.get("type") != "application/ld+json" or len(source) > _LARGEST_JSON:
            continue
        try:
            data = json.loads(source)
        except (ValueError, RecursionError):
            continue
        for item in data if isinstance(data, list) else [data]:
            if isinstance(item, dict):
                yield from (item[name] for name in _JSON_DATES if isinstance(item.get(name), str))


def _day(value: str | None) -> date | None:
    match = _DATE.search(value or "")
    try:
        return date.fromisoformat(match[0]) if match else None
    except ValueError:
        return None
