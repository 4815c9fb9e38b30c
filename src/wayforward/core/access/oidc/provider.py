"""allauth's OpenID Connect for one server set by the operator: our address, our checks, no data."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from wayforward.conf import SignInServer
from wayforward.core.access.oidc.asking import IssuerSession, description, fetch_keys
from wayforward.core.access.oidc.errors import IssuerUntrustedError
from wayforward.core.access.oidc.tokens import subject_in

# The server knows one address, whatever the language of the page that began.
LANGUAGE_OF_REDIRECT = "en"
# Who it is, nothing about them: no e-mail, no name.
SCOPE = ("openid",)


def redirect_uri() -> str:
    """The address to register at the organisation's server."""
    with translation.override(LANGUAGE_OF_REDIRECT):
        return f"{settings.ORIGIN}{reverse('desk-oidc-back')}"


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """Nobody signs up, no server stands in the database, nothing is asked elsewhere."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Never: accounts are opened by the operator."""
        return False

    def list_apps(self, request: HttpRequest, **asked: object) -> list[SocialApp]:
        """None: the one server is in the settings, and our own pages alone go there."""
        return []

    def get_requests_session(self) -> IssuerSession:
        """What allauth asks the server with."""
        server: SignInServer | None = settings.SIGN_IN_SERVER
        if server is None:
            raise ImproperlyConfigured("No sign-in server is set.")
        return IssuerSession(server)

    def generate_state_param(self, state: dict[str, Any]) -> str:
        """Begins with the reader's language, so that the way back can speak it."""
        return f"{translation.get_language()}.{secrets.token_urlsafe(32)}"


class Exchange(OpenIDConnectOAuth2Adapter):
    """The exchange of a code for a token, with the one server."""

    def __init__(self, request: HttpRequest, provider: OrganisationProvider) -> None:
        """For one request."""
        super().__init__(request, provider.server.issuer)
        self.provider = provider

    def get_provider(self) -> OrganisationProvider:
        """The one there is."""
        return self.provider

    @property
    def openid_config(self) -> dict[str, Any]:
        """The server's description, checked."""
        return description(self.provider.server)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """The one address the server knows."""
        return redirect_uri()


class OrganisationProvider(OpenIDConnectProvider):
    """Leads to the server and says who came back."""

    def __init__(self, request: HttpRequest, server: SignInServer) -> None:
        """For one request; the app is never saved."""
        self.server = server
        app = SocialApp(
            provider=self.id,
            provider_id=server.issuer,
            name=server.name,
            client_id=server.client,
            secret=server.secret,
        )
        super().__init__(request, app=app)

    def get_oauth2_adapter(self, request: HttpRequest) -> Exchange:
        """With our checks."""
        return Exchange(request, self)

    def address_to_ask(self, next_url: str | None) -> str:
        """Where the reader shows who it is; state, nonce and PKCE are kept in the session.

        Raises IssuerSilentError or IssuerUntrustedError.
        """
        description(self.server)  # before a session is begun for nothing
        nonce = secrets.token_urlsafe(32)
        response = self.redirect(
            self.request,
            process="login",
            next_url=next_url,
            scope=SCOPE,
            auth_params={"nonce": nonce},
            nonce=nonce,
        )
        return str(response["Location"])

    def subject(self, state: dict[str, Any]) -> str:
        """Who came back with the code in the request; `state` is what was kept at the start.

        Only the ID token is read and nothing of the answer is kept: the server's word on e-mail,
        name or factors has no weight here. Raises IssuerSilentError or IssuerUntrustedError.
        """
        answer = self._exchange_code(state)
        id_token = answer.get("id_token")
        if not isinstance(id_token, str):
            raise IssuerUntrustedError("it sends no ID token")
        keys = fetch_keys(self.server, description(self.server))
        return subject_in(id_token, keys, self.server, str(state.get("nonce", "")))

    def _exchange_code(self, state: dict[str, Any]) -> dict[str, Any]:
        exchange = self.get_oauth2_adapter(self.request)
        try:
            client = exchange.get_client(self.request, self.app)
            answer = exchange.get_access_token_data(
                self.request, self.app, client, pkce_code_verifier=state.get("pkce_code_verifier")
            )
        # allauth reads answers without looking first; its error repeats them, so it ends here.
        except (OAuth2Error, LookupError, TypeError, ValueError, RecursionError) as problem:
            raise IssuerUntrustedError("it does not exchange the code") from problem
        return answer if isinstance(answer, dict) else {}
