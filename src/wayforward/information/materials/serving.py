"""A material as an answer on the web: set once, kept by its content, never newer than it says."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from wayforward.core.rulesets.rules import RuleSetError
from wayforward.information.materials import wording
from wayforward.information.materials.files import FILES
from wayforward.information.materials.refusals import MaterialRefusalError
from wayforward.information.materials.setting import content_mark, set_material
from wayforward.information.materials.texts import MaterialText

# A browser shows a PDF in a page of its own making, and an SVG styles itself; neither runs scripts.
_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_KEPT = "public, no-cache"  # kept, but asked about: it may be amber by now


def material_response(
    request: HttpRequest, file: str, text: MaterialText, *, cache: str = _KEPT
) -> HttpResponse:
    """The file, 304 where the reader has it, 422 with one sentence where it cannot be made.

    Raises Http404 where there is no such file.
    """
    if file not in FILES:
        raise Http404("material")
    kind, picture = FILES[file]
    etag = f'"{content_mark(kind, text, picture)}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            made = set_material(kind, text, picture=picture)
        except (MaterialRefusalError, RuleSetError) as refusal:
            return _refused(refusal)
        response = HttpResponse(made.content, content_type=made.media_type)
        response["Content-Disposition"] = f'inline; filename="{made.file_name}"'
    response["ETag"] = etag
    response["Cache-Control"] = cache
    response["Content-Security-Policy"] = _POLICY
    return response


def _refused(refusal: MaterialRefusalError | RuleSetError) -> HttpResponse:
    said = wording.in_words(refusal) if isinstance(refusal, MaterialRefusalError) else str(refusal)
    return HttpResponse(f"{said}\n", status=422, content_type="text/plain; charset=utf-8")
