"""Parsing HTML without trusting it, and finding the part of a page that is the document.

Page furniture (navigation, cookie bars, footers, related links) is told here; turning what is left
into blocks lives in `html_blocks.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from wayforward.information.sources.reading import UnreadableError

Element = etree._Element

# Never text of the document, whatever stands inside.
_SILENT = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "object",
        "embed", "audio", "video", "map", "head", "select", "option", "datalist", "input",
        "textarea", "progress", "meter", "dialog", "link", "meta", "base",
    }
)  # fmt: skip
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside"})
_FURNITURE_ROLES = frozenset(
    {
        "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog",
        "menu", "menubar", "toolbar", "tablist",
    }
)  # fmt: skip
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|cookiebar|cookiebanner|consent|gdpr|breadcrumbs?|social|sharing|share|"
    r"related|sidebar|navbar|navigation|nav|menu|footer|newsletter|subscribe|skip|skiplinks?|"
    r"pagination|pager|language-?switch(?:er)?|lang-?switch(?:er)?|toolbar|comments?|advert\w*|modal|"
    r"popup|sr-only|visually-hidden|visuallyhidden|screen-reader-text|feedback|rating|masthead|"
    r"site-?header|page-?header-?nav|backlink|back-to-top|print-?link|teaser-?list)(?:$|[\s_-])",
    re.I,
)
_ALWAYS_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|cookiebar|cookiebanner|gdpr)(?:$|[\s_-])", re.I
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# A named box with this much running text is content that happens to bear a layout name.
_TOO_MUCH_FOR_FURNITURE = 1200
_CONTENT_ROOTS = (
    ".//main", ".//*[@role='main']", ".//article[not(ancestor::article)]",
    ".//*[@id='main-content' or @id='maincontent' or @id='content' or @id='main']",
    ".//*[@id='TexteOnly' or @id='document1' or @id='bodyContent']",
)  # fmt: skip
_SMALLEST_ROOT = 200
_RESOURCE_LIMIT = etree.ErrorTypes.ERR_RESOURCE_LIMIT
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse_html(text: str) -> Element:
    """The tree of a page. No entities are expanded, nothing is loaded, depth ends at 2,048.

    Raises UnreadableError when there is no markup at all, or when it is nested deeper: the parser
    then drops the rest of the page, and half a page must not pass for the whole.
    """
    # huge_tree lifts the limits on depth from 256 to 2,048 (unclosed tags on real pages pass 256)
    # and on the length of a text; the size of the whole is bounded before.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    source = _XML_DECLARATION.sub("", text, count=1).replace("\x00", "")
    try:
        root = etree.fromstring(source.encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("The page holds no HTML that can be read.") from error
    if root is None:
        raise UnreadableError("The page is empty.")
    if any(error.type == _RESOURCE_LIMIT for error in parser.error_log):
        raise UnreadableError("The page is nested too deeply to be read whole.")
    return root


def content_root(tree: Element) -> Element:
    """The element that holds the document: main, one article, a content box, or the body."""
    body = tree.find(".//body")
    whole = tree if body is None else body
    for path in _CONTENT_ROOTS:
        found = cast(list[Element], tree.xpath(path))
        if len(found) == 1 and text_length(found[0]) >= min(_SMALLEST_ROOT, text_length(whole)):
            return found[0]
    return whole


def is_furniture(element: Element, root: Element) -> bool:
    """Whether `element` below `root` is no part of the document."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _SILENT or _is_hidden(element):
        return True
    if element is root or tag in ("body", "main", "h1", "h2", "h3", "h4", "h5", "h6"):
        return False
    if tag in _FURNITURE_TAGS or element.get("role") in _FURNITURE_ROLES:
        return not _is_content_footer(element)
    if tag == "header":
        return element.find(".//h1") is None and element.getparent() is not root
    return _is_named_furniture(element)


def text_length(element: Element) -> int:
    """Characters of text in `element`, white space counted once."""
    return sum(len(" ".join(piece.split())) for piece in texts(element))


def texts(element: Element) -> Iterator[str]:
    """The pieces of text in `element` that a reader could see."""
    # A stack of our own: a page may be nested deeper than Python's own stack goes.
    waiting: list[Element | str] = [element]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node.tag, str) and node.tag not in _SILENT:
            if node.text:
                yield node.text
            for child in reversed(node):
                if child.tail:
                    waiting.append(child.tail)
                waiting.append(child)


def squeeze(text: str) -> str:
    """White space, no-break spaces included, as single spaces."""
    return " ".join(text.split())


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def _is_content_footer(element: Element) -> bool:
    """An aside or footer inside an article that carries running text (a note, a source)."""
    return (
        element.tag == "aside"
        and any(up.tag in ("article", "main") for up in element.iterancestors())
        and _running_text(element) >= 80
    )


def _is_named_furniture(element: Element) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if len(names) == 1 or not _FURNITURE_NAMES.search(names) or element.find(".//h1") is not None:
        return False
    if _ALWAYS_FURNITURE.search(names) and element.tag in ("div", "section", "form", "p"):
        return text_length(element) < 4 * _TOO_MUCH_FOR_FURNITURE
    return _running_text(element) < _TOO_MUCH_FOR_FURNITURE


def _running_text(element: Element) -> int:
    """Characters of text that are not the words of a link."""
    linked = sum(text_length(link) for link in element.iter("a"))
    return max(0, text_length(element) - linked)
