"""Filters and tags: languages and directions, dates in both calendars, the reader's digits."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from wayforward.core.documents.signing import public_key, public_key_text
from wayforward.core.language.calendar import both_calendars
from wayforward.core.language.digits import to_ascii, to_reader
from wayforward.core.language.direction import is_right_to_left, runs
from wayforward.core.language.places import place_name
from wayforward.core.language.tags import base_language as base_of
from wayforward.core.language.tags import html_tag as tag_of
from wayforward.core.outside.signatures import key_name
from wayforward.core.wording import in_words
from wayforward.core.wording import language_name as name_of_language
from wayforward.information.answers.outcomes import PersonalDataFinding
from wayforward.site import wording

register = template.Library()


@register.filter
def html_lang(code: str) -> str:
    """The language code as HTML wants it."""
    return tag_of(code)


@register.filter
def direction(code: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if is_right_to_left(code) else "ltr"


@register.filter
def language_name(code: str) -> str:
    """The language's name in the reader's language."""
    return name_of_language(code)


@register.filter
def tier_name(tier: str) -> str:
    """What kind of authority a publisher is."""
    return in_words(wording.TIERS, tier)


@register.filter
def state_name(state: str) -> str:
    """What the last check found."""
    return in_words(wording.STATES, state)


@register.filter
def is_trouble(state: str) -> bool:
    """Whether the last check did not reach the page."""
    return state in wording.TROUBLED_STATES


@register.filter
def topic_name(topic: str) -> str:
    """A topic in the reader's language."""
    return in_words(wording.TOPICS, topic)


@register.filter
def country_name(code: str) -> str:
    """A country in the reader's language."""
    return place_name(code, wording.reader_language())


@register.filter
def priority_name(priority: str) -> str:
    """How much a change may matter."""
    return in_words(wording.PRIORITIES, priority)


@register.filter
def how_name(how: str) -> str:
    """What happened to a sentence."""
    return in_words(wording.HOWS, how)


@register.filter
def kind_names(kinds: Iterable[str]) -> list[str]:
    """What a change touches, in words."""
    return [in_words(wording.CHANGE_KINDS, kind) for kind in kinds]


@register.filter
def doubt_reason(reason: str) -> str:
    """Why a text of ours is under review, as a sentence."""
    return in_words(wording.DOUBTS, reason)


@register.filter
def capacity_name(capacity: str) -> str:
    """As what somebody signed."""
    return in_words(wording.CAPACITIES, capacity)


@register.filter
def isolated(text: str) -> SafeString:
    """A sentence whose Latin names and addresses keep their direction among Arabic script."""
    if not is_right_to_left(wording.reader_language()):
        return conditional_escape(text)
    pieces = [
        format_html('<bdi dir="ltr">{}</bdi>', piece) if ltr else conditional_escape(piece)
        for piece, ltr in runs(text)
    ]
    return SafeString("".join(pieces))


@register.filter
def structured_data(facts: dict[str, object]) -> SafeString:
    """Facts for search engines, as a block of data that no browser runs."""
    said = json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c")
    return format_html('<script type="application/ld+json">{}</script>', SafeString(said))


@register.simple_tag(takes_context=True)
def trail(context: template.Context, *steps: str) -> SafeString:
    """Where a page stands, for search engines: name and path of each step from the first page."""
    pairs = list(zip(steps[::2], steps[1::2], strict=True))
    request = context["request"]
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": name,
            "item": request.build_absolute_uri(path),
        }
        for position, (name, path) in enumerate(pairs, start=1)
    ]
    return structured_data(
        {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
    )


@register.filter
def named(names: dict[str, str]) -> str:
    """The reader's own of several names; else English; else any."""
    for code in (wording.reader_language(), "en"):
        if names.get(code):
            return names[code]
    return next(iter(names.values()), "")


@register.filter
def digits(value: object) -> str:
    """A number in the reader's digits."""
    return to_reader(str(value), wording.reader_language())


@dataclass(frozen=True, slots=True)
class SigningKey:
    """What a browser needs to check our signature."""

    name: str
    public: str


@register.simple_tag
def signing_key() -> SigningKey:
    """The key that files of answers are signed with."""
    return SigningKey(key_name(public_key()), public_key_text())


@register.simple_tag
def moment(value: date | None) -> SafeString:
    """How long ago, and the date (or a moment's) in both calendars; nothing for no date."""
    if value is None:
        return SafeString("")
    on = value.date() if isinstance(value, datetime) else value
    language = wording.reader_language()
    relative = to_reader(wording.ago(value, timezone.now()), language)
    return format_html(
        '<time datetime="{}">{} <span class="soft">· <bdi>{}</bdi></span></time>',
        on.isoformat(),
        relative,
        both_calendars(on, language),
    )


@register.simple_tag
def day(value: date | None) -> SafeString:
    """The date, or a moment's, in both calendars; a dash for no date."""
    if value is None:
        return SafeString("–")
    on = value.date() if isinstance(value, datetime) else value
    text = both_calendars(on, wording.reader_language())
    return format_html('<time datetime="{}"><bdi>{}</bdi></time>', on.isoformat(), text)


@register.filter
def base_language(code: str) -> str:
    """The language without its region, Dari kept with Persian."""
    return base_of(code)


@register.filter
def finding_kinds(findings: Iterable[PersonalDataFinding]) -> list[str]:
    """What was seen in a question, each kind once, in words."""
    kinds = dict.fromkeys(finding.kind for finding in findings)
    return [in_words(wording.FINDINGS, kind) for kind in kinds]


@register.filter
def dialled(phone: str) -> str:
    """A telephone number as a link wants it: digits and a leading plus."""
    return "".join(sign for sign in to_ascii(phone) if sign.isdigit() or sign == "+")


@register.filter
def site_of(url: str) -> str:
    """The host of an address: what a reader recognises of it."""
    return urlsplit(url).hostname or url


@register.filter
def kilobytes(size: int) -> str:
    """A size in kB, at least 1, in the reader's digits."""
    return to_reader(f"{max(1, round(size / 1000)):,} kB", wording.reader_language())


@register.simple_tag
def every(days: int) -> str:
    """How often a page is visited."""
    words = ngettext("every day", "every %(count)s days", days) % {"count": days}
    return to_reader(words, wording.reader_language())
