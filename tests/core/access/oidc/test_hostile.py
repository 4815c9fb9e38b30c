"""A server that lies, is slow or gone: nobody comes in, and one sentence says what to do."""

import logging
import socket
import time
from collections.abc import Callable

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from tests.core.access.oidc.steps import at, at_the_server, begin, come_back, sign_in_through

from wayforward.conf import SignInServer
from wayforward.core.access.oidc import asking
from wayforward.testing.issuer import CLIENT, KEY_NAME, Issuer, a_key, published

ELSEWHERE = "https://elsewhere.example"
NOBODY_CAME_IN = "Nobody was signed in, because the answer"


def _public_half() -> bytes:
    return (
        a_key(1)
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def _set(**changes: object) -> Callable[[Issuer], None]:
    def change(issuer: Issuer) -> None:
        for name, value in changes.items():
            setattr(issuer, name, value)

    return change


# What the server does, and the reason for which it is not believed.
LIES: dict[str, tuple[Callable[[Issuer], None], str]] = {
    "another issuer": (_set(claims={"iss": ELSEWHERE}), "InvalidIssuerError"),
    "issuer with a slash more": (
        lambda issuer: issuer.claims.update(iss=f"{issuer.issuer}/"),
        "InvalidIssuerError",
    ),
    "no issuer": (_set(claims={"iss": None}), "MissingRequiredClaimError"),
    "another audience": (_set(claims={"aud": "another-client"}), "InvalidAudienceError"),
    "no audience": (_set(claims={"aud": None}), "MissingRequiredClaimError"),
    "two audiences, made for the other": (
        _set(claims={"aud": [CLIENT, "other"], "azp": "other"}),
        "made for another client",
    ),
    "two audiences, made for none": (
        _set(claims={"aud": [CLIENT, "other"]}),
        "made for another client",
    ),
    "made for another": (_set(claims={"azp": "other"}), "made for another client"),
    "another key": (_set(signed_with=a_key(2)), "InvalidSignatureError"),
    "a key of another name": (_set(header={"kid": "key-two"}), "none of its keys"),
    "no name, two keys": (
        _set(header={}, keys=[published(a_key(1)), published(a_key(2), "key-two")]),
        "none of its keys",
    ),
    "a key for encrypting": (
        _set(keys=[{**published(a_key(1)), "use": "enc"}]),
        "none of its keys",
    ),
    "a key for another algorithm": (
        _set(keys=[{**published(a_key(1)), "alg": "PS256"}]),
        "InvalidAlgorithmError",
    ),
    "no signature": (_set(algorithm="none", signed_with=""), "InvalidAlgorithmError"),
    "the public key as a secret": (
        _set(algorithm="HS256", signed_with=_public_half()),
        "InvalidAlgorithmError",
    ),
    "a published secret": (
        _set(
            algorithm="HS256",
            signed_with=b"k" * 32,
            keys=[
                {"kty": "oct", "kid": KEY_NAME, "k": "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s"}
            ],
        ),
        "none of its keys",
    ),
    "over": (_set(claims={"exp": int(time.time()) - 120}), "ExpiredSignatureError"),
    "no end": (_set(claims={"exp": None}), "MissingRequiredClaimError"),
    "from the future": (_set(claims={"iat": int(time.time()) + 3600}), "ImmatureSignatureError"),
    "another nonce": (_set(claims={"nonce": "of another attempt"}), "answers another attempt"),
    "no nonce": (_set(claims={"nonce": None}), "MissingRequiredClaimError"),
    "no subject": (_set(claims={"sub": None}), "MissingRequiredClaimError"),
    "an empty subject": (_set(claims={"sub": ""}), "names nobody"),
    "a subject that is a number": (_set(claims={"sub": 7}), "InvalidSubjectError"),
    "a subject with a sign of control": (_set(claims={"sub": "a\x00"}), "names nobody"),
    "a time without end": (_set(claims={"exp": float("inf")}), "DecodeError"),
    "a subject too long": (_set(claims={"sub": "a" * 192}), "names nobody"),
    "no keys": (_set(keys=[{}]), "none of its keys"),
    "keys that are none": (_set(keys=["key"]), "none of its keys"),
    "no token": (_set(token_answer={"access_token": "a"}), "sends no ID token"),
    "a token that is none": (
        _set(token_answer={"access_token": "a", "id_token": "a.b.c"}),
        "DecodeError",
    ),
    "a token that is a number": (
        _set(token_answer={"access_token": "a", "id_token": 7}),
        "sends no ID token",
    ),
    "an answer that is a list": (_set(token_answer=["access_token"]), "sends no ID token"),
    "an answer that is no JSON": (_set(token_answer=b"{access_token"), "does not exchange"),
    "an answer without end": (_set(token_answer=b" " * (asking.MOST_BYTES + 1)), "too long"),
    "an error": (_set(status={"/staff/token": 400}), "does not exchange"),
    "an error instead of a code": (_set(denies="server_error"), "an error instead"),
    "tokens elsewhere by redirect": (
        _set(redirect_to={"/staff/token": f"{ELSEWHERE}/token"}),
        "with a redirect",
    ),
    "keys elsewhere by redirect": (
        _set(redirect_to={"/staff/keys": f"{ELSEWHERE}/keys"}),
        "with a redirect",
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_lie_lets_nobody_in(client: Client, tied: User, issuer: Issuer, caplog, lie: str) -> None:
    change, reason = LIES[lie]
    change(issuer)

    with caplog.at_level(logging.WARNING, "wayforward"):
        back = sign_in_through(client)

    assert back.status_code == 502
    assert NOBODY_CAME_IN in back.content.decode()
    assert "_auth_user_id" not in client.session
    assert client.get("/en/desk/")["Location"].startswith(at("account_login"))
    (said,) = [line for line in caplog.messages if "The sign-in server is not believed: " in line]
    assert reason in said
    for told in ("ministry.example", "Person of", issuer.subject, "access-token"):
        assert told not in caplog.text


@pytest.mark.parametrize(
    "honest",
    [
        {"claims": {"aud": [CLIENT]}},
        {"claims": {"aud": [CLIENT, "other"], "azp": CLIENT}},
        {"header": {}},
        {"keys": [{"kty": "unheard-of", "kid": "x"}, published(a_key(1))]},
        {"claims": {"iat": int(time.time()) + 10}},
    ],
)
def test_what_the_standard_allows_comes_in(
    client: Client, tied: User, issuer: Issuer, honest: dict[str, object]
) -> None:
    _set(**honest)(issuer)

    assert sign_in_through(client)["Location"] == "/en/desk/"


def test_server_may_want_the_secret_in_the_form(client: Client, tied: User, issuer: Issuer) -> None:
    issuer.description = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}

    sign_in_through(client)

    assert issuer.given[0]["client_secret"]


def test_state_counts_once(client: Client, tied: User) -> None:
    address = at_the_server(begin(client))
    come_back(client, address)
    client.post(at("account_logout"))

    again = come_back(client, address)

    assert again.status_code == 400
    assert "begin again on the sign-in page" in again.content.decode()


def _in_another_browser(client: Client, address: str) -> HttpResponse:
    return come_back(Client(), address)


def _with_another_state(client: Client, address: str) -> HttpResponse:
    return come_back(client, address.replace("state=en.", "state=en.x"))


def _too_late(client: Client, address: str) -> HttpResponse:
    session = client.session
    states = session["socialaccount_states"]
    session["socialaccount_states"] = {
        key: [state, at - 601, server] for key, (state, at, server) in states.items()
    }
    session.save()
    return come_back(client, address)


@pytest.mark.parametrize("how", [_in_another_browser, _with_another_state, _too_late])
def test_way_that_was_not_begun_here_and_now_leads_nowhere(
    client: Client, tied: User, issuer: Issuer, how
) -> None:
    back = how(client, at_the_server(begin(client)))

    assert back.status_code == 400
    assert issuer.given == []  # the code is not even exchanged
    assert client.get("/en/desk/")["Location"].startswith(at("account_login"))


def test_code_of_another_attempt_is_refused(client: Client, tied: User) -> None:
    mine, other = Client(), client
    stolen = at_the_server(begin(other)).partition("code=")[2].partition("&")[0]
    address = at_the_server(begin(mine))
    code = address.partition("code=")[2].partition("&")[0]

    back = come_back(mine, address.replace(code, stolen))

    assert back.status_code == 502  # the verifier does not fit


@pytest.mark.parametrize(
    "description",
    [
        {"issuer": ELSEWHERE},
        {"issuer": None},
        {"authorization_endpoint": f"{ELSEWHERE}/authorize"},
        {"token_endpoint": f"{ELSEWHERE}/token"},
        {"token_endpoint": None},
        {"jwks_uri": f"{ELSEWHERE}/keys"},
        {"jwks_uri": "http://[bad/keys"},
        {"token_endpoint_auth_methods_supported": "client_secret_basic"},
    ],
)
def test_description_that_points_elsewhere_is_refused_before_anything_is_sent(
    client: Client, issuer: Issuer, db, description: dict[str, object]
) -> None:
    issuer.description = description

    answer = client.post(at("desk-oidc-start"))

    assert answer.status_code == 502
    assert NOBODY_CAME_IN in answer.content.decode()
    assert issuer.asked == ["GET /staff/.well-known/openid-configuration"]
    assert "socialaccount_states" not in client.session


def test_origin_of_another_port_or_a_longer_name_is_elsewhere(issuer: Issuer) -> None:
    session = asking.IssuerSession(issuer.settings)

    for url in (
        f"{issuer.origin}.elsewhere.example/token",
        "http://127.0.0.1:1/token",
        f"http://user@{issuer.origin.removeprefix('http://')}/token",
        issuer.origin.replace("http", "https") + "/token",
    ):
        with pytest.raises(asking.IssuerUntrustedError):
            session.get(url)
    assert issuer.asked == []


def _gone(issuer: Issuer) -> SignInServer:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return SignInServer(f"http://127.0.0.1:{port}", CLIENT, "secret")


def test_server_that_is_gone_is_one_sentence_and_left_alone_for_a_while(
    client: Client, issuer: Issuer, db, settings
) -> None:
    settings.SIGN_IN_SERVER = _gone(issuer)

    answer = client.post(at("desk-oidc-start"))

    assert answer.status_code == 504
    text = answer.content.decode()
    assert "Try again in a minute, or sign in with your password or passkey." in text
    with pytest.raises(asking.IssuerSilentError, match="a moment ago"):
        asking.fetch_description(settings.SIGN_IN_SERVER)


@pytest.mark.parametrize(("where", "pause"), [("slow", 0.3), ("slow", 0.02), ("drips", 0.02)])
def test_slow_server_holds_nobody_up(
    client: Client, tied: User, issuer: Issuer, monkeypatch, where: str, pause: float
) -> None:
    """Whether it says nothing for long, or one letter at a time, or headers without end."""
    monkeypatch.setattr(asking, "READ_SECONDS", 0.2)
    monkeypatch.setattr(asking, "WHOLE_SECONDS", 0.4)
    setattr(issuer, where, {"/staff/token": pause})
    began = time.monotonic()

    back = sign_in_through(client)

    assert back.status_code == 504
    assert time.monotonic() - began < 3
    assert "_auth_user_id" not in client.session


def test_server_in_trouble_is_silent(client: Client, issuer: Issuer, db) -> None:
    issuer.status = {"/staff/.well-known/openid-configuration": 503}

    assert client.post(at("desk-oidc-start")).status_code == 504


def test_new_keys_are_known_at_once(client: Client, tied: User, issuer: Issuer) -> None:
    sign_in_through(client)
    client.post(at("account_logout"))
    issuer.signed_with, issuer.header = a_key(2), {"kid": "key-two"}
    issuer.keys = [published(a_key(2), "key-two")]

    assert sign_in_through(client)["Location"] == "/en/desk/"


def test_token_of_the_server_itself_is_what_jwt_makes_of_it(issuer: Issuer) -> None:
    """The tests' own server signs as it should: any reader of tokens agrees."""
    issuer.way_back({"redirect_uri": "x", "nonce": "n", "code_challenge": "c", "state": "s"})
    (attempt,) = issuer.attempts.values()

    claims = jwt.decode(issuer.id_token(attempt), a_key(1).public_key(), ["RS256"], audience=CLIENT)

    assert claims["sub"] == issuer.subject
