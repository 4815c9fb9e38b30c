"""The environment read once into typed settings. Every WAYFORWARD_* variable is named here.

docs/guides/operator.md documents each; a test holds the two together.
"""

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

PACKAGE = Path(__file__).resolve().parent
REPOSITORY = PACKAGE.parent.parent


# A tie keeps the issuer in a column of this length.
_LONGEST_ISSUER = 200
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class SignInServer:
    """An organisation's own OpenID Connect server, and who the desk is there."""

    issuer: str  # exactly as the server names itself; it stands in every token
    client: str
    secret: str = field(repr=False)
    name: str = ""  # shown on the button

    @property
    def origin(self) -> str:
        """Scheme, host and port: nothing is asked anywhere else."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}".lower()


@dataclass(frozen=True, slots=True)
class TelegramAccess:
    """A bot of Telegram: its token, the end of our address, the secret that comes with updates."""

    token: str = field(repr=False)
    path: str = field(repr=False)
    secret: str = field(repr=False)
    api: str

    @property
    def given(self) -> dict[str, bool]:
        """The variables that belong together, and which of them are set."""
        return {
            "WAYFORWARD_TELEGRAM_TOKEN": bool(self.token),
            "WAYFORWARD_TELEGRAM_PATH": bool(self.path),
            "WAYFORWARD_TELEGRAM_SECRET": bool(self.secret),
        }


@dataclass(frozen=True, slots=True)
class WhatsAppAccess:
    """A number at WhatsApp: its id, what opens the API, what proves a delivery and an address."""

    number: str
    token: str = field(repr=False)
    secret: str = field(repr=False)
    verify: str = field(repr=False)
    api: str

    @property
    def given(self) -> dict[str, bool]:
        """The variables that belong together, and which of them are set."""
        return {
            "WAYFORWARD_WHATSAPP_NUMBER": bool(self.number),
            "WAYFORWARD_WHATSAPP_TOKEN": bool(self.token),
            "WAYFORWARD_WHATSAPP_SECRET": bool(self.secret),
            "WAYFORWARD_WHATSAPP_VERIFY": bool(self.verify),
        }


@dataclass(frozen=True, slots=True)
class Environment:
    """What the operator may set. Paths are absolute; an empty text means not set."""

    data: Path
    database_url: str
    database_owner_url: str
    host: str
    port: int
    origin: str
    secret_key: str
    signing_key: str
    sealing_keys: str
    allowed_hosts: tuple[str, ...]
    debug: bool
    embedder_url: str
    embedder_key: str
    contact: str
    web_threads: int
    proxies: int
    shared_data: Path
    timestamp_url: str
    timestamp_certificates: Path | None
    sign_in_server: SignInServer | None
    clamav: str
    telegram: TelegramAccess
    whatsapp: WhatsAppAccess
    telling_party: str


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "yes", "true", "on"}


def _path(name: str) -> Path | None:
    given = os.environ.get(name, "")
    return Path(given).resolve() if given else None


def _words(name: str, default: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in os.environ.get(name, default).split(",") if part.strip())


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise ValueError(f"WAYFORWARD_ORIGIN must read like https://example.org, not {text!r}.")
    return f"{parts.scheme}://{parts.netloc}".lower()


def _sign_in_server() -> SignInServer | None:
    get = os.environ.get
    issuer = get("WAYFORWARD_OIDC_URL", "").strip()
    client, secret = get("WAYFORWARD_OIDC_CLIENT", ""), get("WAYFORWARD_OIDC_SECRET", "")
    if not (issuer or client or secret):
        return None
    if not (issuer and client and secret):
        raise ValueError(
            "WAYFORWARD_OIDC_URL, WAYFORWARD_OIDC_CLIENT and WAYFORWARD_OIDC_SECRET belong"
            " together: set all three or none."
        )
    if not _names_a_server(issuer):
        raise ValueError(
            f"WAYFORWARD_OIDC_URL must read like https://login.example.org/staff, not {issuer!r}."
        )
    return SignInServer(issuer, client, secret, get("WAYFORWARD_OIDC_NAME", "").strip())


def _telegram() -> TelegramAccess:
    get = os.environ.get
    return TelegramAccess(
        token=get("WAYFORWARD_TELEGRAM_TOKEN", ""),
        path=get("WAYFORWARD_TELEGRAM_PATH", ""),
        secret=get("WAYFORWARD_TELEGRAM_SECRET", ""),
        api=get("WAYFORWARD_TELEGRAM_API", "https://api.telegram.org").rstrip("/"),
    )


def _whatsapp() -> WhatsAppAccess:
    get = os.environ.get
    return WhatsAppAccess(
        number=get("WAYFORWARD_WHATSAPP_NUMBER", ""),
        token=get("WAYFORWARD_WHATSAPP_TOKEN", ""),
        secret=get("WAYFORWARD_WHATSAPP_SECRET", ""),
        verify=get("WAYFORWARD_WHATSAPP_VERIFY", ""),
        api=get("WAYFORWARD_WHATSAPP_API", "https://graph.facebook.com/v23.0").rstrip("/"),
    )


def _names_a_server(issuer: str) -> bool:
    """https, or http on this very machine; no user, query or fragment, as OpenID Connect says."""
    parts = urlsplit(issuer)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    plain = not (parts.query or parts.fragment or "@" in parts.netloc)
    return bool(safe and parts.hostname and plain and len(issuer) <= _LONGEST_ISSUER)


@cache
def environment() -> Environment:
    """The environment as read at first use. Raises ValueError when a number or address is none."""
    get = os.environ.get
    port = int(get("WAYFORWARD_PORT", "8000"))
    return Environment(
        data=Path(get("WAYFORWARD_DATA", str(REPOSITORY / "var"))).resolve(),
        database_url=get("DATABASE_URL", ""),
        database_owner_url=get("DATABASE_OWNER_URL", ""),
        host=get("WAYFORWARD_HOST", "127.0.0.1"),
        port=port,
        origin=_origin(get("WAYFORWARD_ORIGIN", "") or f"http://localhost:{port}"),
        secret_key=get("WAYFORWARD_SECRET_KEY", ""),
        signing_key=get("WAYFORWARD_SIGNING_KEY", ""),
        sealing_keys=get("WAYFORWARD_SEALING_KEYS", ""),
        allowed_hosts=_words("WAYFORWARD_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]"),
        debug=_flag("WAYFORWARD_DEBUG"),
        embedder_url=get("WAYFORWARD_EMBEDDER_URL", ""),
        embedder_key=get("WAYFORWARD_EMBEDDER_KEY", ""),
        contact=get("WAYFORWARD_CONTACT", ""),
        web_threads=int(get("WAYFORWARD_WEB_THREADS", "4")),
        proxies=int(get("WAYFORWARD_PROXIES", "0")),
        shared_data=Path(get("WAYFORWARD_SHARED_DATA", str(REPOSITORY.parent / "shared" / "data"))),
        timestamp_url=get("WAYFORWARD_TIMESTAMP_URL", ""),
        timestamp_certificates=_path("WAYFORWARD_TIMESTAMP_CERTIFICATES"),
        sign_in_server=_sign_in_server(),
        clamav=get("WAYFORWARD_CLAMAV", ""),
        telegram=_telegram(),
        whatsapp=_whatsapp(),
        telling_party=get("WAYFORWARD_TELLING_PARTY", ""),
    )


def shared_data() -> Path:
    """The folder of real data the benchmarks and some tests run on; it may be absent."""
    return environment().shared_data


def start_django() -> None:
    """Load settings and models. A ConfigurationError-like message is left to the caller."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayforward.settings")
    django.setup()
