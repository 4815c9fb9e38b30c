"""Parsing HTML without trusting it, and finding the part of a page that is the document.

Page furniture (navigation, cookie bars, footers, related links) is told here; turning what is left
into blocks lives in `html_blocks.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
    r"pagination|pager|language-?switch(?:er)?|lang-?switch(?:er)?|toolbar|search|chat\w*|comments?|advert\w*|modal|"
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
    ".//main", ".//*[@role='main']",
    ".//*[@id='main-content' or @id='maincontent' or @id='content' or @id='main']",
    ".//*[@id='TexteOnly' or @id='document1' or @id='bodyContent']",
    ".//article[not(ancestor::article)]",
)  # fmt: skip
_SMALLEST_ROOT = 200
_LEAST_NOTE = 80
_MOST_OF_PAGE = 0.8
_LONGEST_NAMES = 500
MOST_ELEMENTS = 400_000
_PARTS = frozenset({"table", "h1", "h2", "h3", "h4"})
_MEASURED_TAGS = frozenset(
    {
        "html",
        "body",
        "main",
        "article",
        "header",
        "aside",
        "footer",
        "table",
        "div",
        "section",
        "td",
    }
)
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


@dataclass(frozen=True, slots=True)
class Size:
    """How much stands in an element: characters, those of links among them, tables and headings
    of the first four levels, and whether an h1 is among those."""

    text: int = 0
    linked: int = 0
    parts: int = 0
    has_h1: bool = False

    @property
    def running(self) -> int:
        """Characters that are not the words of a link."""
        return self.text - self.linked


_NOTHING = Size()


@dataclass(frozen=True, slots=True)
class Content:
    """The part of a page that is the document, with the size of every box in it."""

    root: Element
    sizes: Mapping[Element, Size]

    def size(self, element: Element) -> Size:
        """The size of a box; nothing where it was not worth measuring."""
        return self.sizes.get(element, _NOTHING)

    def is_furniture(self, element: Element) -> bool:
        """Whether `element` below the root is no part of the document."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT or _is_hidden(element):
            return True
        if element is self.root or tag in ("body", "main", "h1", "h2", "h3", "h4", "h5", "h6"):
            return False
        if tag in _FURNITURE_TAGS or element.get("role") in _FURNITURE_ROLES:
            return not self._is_note(element)
        if tag == "header":
            return not self.size(element).has_h1 and element.getparent() is not self.root
        return self._is_named_furniture(element)

    def _is_note(self, element: Element) -> bool:
        """An aside inside an article that carries running text."""
        return (
            element.tag == "aside"
            and self.size(element).running >= _LEAST_NOTE
            and any(up.tag in ("article", "main") for up in element.iterancestors())
        )

    def _is_named_furniture(self, element: Element) -> bool:
        names = f"{element.get('class') or ''} {element.get('id') or ''}"[:_LONGEST_NAMES]
        size = self.size(element)
        if len(names) == 1 or size.has_h1 or not _FURNITURE_NAMES.search(names):
            return False
        if _ALWAYS_FURNITURE.search(names) and element.tag in ("div", "section", "form", "p"):
            return size.text < 4 * _TOO_MUCH_FOR_FURNITURE
        return size.running < _TOO_MUCH_FOR_FURNITURE


def content_of(tree: Element) -> Content:
    """The document in a page: main, one article, a content box, or the body.

    Raises UnreadableError when the page has more elements than any page we watch.
    """
    sizes = _measured(tree)
    body = tree.find(".//body")
    whole = tree if body is None else body
    least = min(_SMALLEST_ROOT, sizes.get(whole, _NOTHING).text)
    for path in _CONTENT_ROOTS:
        found = cast(list[Element], tree.xpath(path))
        if len(found) == 1 and sizes.get(found[0], _NOTHING).text >= least:
            if found[0].tag == "article" and not _holds_the_page(found[0], whole, sizes):
                continue
            return Content(found[0], sizes)
    return Content(whole, sizes)


def _holds_the_page(article: Element, whole: Element, sizes: Mapping[Element, Size]) -> bool:
    """Whether an article has the title, or nearly all text; else contacts may stand beside it."""
    size, all_of_it = sizes.get(article, _NOTHING), sizes.get(whole, _NOTHING)
    return size.has_h1 or size.running >= _MOST_OF_PAGE * all_of_it.running


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


def _measured(tree: Element) -> dict[Element, Size]:
    """The sizes of boxes that may be asked about, in one pass: pages may nest them at will."""
    sizes: dict[Element, Size] = {}
    open_sizes = [[0, 0, 0, 0]]
    walk = etree.iterwalk(tree, events=("start", "end"))
    elements = 0
    for event, element in walk:
        if event == "start":
            elements += 1
            if elements > MOST_ELEMENTS:
                raise UnreadableError("The page has more parts than any page we watch.")
            open_sizes.append([_squeezed_length(element.text), 0, 0, 0])
            if element.tag in _SILENT:
                walk.skip_subtree()
                open_sizes[-1][0] = 0
            continue
        text, linked, parts, h1 = open_sizes.pop()
        if _is_box(element):
            sizes[element] = Size(text, linked, parts, h1 > 0)
        above = open_sizes[-1]
        above[0] += text + _squeezed_length(element.tail)
        above[1] += text if element.tag == "a" else linked
        above[2] += parts + (element.tag in _PARTS)
        above[3] += h1 + (element.tag == "h1")
    return sizes


def _is_box(element: Element) -> bool:
    return element.tag in _MEASURED_TAGS or bool(element.attrib)


def _squeezed_length(text: str | None) -> int:
    return len(" ".join(text.split())) if text else 0
