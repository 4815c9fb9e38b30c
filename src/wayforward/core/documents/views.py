"""Documents at the desk: the files of the party, a file in and out; charts."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wayforward.core.access.data_classes import DataClass
from wayforward.core.access.gate import desk_page
from wayforward.core.access.purposes import Purpose, opens
from wayforward.core.access.rules import Permission
from wayforward.core.access.working import work_of, work_page
from wayforward.core.documents import queries
from wayforward.core.documents.actions import ErasedError, keep_file, read_file
from wayforward.core.documents.forms import CLASSES, KINDS, KeepForm
from wayforward.core.documents.models import StoredFile
from wayforward.core.documents.refusals import REFUSED, in_words
from wayforward.core.documents.rules import (
    ALLOWED,
    ClosedForVirusError,
    PersonNotHeldError,
)
from wayforward.core.documents.scanning import NoScanner, scanner
from wayforward.core.persons.models import Person

_PAGE = 50


@require_safe
@work_page(Permission.SEE_DOCUMENTS, otherwise=Purpose.ADMINISTRATION)
def documents(request: HttpRequest) -> HttpResponse:
    """The files of the own party that the stated purpose opens; of one person where named."""
    person = person_asked(request)
    page = Paginator(queries.files(person), _PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    twins = queries.twins(shown)
    context = {
        "page": page,
        "lines": [(file, twins.get(file.pk, [])) for file in shown],
        "person": person.reference if person else "",
        "scanning": not isinstance(scanner(), NoScanner),
        "kinds": KINDS,
        "classes": open_classes(request),
        "types": sorted({one.extension for one in ALLOWED.values()}),
    }
    return render(request, "documents/files.html", context)


def open_classes(request: HttpRequest) -> list[DataClass]:
    """How closed something can be kept by whoever looks, for what they look."""
    one = work_of(request).acting
    return [held for held in CLASSES if opens(held, one.purpose, one.reason)]


def person_asked(request: HttpRequest) -> Person | None:
    """The person that the address asks for; nobody where there is no such person here."""
    try:
        return queries.person_of(request.GET.get("person", ""))
    except PersonNotHeldError as refusal:
        messages.error(request, in_words(refusal))
        return None


@require_POST
@work_page(Permission.WRITE_DOCUMENTS, otherwise=Purpose.ADMINISTRATION)
def keep(request: HttpRequest) -> HttpResponse:
    """Keep a file that was sent up; a refusal says what to do."""
    form = KeepForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose a file and say what it is."))
        return redirect("desk-documents")
    sent = form.cleaned_data["file"]
    try:
        kept = keep_file(
            source=sent,
            name=sent.name,
            kind=form.cleaned_data["kind"],
            data_class=DataClass(form.cleaned_data["kept_class"]),
            person=queries.person_of(form.cleaned_data["person"]),
        )
    except REFUSED as refusal:
        messages.error(request, in_words(refusal))
    else:
        already = _("This very file was kept before.")
        messages.success(request, already if kept.already else _("The file is kept, sealed."))
    return redirect("desk-documents")


@require_POST
@work_page(Permission.SEE_DOCUMENTS, otherwise=Purpose.ADMINISTRATION)
def open_file(request: HttpRequest, number: int) -> HttpResponse:
    """Hand a file out. By a button, not by a link: opening it is written down."""
    try:
        reading = read_file(file_id=number)
    except (StoredFile.DoesNotExist, ErasedError, ClosedForVirusError, FileNotFoundError):
        messages.error(request, _("This file cannot be opened: it is not there, or it is closed."))
        return redirect("desk-documents")
    response = StreamingHttpResponse(reading.pieces, content_type=reading.file.mime)
    response["Content-Disposition"] = content_disposition_header(True, reading.file.name)
    response["Content-Length"] = str(reading.file.size)
    return cast("HttpResponse", response)  # Django has no common type but its private base


@require_safe
@desk_page(Permission.AUDIT)
def figures(request: HttpRequest) -> HttpResponse:
    """What the product counts about itself, as pictures."""
    # What draws is large, and most web processes never do.
    from wayforward.core.documents.charts.ready import READY

    return render(
        request, "documents/figures.html", {"charts": [draw() for draw in READY.values()]}
    )
