"""The parts of a name: titles set aside, names joined that are written apart, articles gone.

Abdul Rahman, Abdurrahman and عبدالرحمن are one part: the stem `rahman` bound to `abd`. Hamid Ullah
and حمیدالله are `hamid` bound to `ullah`: beside Wahidullah all differs that could differ. Titles
are listed in data/titles.yaml, second elements in data/bound.yaml, short forms in data/forms.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from wayforward.core.persons.matching.sounds import heard, key, sounds_of
from wayforward.core.persons.matching.spelling import Word, is_arabic, words, written_words
from wayforward.core.persons.matching.tables import table


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a name: how it was written, the sounds of its stem, what it is bound to."""

    written: str  # for readers
    sounds: str
    bound: str = ""
    arabic: bool = False

    @property
    def consonants(self) -> str:
        """What stays when vowels go: under this a name's frequency is listed."""
        return f"{self.bound}:{heard(self.sounds)}"


@lru_cache(maxsize=500_000)
def parts_of(name: str) -> tuple[Part, ...]:
    """The parts of a name in the order written; titles and initials only where all are such."""
    found = written_words(name)
    told = [word for word in found if not _is_title(word) and len(word.letters) > 1] or found
    return tuple(_part(first, then) for first, then in _joined(told))


# A word, and what is written apart but belongs to it: (abdul, rahman), (hamid, ullah).
Pair = tuple[Word, Word | None]
_LONE_ABD = re.compile(r"ab+d(?:[aeiou]{1,2}[lrsztdn]?h?)?|عبد(?:ال)?|عبدل")
_LONE_ARTICLE = re.compile(r"[aeiou]{1,2}[lrsztdn]h?|ال")
_LONE_TAIL = re.compile(
    r"(?:[aeiou]{1,2})?(?:l{1,2}ah?|d{0,2}d(?:in|een|ine|ien))|[uo]{1,2}rr?(?:ah|eh)man|[aeou]lha(?:qq?|k)|"
    r"ال(?:له|دین|رحمن|رحمان|حق)|لله"
)


def _is_title(word: Word) -> bool:
    return word.letters in _titles()


def _joined(found: list[Word]) -> list[Pair]:
    pairs: list[Pair] = []
    waiting: Word | None = None
    for word in _articles_attached(found):
        if waiting:
            pairs.append((waiting, word))
            waiting = None
        elif _LONE_ABD.fullmatch(word.letters):
            waiting = word
        elif pairs and not pairs[-1][1] and _LONE_TAIL.fullmatch(word.letters):
            pairs[-1] = (pairs[-1][0], word)
        else:
            pairs.append((word, None))
    return _with_last_abd(pairs, waiting)


def _with_last_abd(pairs: list[Pair], waiting: Word | None) -> list[Pair]:
    """RAHMAN Abdul, surname first, is Abdul Rahman."""
    if waiting is None:
        return pairs
    if pairs and not pairs[0][1]:
        return [(waiting, pairs[0][0]), *pairs[1:]]
    return [*pairs, (waiting, None)]


def _articles_attached(found: list[Word]) -> list[Word]:
    """zia ur rahman -> zia urrahman; abd ul rahman -> abd rahman, written as it was."""
    out: list[Word] = []
    article: Word | None = None
    for at, word in enumerate(found):
        if article:
            out.append(_one_word(article, word, article.letters + word.letters))
            article = None
        elif 0 < at < len(found) - 1 and _LONE_ARTICLE.fullmatch(word.letters):
            if _LONE_ABD.fullmatch(out[-1].letters):
                out[-1] = _one_word(out[-1], word, out[-1].letters)
            else:
                article = word
        else:
            out.append(word)
    return out


def _one_word(one: Word, then: Word, letters: str) -> Word:
    return Word(letters, f"{one.written}{one.after}{then.written}", then.after)


