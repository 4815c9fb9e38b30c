"""The verbs of short links: make, withdraw, put back. Opening one is counting.py's."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from wayforward.core.access.rules import Actor, Permission, require
from wayforward.core.audit.actions import record
from wayforward.information.campaigns.links.codes import new_code
from wayforward.information.campaigns.links.models import ShortLink
from wayforward.information.campaigns.measuring.models import AskingCode
from wayforward.information.campaigns.models import Placement
from wayforward.information.campaigns.moving import STREAM

_TRIES = 5  # of ten million codes: five that are taken in a row mean that something is broken


class LinkError(ValueError):
    """A short link cannot be had; the sentence says why."""


class NoSuchPlacementError(LinkError):
    """There is no such placement, or it was withdrawn."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("This placement is not there or was withdrawn: make another one.")


class NoSuchLinkError(LinkError):
    """There is no link with this code."""

    def __init__(self, code: str) -> None:
        """Names it."""
        super().__init__(f"There is no short link {code}: look at the code again.")


class LinkedAlreadyError(LinkError):
    """The placement has a code already."""

    def __init__(self, code: str) -> None:
        """Names it."""
        super().__init__(f"This placement has the code {code}: withdraw it before another one.")


class NoReasonError(LinkError):
    """A link in somebody's hand is not withdrawn without a word."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("Say why the link is withdrawn: it stands in the log.")


class NotInThatStateError(LinkError):
    """It was withdrawn already, or not at all."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("The link is not in that state any more: load the page again.")


def make_link(*, placement_id: int, actor: Actor) -> ShortLink:
    """A code for a placement. Raises NotAllowedError, NoSuchPlacementError, LinkedAlreadyError."""
    require(actor, Permission.EDIT_CAMPAIGN)
    with transaction.atomic():
        placement = _placement(placement_id)
        standing = placement.links.filter(withdrawn_at=None).first()
        if standing is not None:
            raise LinkedAlreadyError(standing.code)
        link = _with_free_code(placement, actor)
        _stand(link)
        _tell("short link made", link, actor, "")
    return link


def withdraw_link(*, code: str, actor: Actor, why: str) -> ShortLink:
    """Have a code lead to a page that says it was withdrawn; it can be put back.

    Raises NotAllowedError, NoSuchLinkError, NoReasonError, NotInThatStateError.
    """
    require(actor, Permission.EDIT_CAMPAIGN)
    if not why.strip():
        raise NoReasonError
    with transaction.atomic():
        link = _link(code)
        if link.withdrawn_at is not None:
            raise NotInThatStateError
        link.withdrawn_at, link.withdrawn_by = timezone.now(), actor.name
        link.withdrawn_why = why.strip()
        _save(link)
        Placement.objects.filter(pk=link.placement_id, link=link.code).update(link="")
        _tell("short link withdrawn", link, actor, link.withdrawn_why)
    return link


def put_back_link(*, code: str, actor: Actor) -> ShortLink:
    """Have a withdrawn code lead to its page again.

    Raises NotAllowedError, NoSuchLinkError, NotInThatStateError, LinkedAlreadyError.
    """
    require(actor, Permission.EDIT_CAMPAIGN)
    with transaction.atomic():
        link = _link(code)
        if link.withdrawn_at is None:
            raise NotInThatStateError
        other = ShortLink.objects.filter(placement=link.placement_id, withdrawn_at=None).first()
        if other is not None:
            raise LinkedAlreadyError(other.code)
        link.withdrawn_at, link.withdrawn_by, link.withdrawn_why = None, "", ""
        _save(link)
        _stand(link)
        _tell("short link put back", link, actor, "")
    return link


def _placement(number: int) -> Placement:
    found = Placement.objects.select_for_update().filter(pk=number, withdrawn_at=None).first()
    if found is None:
        raise NoSuchPlacementError
    return found


def _link(code: str) -> ShortLink:
    found = ShortLink.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise NoSuchLinkError(code)
    Placement.objects.select_for_update().get(pk=found.placement_id)
    return found


def _with_free_code(placement: Placement, actor: Actor) -> ShortLink:
    for _try in range(_TRIES):
        code = new_code()
        if AskingCode.objects.filter(code=code).exists():  # of a question: it would be hidden
            continue
        try:
            with transaction.atomic():
                return ShortLink.objects.create(placement=placement, code=code, made_by=actor.name)
        except IntegrityError:
            continue
    raise LinkError("No free code was found: try again, and tell the operator if it stays so.")


def _stand(link: ShortLink) -> None:
    Placement.objects.filter(pk=link.placement_id).update(link=link.code)


def _save(link: ShortLink) -> None:
    link.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])


def _tell(name: str, link: ShortLink, actor: Actor, reason: str) -> None:
    campaign = link.placement.material.message.campaign
    record(
        stream=STREAM, name=name, subject=campaign.key, actor=actor.name, reason=reason,
        code=link.code,
    )  # fmt: skip
