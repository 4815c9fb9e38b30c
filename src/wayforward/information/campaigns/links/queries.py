"""Where a code leads, and the links of a campaign with how often each was opened.

Codes of questions are of the same kind: whoever has one on paper need not know which it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet, Sum

from wayforward.information.campaigns.links.codes import MistypedCodeError, NoCodeError, read_code
from wayforward.information.campaigns.links.models import LinkOpens, ShortLink
from wayforward.information.campaigns.measuring.models import AskingCode
from wayforward.information.campaigns.models import Campaign, Material


class Found(StrEnum):
    """What there is behind what somebody typed or scanned."""

    PAGE = "page"
    MISTYPED = "mistyped"  # a digit is wrong
    UNKNOWN = "unknown"  # no code of ours
    WITHDRAWN = "withdrawn"  # the link itself; a material that was withdrawn says so on its page
    NOT_YET = "not_yet"  # its material was never given out
    QUESTION = "question"  # a question to answer; nothing is counted until somebody does


@dataclass(frozen=True, slots=True)
class Behind:
    """Where a code leads: a path of this site and the language of its page, or why nowhere.

    Of a question `address` is its code.
    """

    found: Found
    address: str = ""
    language: str = ""
    link: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """Openings of a link on a day in a language."""

    link: int
    day: date
    language: str
    opens: int


def behind(given: str, *, reader: str) -> Behind:
    """Where what somebody typed leads; `reader` is their language, for want of the material's."""
    try:
        code = read_code(given)
    except MistypedCodeError:
        return Behind(Found.MISTYPED)
    except NoCodeError:
        return Behind(Found.UNKNOWN)
    rows = ShortLink.objects.select_related("placement__material")
    link = rows.filter(code=code).first()
    if link is None:
        asked = AskingCode.objects.filter(code=code).exists()
        return Behind(Found.QUESTION, code) if asked else Behind(Found.UNKNOWN)
    if link.withdrawn_at is not None:
        return Behind(Found.WITHDRAWN)
    page = _page(link.placement.material, reader)
    if page is None:
        return Behind(Found.NOT_YET)
    return Behind(Found.PAGE, page.published.address, page.language, link.pk)


def _page(material: Material, reader: str) -> Material | None:
    """The material in its own language, else in the reader's, else in any it was given out in.

    Its page stays for as long as the paper may be in somebody's hand. Its address
    is a path that we wrote ourselves; whatever is none leads nowhere.
    """
    order = {material.language: 0, reader: 1}
    rows = Material.objects.select_related("published").filter(
        key=material.key, message=material.message_id, given_out_at__isnull=False
    )
    given = [one for one in rows if _is_path(one.published.address)]
    return min(given, key=lambda one: (order.get(one.language, 2), one.language), default=None)


def _is_path(address: str) -> bool:
    return address.startswith("/") and not address.startswith(("//", "/\\"))


def links_of(campaign: Campaign) -> QuerySet[ShortLink]:
    """Every code of a campaign, withdrawn ones too, the newest first."""
    rows = ShortLink.objects.filter(placement__material__message__campaign=campaign)
    return rows.select_related("placement__material").order_by("-made_at", "-pk")


def link_of(code: str) -> ShortLink | None:
    """A link with its placement; None where there is none."""
    rows = ShortLink.objects.select_related("placement__material__message__campaign")
    return rows.filter(code=code).first()


def opened(links: Iterable[int]) -> list[Opened]:
    """Openings of links by day and language, in the order of days."""
    rows = LinkOpens.objects.filter(link__in=[*links]).values("link_id", "day", "language")
    found = rows.annotate(n=Sum("opens")).order_by("day", "link_id", "language")
    return [Opened(row["link_id"], row["day"], row["language"], row["n"]) for row in found]