def _part(one: Word, then: Word | None) -> Part:
    written = f"{one.written}{one.after}{then.written}" if then else one.written
    second = then.letters if then else ""
    stem, bound = _unbound(_forms().get(one.letters, one.letters), _forms().get(second, second))
    if bound == "abd" and _is_allah(stem):
        return Part(written, "abdl@", "", is_arabic(one.letters))
    return Part(written, sounds_of(stem), bound, is_arabic(stem))


def _unbound(first: str, then: str) -> tuple[str, str]:
    if then and _LONE_ABD.fullmatch(first):
        return _without_article(then), "abd"
    tail = _tail(first + then)
    head = _head(first + then)
    if head is not None:
        return head, "abd"
    return tail or (first + then, "")


_HEAD_LATIN = re.compile(r"ab+d(?:[aeiou]{1,2})?(.{3,})")
_HEAD_ARABIC = re.compile(r"عبد(?:ال)?(.{2,})")


def _head(word: str) -> str | None:
    """What stands after abd(ul), without the article; None where the word is no such name."""
    if found := _HEAD_ARABIC.fullmatch(word):
        return found[1] if "ال" in word[:5] or found[1] in _seconds() else None
    if found := _HEAD_LATIN.fullmatch(word):
        rest = found[1]
        told = _without_assimilated(rest)
        certain = told != rest or rest in _seconds() or key(sounds_of(rest)) in _second_keys()
        return told if certain and len(told) > 1 else None
    return None


def _without_assimilated(rest: str) -> str:
    """lrahman, rrahman -> rahman; latif stays where `latif` is listed and `atif` is not."""
    if rest in _seconds() and rest[1:] not in _seconds():
        return rest
    if rest[0] == "l" or (rest[0] == rest[1] and rest[0] in "rsztdn"):
        return rest[1:]
    return rest[2:] if rest.startswith("shsh") else rest


_ARTICLE = re.compile(r"^(?:[aeu]l(?=.{3})|ال)(?=.{2,})")


def _without_article(word: str) -> str:
    return word if word in _seconds() else _ARTICLE.sub("", word, count=1)


_TAILS = (
    ("ullah", re.compile(r"(.{2,}?)(?:(?:[aeou]|ou|oo)llah?|illah)|(.{3,}?)[uo]{1,2}lah?")),
    ("din", re.compile(r"(?!.*ab[ei]din)(.{2,}?)(?:[aeou]|ou|oo)[dl]?d(?:in|een|ine|ien)")),
    ("rahman", re.compile(r"(.{2,}?)(?:[aeou]|ou|oo)?[rl]r?[ae]hm[ae]{1,2}n")),
    ("haq", re.compile(r"(.{2,}?)(?:[aeou]|ou|oo)l-?ha(?:qq?|k|gh|g)")),
    ("ullah", re.compile(r"(.{2,}?)(?:الله|لله)|(.{3,}?)اله")),
    ("din", re.compile(r"(.{2,})الدین")),
    ("rahman", re.compile(r"(.{2,})الرحما?ن")),
    ("haq", re.compile(r"(.{2,})الحق")),
)


def _tail(word: str) -> tuple[str, str] | None:
    for bound, pattern in _TAILS:
        if found := pattern.fullmatch(word):
            return next(group for group in found.groups() if group), bound
    return None


def _is_allah(stem: str) -> bool:
    return stem in {
        "allah",
        "lah",
        "llah",
        "ullah",
        "ollah",
        "ulla",
        "lla",
        "la",
        "الله",
        "له",
        "لله",
    }


@cache
def _titles() -> frozenset[str]:
    return frozenset(words(" ".join(table("titles")["titles"])))


@cache
def _forms() -> dict[str, str]:
    """Short or foreign form -> the word it stands for."""
    return {word: name for name, forms in table("forms")["forms"].items() for word in words(forms)}


@cache
def _second_keys() -> frozenset[str]:
    return frozenset(key(sounds_of(word)) for word in _seconds())


@cache
def _seconds() -> frozenset[str]:
    return frozenset(words(" ".join(table("bound")["after_abd"])))
