"""Letters at the desk: the list, a new one, and one with its steps; each closed step says why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Permission
from wayforward.core.access.sent import whole_number
from wayforward.core.access.working import work_of, work_page
from wayforward.core.documents.forms import CLASSES
from wayforward.core.documents.letters.actions import (
    issue_letter,
    review_facts,
    rewrite_letter,
    withdraw_letter,
    write_letter,
)
from wayforward.core.documents.letters.kinds import LANGUAGES, UnknownKindError, kind_named, kinds
from wayforward.core.documents.letters.queries import wrote
from wayforward.core.documents.letters.rules import LetterField, LetterKind, read_fields
from wayforward.core.documents.letters.setting import show
from wayforward.core.documents.models import Letter
from wayforward.core.documents.queries import letters, person_of
from wayforward.core.documents.refusals import REFUSED, in_words
from wayforward.core.documents.views import open_classes, person_asked
from wayforward.core.workflow.actions import MovedMeanwhileError, StepClosedError, situation
from wayforward.core.workflow.queries import steps_of
from wayforward.core.workflow.registry import words_of
from wayforward.core.workflow.rules import Why, offers
from wayforward.core.workflow.tables.document_review import WRITERS
from wayforward.core.workflow.words import sentence

_PAGE = 50
_ASKS_A_REASON = frozenset({"withdraw"})


@dataclass(frozen=True, slots=True)
class Button:
    """A step as a page shows it: open, or closed with its reasons as the rules gave them."""

    step: str
    label: str
    asks_reason: bool
    why_not: tuple[Why, ...]


@require_safe
@work_page(Permission.SEE_DOCUMENTS, otherwise=Purpose.ADMINISTRATION)
def letter_list(request: HttpRequest) -> HttpResponse:
    """The letters of the own party, newest first; about one person where named."""
    person = person_asked(request)
    page = Paginator(letters(person), _PAGE).get_page(request.GET.get("page"))
    lines = [_line(one) for one in page.object_list]
    context = {
        "page": page,
        "lines": lines,
        "person": person.reference if person else "",
        "kinds": [(key, one.title[_language()]) for key, one in kinds().items()],
        "may_write": bool(work_of(request).acting.actor.roles & WRITERS),
    }
    return render(request, "documents/letters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@work_page(Permission.WRITE_DOCUMENTS, otherwise=Purpose.ADMINISTRATION)
def new_letter(request: HttpRequest, kind: str) -> HttpResponse:
    """Write a draft; fields may be empty, but what is wrong is named."""
    try:
        declared = kind_named(kind)
    except UnknownKindError:
        return redirect("desk-letters")
    if request.method == "POST":
        try:
            letter = write_letter(**_given(request, declared))
            return redirect("desk-letter", number=letter.pk)
        except REFUSED as refusal:
            messages.error(request, in_words(refusal, declared))
        except StepClosedError:
            messages.error(request, _("None of your roles writes letters: ask somebody who does."))
    more = {
        "languages": LANGUAGES,
        "classes": open_classes(request),
        "person": request.POST.get("person", request.GET.get("person", "")),
    }
    return _form_page(request, declared, _typed(request, declared), more)


@require_http_methods(["GET", "HEAD", "POST"])
@work_page(Permission.WRITE_DOCUMENTS, otherwise=Purpose.ADMINISTRATION)
def rewrite(request: HttpRequest, number: int) -> HttpResponse:
    """Put other values into one's own draft; what was typed stays where it is refused."""
    try:
        letter = letters().get(pk=number)
    except Letter.DoesNotExist:
        return redirect("desk-letters")
    kind = kind_named(letter.kind)
    values = letter.content
    if request.method == "POST":
        values = _typed(request, kind)
        try:
            rewrite_letter(letter_id=number, version=_version(request), fields=values)
            return redirect("desk-letter", number=number)
        except REFUSED as refusal:
            messages.error(request, in_words(refusal, kind))
    return _form_page(request, kind, values, {"letter": letter})


def _form_page(
    request: HttpRequest, kind: LetterKind, values: Mapping[str, str], more: dict[str, Any]
) -> HttpResponse:
    fields = [_field(one, values.get(one.key, "")) for one in kind.fields]
    context = {"title": kind.title[_language()], "fields": fields, **more}
    return render(request, "documents/letter_form.html", context)


