"""The id to jump to for a heading. Ids that a machine made anew for each visit are passed over."""

from __future__ import annotations

import re

from wayforward.information.sources.html_tree import Element, squeeze, texts

_RANDOM_ID = re.compile(r"(?:id-?)?[0-9a-f]{6,}(?:-[0-9a-f]{2,})*|.{65,}", re.I)


def anchor_of(heading: Element) -> str | None:
    """The id to jump to: the heading's own, one inside it, or of the box it opens."""
    own = heading.get("id")
    if own and not _RANDOM_ID.fullmatch(own):
        return own
    for inner in heading.iter():
        name = inner.get("id") or (inner.get("name") if inner.tag == "a" else None)
        if name and not _RANDOM_ID.fullmatch(name):
            return name
    return _box_anchor(heading) or own


def _box_anchor(heading: Element) -> str | None:
    child = heading
    for box in heading.iterancestors():
        if box.tag not in ("div", "section", "article", "header", "hgroup") or _has_text_before(
            child
        ):
            return None
        name = box.get("id")
        if name and not _RANDOM_ID.fullmatch(name):
            return name
        child = box
    return None


def _has_text_before(element: Element) -> bool:
    parent = element.getparent()
    if parent is not None and (parent.text or "").strip():
        return True
    return any(
        squeeze(" ".join(texts(sibling))) or (sibling.tail or "").strip()
        for sibling in element.itersiblings(preceding=True)
        if isinstance(sibling.tag, str)
    )
