"""What every template may use: this page's address in each language; is this a demonstration."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from wayforward.site.wording import reader_language


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language of the site; `address` is the present page in it."""

    code: str
    name: str
    address: str
    current: bool


def address_in(path: str, language: str) -> str:
    """The same page in another language; the front page where the path has no language."""
    codes = [code for code, _name in settings.LANGUAGES]
    first, _slash, rest = path.lstrip("/").partition("/")
    return f"/{language}/{rest}" if first in codes else f"/{language}/"


def site(request: HttpRequest) -> dict[str, object]:
    """`tongues`: the language switch. The address keeps the query, which filters need.

    `demonstration`: the people of this installation are made up, which every page says.
    """
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    here = reader_language()
    tongues = [
        Tongue(code, name, address_in(request.path, code) + query, code == here)
        for code, name in settings.LANGUAGES
    ]
    return {"tongues": tongues, "demonstration": settings.DEMONSTRATION}
