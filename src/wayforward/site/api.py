"""`/api/v1/`: the routers of the rooms under one roof. The guide is a page of ours."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from wayforward import __version__
from wayforward.information.answers.api import router as answers
from wayforward.information.answers.embedding import EmbedderUnavailableError
from wayforward.information.campaigns.api import router as campaigns
from wayforward.information.campaigns.measuring.api import router as measuring
from wayforward.information.cards.api import router as cards
from wayforward.information.narratives.api import router as narratives
from wayforward.information.narratives.publishing.api import router as rebuttals
from wayforward.information.narratives.reporting.api import router as reports
from wayforward.information.narratives.weekly.api import router as weekly
from wayforward.information.projects.api import router as projects
from wayforward.information.sources.api import router as sources
from wayforward.information.sources.changes.api import drift_router as drift
from wayforward.information.sources.changes.api import router as changes
from wayforward.information.sources.evidence.api import router as evidence


class ReadableJson(JSONRenderer):
    """Letters as they are: Dari and Pashto take a third of the bytes that escapes would."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012


api = NinjaAPI(
    title="wayforward",
    version=__version__,
    description="What official sources say, word for word, with who says it and since when.",
    urls_namespace="api-1",
    docs_url=None,
    openapi_url="/openapi.json",
    renderer=ReadableJson(),
)
api.add_router("", answers)
api.add_router("/campaigns", measuring)
api.add_router("/campaigns", campaigns)
api.add_router("/cards", cards)
api.add_router("/changes", changes)
api.add_router("/narratives", narratives)
api.add_router("/narratives/reports", reports)
api.add_router("/narratives/weekly", weekly)
api.add_router("/narratives", rebuttals)
api.add_router("/projects", projects)
# Before the other: a key may be any path.
api.add_router("/sources", drift)
api.add_router("/sources", sources)
api.add_router("", evidence)


@api.exception_handler(EmbedderUnavailableError)
def no_meanings(request: HttpRequest, problem: EmbedderUnavailableError) -> HttpResponse:
    """503 when the operator's embeddings server is away; its address stays ours."""
    detail = "Questions cannot be compared with texts now: ask again in a few minutes."
    return api.create_response(request, {"detail": detail}, status=503)
