"""The addresses that messengers call. Thin: is it genuine, what does it say, what goes back."""

from __future__ import annotations

import hmac
import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from wayforward.core.access.limiting import Limiter
from wayforward.information.narratives.channels import rules
from wayforward.information.narratives.channels.actions import respond
from wayforward.information.narratives.channels.port import (
    LARGEST_BODY,
    Message,
    Messenger,
    NotSentError,
    Reply,
    UnreadableDeliveryError,
)
from wayforward.information.narratives.channels.telegram import Telegram
from wayforward.information.narratives.channels.whatsapp import WhatsApp
from wayforward.information.narratives.reporting.matched import matcher

_log = logging.getLogger(__name__)
_MOST_AT_ONCE = 50  # messages of one delivery
# A person writes a few sentences a minute; chats are told apart as callers are, by the day's key.
limiter = Limiter(clock=time.monotonic, burst=20, refill=0.2)


@csrf_exempt
@require_POST
def telegram(request: HttpRequest, path: str) -> HttpResponse:
    """An update of Telegram's Bot API."""
    access = settings.TELEGRAM
    if not all(access.given.values()) or not hmac.compare_digest(
        path.encode(), access.path.encode()
    ):
        raise Http404
    return _delivered(request, Telegram(access))


@csrf_exempt
@require_http_methods(["GET", "POST"])
def whatsapp(request: HttpRequest) -> HttpResponse:
    """A delivery of WhatsApp's Cloud API, or the question whether this address is ours."""
    access = settings.WHATSAPP
    if not all(access.given.values()):
        raise Http404
    messenger = WhatsApp(access)
    if request.method == "POST":
        return _delivered(request, messenger)
    challenge = messenger.challenge(request.GET.dict())
    if challenge is None:
        return HttpResponse(status=403)
    return HttpResponse(challenge, content_type="text/plain; charset=utf-8")


def _delivered(request: HttpRequest, messenger: Messenger) -> HttpResponse:
    """200 once it is dealt with: messengers deliver anything else again."""
    body = request.read(LARGEST_BODY + 1)
    if len(body) > LARGEST_BODY:
        return HttpResponse(status=413)
    if not messenger.genuine(request.headers, body):
        return HttpResponse(status=403)
    try:
        messages = messenger.read(body)
    except UnreadableDeliveryError:
        return HttpResponse(status=400)
    for message in messages[:_MOST_AT_ONCE]:
        _deal_with(message, messenger)
    return HttpResponse(status=200)


def _deal_with(message: Message, messenger: Messenger) -> None:
    if _too_much(f"{messenger.intake.value} {message.chat}", message.text):
        return
    reply = respond(
        message=message, messenger=messenger, match=matcher(), on=timezone.now().date()
    )  # fmt: skip
    if reply is not None:
        _send(reply, message, messenger)


def _too_much(chat: str, text: str) -> bool:
    """Whether a chat writes too much; the word that ends it is heard even then."""
    if not limiter.take(chat):
        return False
    return not rules.stops(text) or bool(limiter.take(f"{chat} stop"))


def _send(reply: Reply, message: Message, messenger: Messenger) -> None:
    _try(messenger.send, message.chat, reply.text)
    if reply.leave:  # also a group in which we may not write
        _try(messenger.leave, message.chat)


def _try(step: Callable[..., None], *given: str) -> None:
    try:
        step(*given)
    except NotSentError as problem:
        _log.warning("%s", problem)
