"""What the address of a page looks for, and back: made safe, and nothing that nobody could mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.http import urlencode

from wayforward.core.places.reading import districts, provinces
from wayforward.information.projects.codes import CodeList, code_list
from wayforward.information.projects.queries import Wish

LIVE = "live"  # of the field `status`: what runs or is planned, whatever its code
_LONGEST = 100
_LONGEST_REFERENCE = 400


def wish_from(
    given: Mapping[str, str], country: str, *, today: date, province: str = "", district: str = ""
) -> Wish:
    """The wish of an address; `province` and `district` where the page is of one.

    What is on no list of ours wishes nothing.
    """
    status = given.get("status", "")
    return Wish(
        country=country,
        text=_clean(given.get("text", ""), _LONGEST),
        province=province or _listed(given.get("province", ""), provinces()),
        district=district or _listed(given.get("district", ""), districts()),
        category=_listed(given.get("category", ""), code_list(CodeList.SECTOR_CATEGORIES)),
        reporter=_clean(given.get("reporter", ""), _LONGEST_REFERENCE),
        status=_listed(status, code_list(CodeList.ACTIVITY_STATUSES)),
        gone=given.get("gone") == "1",
        live_on=today if status == LIVE else None,
    )


def query_of(wish: Wish, *leave_out: str) -> str:
    """The wish as the query of an address, "" where nothing is wished; without some fields."""
    fields = {
        "text": wish.text,
        "province": wish.province,
        "district": wish.district,
        "category": wish.category,
        "reporter": wish.reporter,
        "status": LIVE if wish.live_on else wish.status,
        "gone": "1" if wish.gone else "",
    }
    return urlencode({
        name: value for name, value in fields.items() if value and name not in leave_out
    })  # fmt: skip


def narrows(wish: Wish) -> bool:
    """Whether more is wished than a place."""
    return bool(query_of(wish, "province", "district", "gone"))


def _listed(value: str, known: Mapping[str, object]) -> str:
    return value if value in known else ""


def _clean(value: str, longest: int) -> str:
    return value.replace("\x00", "")[:longest].strip()
