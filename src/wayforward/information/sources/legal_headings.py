"""Headings of legal texts that are marked by class or by wording only, not by h1 to h6.

EUR-Lex marks them by class; older treaty texts by nothing but "Article 78" on a line of its own.
"""

from __future__ import annotations

import re

# Class of a paragraph in EUR-Lex documents -> heading level, or 0 for the second line of the
# heading before it. Two generations of EUR-Lex style sheets are in use ("oj-" and without).
_LEVEL_OF_CLASS = {
    "title-doc-first": 1, "title-doc-last": 1, "doc-ti": 1, "oj-doc-ti": 1,
    "title-division-1": 2, "ti-section-1": 2, "oj-ti-section-1": 2, "title-annex-1": 2,
    "title-division-2": 0, "ti-section-2": 0, "oj-ti-section-2": 0, "title-annex-2": 0,
    "ti-grseq-1": 6, "oj-ti-grseq-1": 6, "title-gr-seq-level-1": 6,
    "title-article-norm": 7, "ti-art": 7, "oj-ti-art": 7,
    "stitle-article-norm": 0, "sti-art": 0, "oj-sti-art": 0,
}  # fmt: skip

CONTINUES = 0
ARTICLE_LEVEL = 7
_ARTICLE = re.compile(
    r"(?:Article|Artikel|Articolo|Artículo|Art\.|§§?|ماده|مادهٔ|مادۀ|المادة|Стаття|Статья|Madde)\s*"
    r"(?:\d+|[۰-۹]+|[٠-٩]+|premier|1er)\s?[a-z]{0,3}(?:-\d+)?(?:bis|ter|quater)?\s*\.?",
    re.I,
)
_DIVISIONS = (
    (2, re.compile(r"(?:PART|PARTIE|TEIL|Part)\s+(?:[IVXLC]+|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|"
                   r"PREMIÈRE|DEUXIÈME|TROISIÈME|QUATRIÈME|CINQUIÈME|SIXIÈME|SEPTIÈME|\d+)\b.*")),
    (3, re.compile(r"(?:TITLE|TITRE|TITEL)\s+(?:[IVXLC]+|\d+)\b.*")),
    (4, re.compile(r"(?:CHAPTER|CHAPITRE|KAPITEL|Chapter|Chapitre|Kapitel)\s+"
                   r"(?:[IVXLC]+|\d+)\b.*")),
    (5, re.compile(r"(?:SECTION|ABSCHNITT|Section|Abschnitt)\s+(?:[IVXLC]+|\d+)\b.*")),
)  # fmt: skip
_LONGEST_HEADING = 160


def level_of_class(classes: str | None) -> int | None:
    """Heading level a EUR-Lex class stands for; CONTINUES for a second line; None for others."""
    for name in (classes or "").split():
        if name in _LEVEL_OF_CLASS:
            return _LEVEL_OF_CLASS[name]
    return None


def level_of_wording(text: str) -> int | None:
    """Heading level of a line that is nothing but an article or division number and its title."""
    if len(text) > _LONGEST_HEADING or text.endswith((";", ",", ":")):
        return None
    if _ARTICLE.fullmatch(text):
        return ARTICLE_LEVEL
    for level, pattern in _DIVISIONS:
        if pattern.fullmatch(text):
            return level
    return None
