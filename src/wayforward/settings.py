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
    kept = ENV.data / "secret.key"
    if not kept.exists():
        ENV.data.mkdir(parents=True, exist_ok=True)
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return kept.read_text()


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
ALLOWED_HOSTS = list(ENV.allowed_hosts)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "csp",
    "procrastinate.contrib.django",
    "wayforward.core.apps.CoreConfig",
    "wayforward.information.apps.InformationConfig",
    "wayforward.site.apps.SiteConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "wayforward.site.middleware.limit_asking",
    "django.middleware.csrf.CsrfViewMiddleware",
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
                "wayforward.site.context.site",
            ],
        },
    }
]

DATABASES = {"default": _database(_database_url())}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

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

# Where captures are kept: bytes as fetched, in WARC files.
CAPTURES = Path(ENV.data / "captures")