@require_safe
@work_page(Permission.SEE_DOCUMENTS, otherwise=Purpose.ADMINISTRATION)
def letter_page(request: HttpRequest, number: int) -> HttpResponse:
    """One letter: what it says, what was done, and every step with why it is closed."""
    try:
        letter = letters().get(pk=number)
        context = {
            **_line(letter),
            "letter": letter,
            "erased": letter.file is not None and letter.file.erased_at is not None,
            "fields": _shown(letter),
            "buttons": _buttons(letter),
            "may_rewrite": letter.state == "draft" and wrote(letter),
            "steps": [
                (_step_name(one.step), one.account, one.at, one.reason)
                for one in steps_of(letter).select_related("account__user")
            ],
        }
    except Letter.DoesNotExist:
        messages.error(request, _("There is no such letter here, or it is closed to you."))
        return redirect("desk-letters")
    return render(request, "documents/letter.html", context)


@require_POST
@work_page(Permission.WRITE_DOCUMENTS, otherwise=Purpose.ADMINISTRATION)
def take_step(request: HttpRequest, number: int, step: str) -> HttpResponse:
    """Issue or withdraw a letter that was seen at a version; a refusal says why."""
    reason, version = request.POST.get("reason", ""), _version(request)
    steps: dict[str, Callable[[], Letter]] = {
        "issue": lambda: issue_letter(letter_id=number, version=version),
        "withdraw": lambda: withdraw_letter(letter_id=number, version=version, reason=reason),
    }
    try:
        steps[step]()
    except MovedMeanwhileError as refusal:
        messages.error(request, in_words(refusal))
    except StepClosedError:
        messages.error(request, _("This step is closed: the reasons stand beside it."))
    except (Letter.DoesNotExist, KeyError):
        return redirect("desk-letters")
    return redirect("desk-letter", number=number)


def why_in_words(why: Why, role_name: Callable[[str], str]) -> str:
    """A reason in the reader's language; names of roles are the site's."""
    return sentence(why, words_of(Letter.workflow), _language(), role_name=role_name)


def _buttons(letter: Letter) -> list[Button]:
    """A step that asks for its reason is not closed for want of one before it was asked."""
    now = situation(letter)
    found = []
    for name in (step.name for step in Letter.workflow.leaving(letter.state)):
        asks = name in _ASKS_A_REASON
        facts = review_facts(letter, reason="asked for" if asks else "")
        [offer] = [one for one in offers(Letter.workflow, now, facts) if one.step.name == name]
        found.append(Button(name, _step_name(name), asks, offer.why_not))
    return found


def _shown(letter: Letter) -> list[tuple[str, str]]:
    """Labels and values as the reader reads them; empty where there is none yet."""
    kind = kind_named(letter.kind)
    values = read_fields(kind, letter.content, draft=True)
    return [
        (
            one.label[_language()],
            show(one, values[one.key], _language()) if one.key in values else "",
        )
        for one in kind.fields
    ]


def _line(letter: Letter) -> dict[str, Any]:
    words = words_of(Letter.workflow)
    return {
        "number": letter.pk,
        "reference": letter.reference,
        "title": kind_named(letter.kind).title[_language()],
        "state": words.states[letter.state][_language()],
        "dated": letter.dated,
        "file": letter.file_id,
        "person": letter.person.reference if letter.person else "",
    }


def _step_name(step: str) -> str:
    return words_of(Letter.workflow).steps[step][_language()]


def _given(request: HttpRequest, kind: LetterKind) -> dict[str, Any]:
    kept_class = request.POST.get("kept_class", "")
    known = {one.value for one in CLASSES}
    return {
        "kind": kind.key,
        "language": request.POST.get("language", ""),
        "fields": _typed(request, kind),
        "data_class": DataClass(kept_class) if kept_class in known else DataClass.SENSITIVE,
        "person": person_of(request.POST.get("person", "")),
    }


def _typed(request: HttpRequest, kind: LetterKind) -> dict[str, str]:
    """What was typed, by field: a field may be called as something else on the page is."""
    return {one.key: request.POST.get(f"f-{one.key}", "") for one in kind.fields}


def _version(request: HttpRequest) -> int:
    return whole_number(request.POST, "version", otherwise=0)


def _field(field: LetterField, value: str) -> dict[str, Any]:
    choices = field.choices or {}
    return {
        "key": field.key,
        "label": field.label[_language()],
        "type": field.type.value,
        "required": field.required,
        "choices": [(one, said[_language()]) for one, said in choices.items()],
        "value": value,
    }


def _language() -> str:
    return get_language() or "en"
