"""What single elements and lines of a page are: bold, a heading, a marker, a way to call. Pure."""

from __future__ import annotations

import re

from wayforward.information.sources import legal_headings
from wayforward.information.sources.html_tree import Element, squeeze, texts

_LONGEST_BOLD_HEADING = 90
MARKER = re.compile(
    r"(?:\(?[0-9۰-۹٠-٩]{1,4}[a-z]?[.)]?\)?|\(?[a-zA-Z]{1,2}[.)]|\(?[ivxlc]{1,6}\)|[•–—·*-])\.?"
)
# EUR-Lex marks in the margin which act a consolidated text comes from: a sign, not a sentence.
MARGIN_SIGN = re.compile(r"[►▼◄][A-Z]{1,2}\d*[◄]?")
# Telephones, mail, and places on a map: these say something here, and are no way to another page.
CONTACT_LINK = re.compile(
    r"(?:tel|mailto|sms|whatsapp|geo):|https?://(?:www\.)?(?:maps\.|wa\.me|goo\.gl/maps|google\.[a-z.]+/maps|"
    r"(?:[a-z]+\.)?openstreetmap\.)",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?؟۔;,:]$")


def is_plain_legal_text(root: Element) -> bool:
    """A legal text whose articles are plain paragraphs: five of them, and none as a heading."""
    articles = 0
    for paragraph in root.iter("p"):
        if paragraph.get("class") is None and len(paragraph) == 0:
            text = squeeze(paragraph.text or "")
            articles += legal_headings.level_of_wording(text) == legal_headings.ARTICLE_LEVEL
    return articles >= 5


def is_all_bold(paragraph: Element) -> bool:
    """Whether every word of `paragraph` stands in strong or b."""
    if (paragraph.text or "").strip():
        return False
    bold = 0
    for child in paragraph:
        if (child.tail or "").strip():
            return False
        if child.tag in ("strong", "b"):
            bold += 1
        elif squeeze(" ".join(texts(child))):
            return False
    return bold > 0


def opens_something(button: Element) -> bool:
    """Whether a button is the heading of a text it shows and hides."""
    names = map(str, button.attrib)
    return any(
        name in ("aria-expanded", "aria-controls")
        or (name.startswith("data-") and "toggle" in name)
        for name in names
    )


def is_division(element: Element) -> bool:
    """Whether an element is a part of a EUR-Lex document that has a heading of its own."""
    return any(
        child.tag == "p" and legal_headings.level_of_class(child.get("class")) == 2
        for child in element
    )


def can_be_heading(text: str) -> bool:
    """A bold line by itself that reads like a heading, not like a warning or an address."""
    return (
        len(text) <= _LONGEST_BOLD_HEADING
        and "\n" not in text
        and not _SENTENCE_END.search(text.rstrip(":"))
        and any(letter.isalpha() for letter in text)
    )


def tidy(text: str) -> str:
    """Lines with single spaces inside; empty lines gone."""
    lines = (squeeze(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
