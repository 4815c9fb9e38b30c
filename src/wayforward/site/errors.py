"""Pages for when something does not work, in the reader's language and without blame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "site/error.html", {"title": title, "text": text}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    title = _("We could not understand this request")
    return _page(request, 400, title, _("Please go back to the first page and try again."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(request, 403, _("This page is closed"), _("It is not open to visitors."))


def form_not_trusted(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form that came without its token."""
    title = _("The form could not be accepted")
    text = _("It may have been open for too long. Go back, load the page again and send it again.")
    return _page(request, 403, title, text)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    title = _("This page is not here")
    text = _(
        "The address may be mistyped, or the official page has changed and this passage is gone."
        " Ask again, and you get what is said now."
    )
    return _page(request, 404, title, text)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """429."""
    title = _("Please wait a moment")
    text = _(
        "Many questions are coming from your network, perhaps from other people too."
        " Wait a minute and ask again."
    )
    return _page(request, 429, title, text)


def too_many_attempts(request: HttpRequest) -> HttpResponse:
    """429 of signing in."""
    title = _("Please wait a moment")
    text = _("There were too many attempts to sign in from your network. Try again in a minute.")
    return _page(request, 429, title, text)


def too_much_to_print(request: HttpRequest) -> HttpResponse:
    """400 of a booklet that would be a book."""
    title = _("Too many answers for one booklet")
    return _page(request, 400, title, _("Choose a topic or a country first, then print."))


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    title = _("Something is broken on our side")
    text = _(
        "It is not your fault, and your question was not kept. Please try again a little later."
    )
    return _page(request, 500, title, text)
