"""A file at the desk: what is kept of it, erasing it in two steps, the proof that it is gone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wayforward.core.access.context import acting, acting_as
from wayforward.core.access.purposes import Purpose
from wayforward.core.access.rules import Permission
from wayforward.core.access.working import account_of, work_page
from wayforward.core.documents.actions import ErasedError
from wayforward.core.documents.erasing.actions import erase_file, prove_erasure
from wayforward.core.documents.erasing.forms import EraseForm
from wayforward.core.documents.erasing.queries import (
    NotErasedError,
    consent_rests,
    erased_files,
    letter_in_force,
    letters_on,
)
from wayforward.core.documents.erasing.rules import (
    CITATIONS,
    ErasureGround,
    Rests,
    StillRestsError,
)
from wayforward.core.documents.models import StoredFile
from wayforward.core.documents.queries import twins
from wayforward.core.documents.refusals import in_words
from wayforward.core.documents.wording import ERASURE_GROUNDS

_PAGE = 50


@require_safe
@work_page(Permission.SEE_DOCUMENTS, otherwise=Purpose.ADMINISTRATION)
def erased(request: HttpRequest) -> HttpResponse:
    """The files that the own party has let go of."""
    page = Paginator(erased_files(), _PAGE).get_page(request.GET.get("page"))
    return render(request, "documents/erased.html", {"page": page})


@require_safe
@work_page(Permission.SEE_DOCUMENTS, otherwise=Purpose.ADMINISTRATION)
def file_page(request: HttpRequest, number: int) -> HttpResponse:
    """One file: what it is, or that it was erased, when, by whom and why."""
    file = _file(number)
    context = {**_about(file), "may_erase": acting().actor.may(Permission.ERASE)}
    return render(request, "documents/file.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@work_page(Permission.ERASE, Purpose.DATA_PROTECTION)
def erase(request: HttpRequest, number: int) -> HttpResponse:
    """Ground and reason first; then, with what is lost and what stays in sight, the deed."""
    file = _file(number)
    if file.erased_at is not None:
        return redirect("desk-document", number=number)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _asked(request, file, form)
    if "confirmed" not in request.POST:
        return _asked(request, file, form, sure=False)
    ground, reason = ErasureGround(form.cleaned_data["ground"]), form.cleaned_data["reason"]
    try:
        with acting_as(account_of(request), purpose=Purpose.DATA_PROTECTION, reason=reason):
            erase_file(file_id=number, ground=ground, reason=reason)
    except StillRestsError as refusal:
        messages.error(request, in_words(refusal))
        return _asked(request, file, form)
    except ErasedError:
        messages.error(request, _("This file was erased before."))
    else:
        messages.success(request, _("The file is erased: nobody can read it any more."))
    return redirect("desk-document", number=number)


@require_POST
@work_page(Permission.ERASE, Purpose.DATA_PROTECTION)
def proof(request: HttpRequest, number: int) -> HttpResponse:
    """The signed proof. By a button, not by a link: that it was given out is written down."""
    file = _file(number)
    reason = file.erasure_reason or acting().reason
    try:
        if file.erased_at is None:
            raise NotErasedError
        with acting_as(account_of(request), purpose=Purpose.DATA_PROTECTION, reason=reason):
            said = prove_erasure(file_id=number)
    except NotErasedError:
        messages.error(
            request,
            _("The file is not gone everywhere yet: ask the operator to check the store of files."),
        )
        return redirect("desk-document", number=number)
    response = JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"erased-{file.uid}.json"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _file(number: int) -> StoredFile:
    """The file of the own party. Raises Http404, the same where it is closed to the reader."""
    rows = StoredFile.objects.select_related("person", "party", "kept_by__user", "erased_by__user")
    found = rows.filter(pk=number, party=acting().party).first()
    if found is None:
        raise Http404
    return found


def _about(file: StoredFile) -> dict[str, Any]:
    found: dict[str, Any] = {"file": file, "letters": letters_on(file)}
    if file.erased_at is not None:
        ground = ErasureGround(file.erasure_ground)
        found |= {"ground": ERASURE_GROUNDS[ground], "citation": CITATIONS[ground]}
    return found


def _asked(
    request: HttpRequest, file: StoredFile, form: EraseForm, *, sure: bool | None = None
) -> HttpResponse:
    """The form, or with `sure` False the question whether it is meant."""
    rests = [
        in_words(StillRestsError(what))
        for what, there in (
            (Rests.LETTER, letter_in_force(file)),
            (Rests.CONSENT, consent_rests(file)),
        )
        if there
    ]
    context = {**_about(file), "form": form, "rests": rests, "sure": sure is False and not rests}
    if context["sure"]:
        ground = ErasureGround(form.cleaned_data["ground"])
        context |= {"ground": ERASURE_GROUNDS[ground], "citation": CITATIONS[ground]}
    context["elsewhere"] = twins([file]).get(file.pk, [])
    return render(request, "documents/erase.html", context)
