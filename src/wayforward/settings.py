"""Django's settings, derived from the environment (wayforward.conf); opens no connection.

With DATABASE_URL the operator's PostgreSQL is used; without it the cluster in the data folder. Its
socket path is derived, not asked for, so that settings load while the database is down.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import django.conf.locale
from csp.constants import NONE, SELF

from wayforward.conf import PACKAGE, environment
from wayforward.database.cluster import APP, DATABASE, OWNER, cluster_in
from wayforward.kept import kept_secret

ENV = environment()

# Django does not know Pashto; fa-af falls back to Django's own Persian catalogue.
django.conf.locale.LANG_INFO["ps"] = {
    "bidi": True,
    "code": "ps",
    "name": "Pashto",
    "name_local": "پښتو",
}
django.conf.locale.LANG_INFO["fa-af"] = {
    "bidi": True,
    "code": "fa-af",
    "name": "Dari",
    "name_local": "دری",
}


def _secret_key() -> str:
    """The operator's key, or one made once and kept in the data folder, readable by us alone."""
    if ENV.secret_key:
        return ENV.secret_key
    return kept_secret(ENV.data / "secret.key", lambda: secrets.token_urlsafe(50))


def _database(url: str) -> dict[str, Any]:
    """Django's form of a postgresql:// address; query parameters become driver options."""
    parts = urlsplit(url)
    options: dict[str, Any] = {k: v[0] for k, v in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
        "TEST": {"TEMPLATE": "template1"},
    }


def _database_url() -> str:
    """Migrations and loading run as the owner, everything else as the app role."""
    as_owner = os.environ.get("WAYFORWARD_DATABASE_ROLE") == "owner"
    if ENV.database_url:
        return (as_owner and ENV.database_owner_url) or ENV.database_url
    return cluster_in(ENV.data).url(OWNER if as_owner else APP, DATABASE)


SECRET_KEY = _secret_key()
DEBUG = ENV.debug
ORIGIN = ENV.origin
HTTPS = ORIGIN.startswith("https://")
# A data folder that `wayforward demo` filled with made-up people; every page says so.
DEMONSTRATION = (ENV.data / "demonstration").exists()
ALLOWED_HOSTS = [*ENV.allowed_hosts, urlsplit(ORIGIN).hostname or ""]

INSTALLED_APPS = [
    # Before allauth: the templates of signing in are ours.
    "wayforward.core.apps.CoreConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # Always, so that tables do not depend on the environment; core.access.oidc opens the way.
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "procrastinate.contrib.django",
    "wayforward.information.apps.InformationConfig",
    "wayforward.site.apps.SiteConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "wayforward.core.access.middleware.cookies_at_the_desk_alone",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "wayforward.site.middleware.limit_asking",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wayforward.core.access.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

CSRF_FAILURE_VIEW = "wayforward.site.errors.form_not_trusted"
ROOT_URLCONF = "wayforward.site.urls"
WSGI_APPLICATION = "wayforward.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "wayforward.site.context.site",
            ],
        },
    }
]

DATABASES = {"default": _database(_database_url())}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Holds what limits guessing: a small cache could be flushed by trying many names.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Signing in at the desk (docs/decisions/accounts.md says why it is as it is).
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_ADAPTER = "wayforward.core.access.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "wayforward.core.access.forms.SignInForm",
    "reauthenticate": "wayforward.core.access.forms.PasswordAgainForm",
    "change_password": "wayforward.core.access.forms.ChangePasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
MFA_ADAPTER = "wayforward.core.access.adapter.FactorAdapter"
MFA_FORMS = {
    "authenticate": "wayforward.core.access.forms.CodeForm",
    "reauthenticate": "wayforward.core.access.forms.CodeAgainForm",
    "activate_totp": "wayforward.core.access.forms.ActivateAppForm",
    "add_webauthn": "wayforward.core.access.forms.AddPasskeyForm",
    "edit_webauthn": "wayforward.core.access.forms.RenamePasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "wayforward"

# Signing in through an organisation's own server; None where the operator set none.
SIGN_IN_SERVER = ENV.sign_in_server
SOCIALACCOUNT_ADAPTER = "wayforward.core.access.oidc.provider.OrganisationAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}
SOCIALACCOUNT_AUTO_SIGNUP = SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False

# One working day; the middleware keeps both cookies to the addresses of the desk.
SESSION_COOKIE_NAME = "desk"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "desk-form"
CSRF_COOKIE_AGE = None
CSRF_TRUSTED_ORIGINS = [ORIGIN]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Files of people are never laid down unsealed: an upload stays in memory up to the largest we keep.
FILE_UPLOAD_MAX_MEMORY_SIZE = 26 * 1024 * 1024

LANGUAGE_CODE = "en"
LANGUAGES = [("fa-af", "دری"), ("ps", "پښتو"), ("en", "English")]
LANGUAGES_BIDI = ["fa-af", "ps"]
LOCALE_PATHS = [PACKAGE / "site" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = ENV.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# Questions are never written down: no logger of ours or Django's may print a request's query.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "wayforward": {"level": "INFO"},
        # Django's own server for development prints each request with its query: it stays silent.
        "django.server": {"handlers": ["nowhere"], "propagate": False},
    },
}

# Messengers through which rumours are reported; one of which nothing is set answers nobody.
TELEGRAM, WHATSAPP = ENV.telegram, ENV.whatsapp
# "ARRANGEMENT/PARTY" that holds the addresses of chats that asked to be told; empty: nobody may.
TELLING_PARTY = ENV.telling_party

# Where captures are kept: bytes as fetched, in WARC files.
CAPTURES = Path(ENV.data / "captures")
