"""What the operator sets, what is refused at start, and what the doctor says of it."""

import pytest

from wayforward.cli.doctor import check_sign_in_server
from wayforward.conf import SignInServer, environment
from wayforward.testing.issuer import Issuer

GOOD = {
    "WAYFORWARD_OIDC_URL": "https://login.example.org/staff",
    "WAYFORWARD_OIDC_CLIENT": "desk",
    "WAYFORWARD_OIDC_SECRET": "hush",
}


def _set(monkeypatch: pytest.MonkeyPatch, **values: str) -> SignInServer | None:
    for name in (*GOOD, "WAYFORWARD_OIDC_NAME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return environment.__wrapped__().sign_in_server


def test_server_is_set_by_three_variables_and_named_by_a_fourth(monkeypatch) -> None:
    assert _set(monkeypatch) is None
    assert _set(monkeypatch, **GOOD) == SignInServer(*GOOD.values())

    server = _set(monkeypatch, **GOOD, WAYFORWARD_OIDC_NAME="Example Ministry")

    assert server is not None
    assert server.name == "Example Ministry"
    assert server.origin == "https://login.example.org"
    assert "hush" not in repr(server)


@pytest.mark.parametrize("missing", GOOD)
def test_half_a_server_is_refused(monkeypatch, missing: str) -> None:
    with pytest.raises(ValueError, match="set all three or none"):
        _set(monkeypatch, **{name: value for name, value in GOOD.items() if name != missing})


@pytest.mark.parametrize(
    "url",
    [
        "login.example.org",
        "http://login.example.org",
        "https://login.example.org/?tenant=a",
        "https://login.example.org/#a",
        "https://user:word@login.example.org",
        "https://",
        "https://login.example.org/" + "a" * 200,
    ],
)
def test_address_that_is_no_issuer_is_refused(monkeypatch, url: str) -> None:
    with pytest.raises(ValueError, match="WAYFORWARD_OIDC_URL must read like"):
        _set(monkeypatch, **{**GOOD, "WAYFORWARD_OIDC_URL": url})


def test_http_is_for_this_very_machine(monkeypatch) -> None:
    server = _set(monkeypatch, **{**GOOD, "WAYFORWARD_OIDC_URL": "http://127.0.0.1:9000"})

    assert server is not None
    assert server.origin == "http://127.0.0.1:9000"


def test_doctor_without_a_server_is_content() -> None:
    assert check_sign_in_server().seen == "none is set"


def test_doctor_names_the_server_and_the_address_to_register(issuer: Issuer) -> None:
    finding = check_sign_in_server()

    assert finding.fine
    assert finding.seen == (
        f"{issuer.issuer} answers; register http://localhost:8000/en/desk/account/organisation/back"
    )
    assert issuer.asked == ["GET /staff/.well-known/openid-configuration", "GET /staff/keys"]


def test_doctor_says_what_is_wrong_with_the_server(issuer: Issuer) -> None:
    issuer.description = {"token_endpoint": "https://elsewhere.example/token"}
    elsewhere = check_sign_in_server()
    issuer.description, issuer.status = {}, {"/staff/keys": 503}
    silent = check_sign_in_server()

    assert not elsewhere.fine
    assert elsewhere.seen.endswith("its token_endpoint is missing or at another host")
    assert not silent.fine
    assert silent.seen == f"{issuer.issuer}: it answers 503"
    assert "WAYFORWARD_OIDC_URL" in silent.mend
