"""A browser's steps through an organisation's server, one by one or all."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import requests
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation


def at(name: str, language: str = "en") -> str:
    with translation.override(language):
        return reverse(name)


def onward(response: HttpResponse) -> str:
    """Where a page leads on by itself; its link leads to the same place."""
    assert response.status_code == 200, response.content.decode()
    text = response.content.decode()
    (address,) = re.findall(r'<meta http-equiv="refresh" content="0; url=([^"]+)">', text)
    assert f'href="{address}"' in text
    return html.unescape(address)


def begin(client: Client, language: str = "en", next_url: str = "") -> str:
    """The address at the server to which the sign-in page leads."""
    given = {"next": next_url} if next_url else {}
    return onward(client.post(at("desk-oidc-start", language), given))


def at_the_server(address: str) -> str:
    """Sign in there; where it sends the browser."""
    answer = requests.get(address, allow_redirects=False, timeout=5)
    assert answer.status_code == 302
    return answer.headers["Location"]


def come_back(client: Client, address: str) -> HttpResponse:
    """Without cookies, as a browser that another site sends here, then on with them."""
    parts = urlsplit(address)
    arrived = Client().get(f"{parts.path}?{parts.query}")
    assert not arrived.cookies
    return client.get(onward(arrived))


def sign_in_through(client: Client, language: str = "en", next_url: str = "") -> HttpResponse:
    return come_back(client, at_the_server(begin(client, language, next_url)))


def asked_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
