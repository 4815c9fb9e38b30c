"""Pages for when something does not work: in the reader's language, without the database."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from wayforward.information.answers.embedding import EmbedderUnavailableError
from wayforward.site import errors
from wayforward.site.api import no_meanings

HANDLERS = {
    errors.bad_request: 400,
    errors.forbidden: 403,
    errors.form_not_trusted: 403,
    errors.not_found: 404,
    errors.too_many_requests: 429,
    errors.server_error: 500,
}


@pytest.mark.parametrize("language", ["fa-af", "ps", "en"])
@pytest.mark.parametrize("handler", list(HANDLERS), ids=lambda handler: handler.__name__)
def test_error_page_speaks_the_readers_language_and_needs_no_database(handler, language) -> None:
    request = RequestFactory().get(f"/{language}/somewhere")

    with translation.override(language):
        response = handler(request)

    text = response.content.decode()
    assert response.status_code == HANDLERS[handler]
    assert ('dir="rtl"' in text[:200]) == (language != "en")
    assert f'href="/{language}/"' in text
    assert "noindex" in text


def test_api_without_embeddings_server_says_to_ask_again_and_names_no_address() -> None:
    request = RequestFactory().get("/api/v1/ask")

    response = no_meanings(request, EmbedderUnavailableError("http://10.0.0.5 is away"))

    assert response.status_code == 503
    assert "ask again" in response.content.decode()
    assert "10.0.0.5" not in response.content.decode()
