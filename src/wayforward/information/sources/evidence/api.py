"""The evidence by program: the digests of the days, the proof that a copy stands in one."""

import base64
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from wayforward.information.sources.evidence.models import DailyDigest, TimeStamp
from wayforward.information.sources.evidence.queries import digests, proof_of
from wayforward.information.sources.public_queries import public_capture

router = Router(tags=["evidence"])
_PAGE = 100


class PageIn(Schema):
    """Which part of the list."""

    page: int = Field(1, ge=1, description="Page of the list, 100 days each, the newest first.")


class DigestOut(Schema):
    """The digest of one UTC day. Hashes are hexadecimal; `previous` is empty for the first day."""

    day: date
    captures: int
    root: str
    previous: str
    digest: str
    made_at: datetime
    stamped_at: datetime | None


class DigestsOut(Schema):
    """One page of the list."""

    total: int
    page: int
    pages: int
    digests: list[DigestOut]


class TimeStampOut(Schema):
    """An RFC 3161 time stamp on the digest of `day`; `response` is base64 of its DER.

    `signature_checked` says whether we checked it against the authority's certificates.
    """

    day: date
    at: datetime
    server: str
    signature_checked: bool
    response: str


class ProofOut(Schema):
    """The way from a copy to the digest of its day. SHA-256 of a zero byte and `line` is `leaf`;
    `proof` leads from it to `root` (RFC 9162, 2.1.3.2); SHA-256 of `digest_line` is `digest`.
    """

    capture: int
    line: str
    leaf: str
    position: int
    captures: int
    proof: list[str]
    root: str
    day: date
    digest_line: str
    digest: str
    time_stamp: TimeStampOut | None


def _digest(row: DailyDigest) -> dict[str, Any]:
    stamp = getattr(row, "stamp", None)
    plain = ("day", "captures", "root", "previous", "digest", "made_at")
    return {
        **{name: getattr(row, name) for name in plain},
        "stamped_at": stamp.at if stamp else None,
    }


def _stamp(stamp: TimeStamp | None) -> dict[str, Any] | None:
    if stamp is None:
        return None
    return {
        "day": stamp.digest.day,
        "at": stamp.at,
        "server": stamp.server,
        "signature_checked": stamp.chain_checked,
        "response": base64.b64encode(bytes(stamp.response)).decode(),
    }


@router.get("/digests", response=DigestsOut, url_name="digests", summary="The digests of the days")
def list_digests(request: HttpRequest, wish: Query[PageIn]) -> dict[str, Any]:
    """One digest a day over all copies recorded that day, each holding the one before it."""
    page = Paginator(digests().order_by("-day"), _PAGE).get_page(wish.page)
    return {
        "total": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "digests": [_digest(row) for row in page.object_list],
    }


@router.get(
    "/captures/{capture_id}/proof", response=ProofOut, url_name="proof", summary="Proof of a copy"
)
def show_proof(request: HttpRequest, capture_id: int) -> dict[str, Any]:
    """That a stored copy stands in the digest of the day on which it was recorded. The number of
    the copy is that in its address, /stored/<number>.
    """
    capture = public_capture(capture_id)
    if capture is None:
        raise Http404("No stored copy has this number: take one from /api/v1/sources/<key>.")
    proof = proof_of(capture)
    if proof is None:
        raise Http404("This copy stands in no digest: its day is not closed yet, or lacks it.")
    return {
        "capture": capture.pk,
        "line": proof.line,
        "leaf": proof.leaf,
        "position": proof.position,
        "captures": proof.digest.captures,
        "proof": list(proof.path),
        "root": proof.digest.root,
        "day": proof.digest.day,
        "digest_line": proof.digest_line,
        "digest": proof.digest.digest,
        "time_stamp": _stamp(proof.stamp),
    }
