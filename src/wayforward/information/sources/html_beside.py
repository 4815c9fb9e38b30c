"""What of a page's content stands beside its text: other columns, boxes for news, shares or votes.

It is read and kept, unlike furniture (`html_tree.py`), because an official sentence may stand
there; a change in it counts for less (`changes/furniture.py`).
"""

from __future__ import annotations

import re

from wayforward.information.sources.html_tree import Content, Element, Size

# Parts of names that people give to such boxes; compared with each part of a class or id.
_NAMES = re.compile(
    r"author|autor|byline|dateline|submitted|publi(?:shed|cation)|updated?|modified|modification|"
    r"timestamp|datum|dates?|meta|counters?|compteur|zaehler|hits|views?|pageviews?|visit\w*|zugriffe|"
    r"statisti\w*|stats|ratings?|votes?|poll\w*|sondage\w*|umfrage\w*|survey\w*|helpful|feedback\w*|"
    r"avis|likes?|share\w*|sharing|partage\w*|teilen|social\w*|livechat|chat\w*|bot|sessions?|login|"
    r"account|user|search|suche|recherche|languages?|langues?|langs?|sprachen?|gtranslate|weather\w*|"
    r"wetter\w*|meteo|events?|kalender|calendar|veranstaltung\w*|agenda|news\w*|aktuell\w*|"
    r"actualites?|breves|teaser\w*|promo\w*|banner\w*|carousel|slider|ticker|marquee|widgets?|"
    r"portlet\w*|sidebar\w*|aside|side|marginal\w*|extra|related\w*|recommend\w*|tags?|keywords?|"
    r"print|drucken|imprimer|tools?|cta|comment\w*|replies|top(?:bar|menu|links)|bottom|copyright|"
    r"crumbs?|rootline|ariane|portalname|sitename|pager|pagination|ads?|advert\w*|donat\w*|spenden|"
    r"dons?|campaign\w*|kampagne\w*|legal|impressum|imprint|mentions|fuss\w*|\w+bar|\w+leiste|"
    r"entete|kopf\w*|header\w*"
)
_PARTS_OF_NAMES = re.compile(r"[^a-z0-9]+|(?<=[a-z])(?=\d)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MOST_TEXT = 400  # characters; a box with more is no small box beside the text, whatever its name
_SHARE_OF_COLUMN = 0.5  # of the page's running text
_LONGEST_NAMES = 500
_LIVE = ("polite", "assertive")
_ENDS_SENTENCE = re.compile(r"[^\W\d_][.!?؟۔]$")
_LONGEST_LINE = 140
_SEPARATED = re.compile(r"[|·•–—,،]|\s[-/]\s|\d{1,2}[:h]\d{2}")


def column_of(content: Content) -> Element | None:
    """The column the page's only h1 heads; None where the whole content is one.

    It is the smallest box around the h1 with half of the running text.
    """
    headings = [heading for heading in content.root.iter("h1") if _is_shown(heading, content)]
    if len(headings) != 1:
        return None
    least = _SHARE_OF_COLUMN * content.size(content.root).running
    for box in headings[0].iterancestors():
        if box is content.root:
            return None
        if content.size(box).running >= least:
            return box
    return None


def has_one_heading(content: Content) -> bool:
    """Whether the content has just one h1, so that what stands above it is no text."""
    return sum(_is_shown(heading, content) for heading in content.root.iter("h1")) == 1


def is_named_aside(element: Element, size: Size) -> bool:
    """Whether a small box is named, or behaves, like something beside the text."""
    if size.has_h1 or size.running > _MOST_TEXT:
        return False
    if element.get("aria-live") in _LIVE or element.get("role") == "status":
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:_LONGEST_NAMES]
    parts = _PARTS_OF_NAMES.split(_CAMEL.sub("-", names).lower())
    return any(_NAMES.fullmatch(part) for part in parts)


def is_line_about_page(text: str) -> bool:
    """Whether the line below the title says when, by whom and how often: parts set apart by marks
    or a time of day, with a number, and no sentence."""
    return (
        len(text) <= _LONGEST_LINE
        and not _ENDS_SENTENCE.search(text)
        and any(sign.isdigit() for sign in text)
        and _SEPARATED.search(text) is not None
    )


def _is_shown(element: Element, content: Content) -> bool:
    return not any(
        content.is_furniture(up)
        for up in (element, *element.iterancestors())
        if up is not content.root and _is_below(up, content.root)
    )


def _is_below(element: Element, root: Element) -> bool:
    return any(up is root for up in element.iterancestors())
