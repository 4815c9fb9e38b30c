"""Settings for tests: an embedded cluster in a data folder of their own, plain static files.

WAYFORWARD_TEST_DATA names that folder; two test runs at the same time need two folders.
"""

import os

from wayforward.conf import REPOSITORY

os.environ["WAYFORWARD_DATA"] = os.environ.get(
    "WAYFORWARD_TEST_DATA", str(REPOSITORY / "var" / "test")
)
os.environ["WAYFORWARD_DATABASE_ROLE"] = "owner"

from wayforward.settings import *  # noqa: F403
from wayforward.settings import ENV

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Static files straight from the source tree, no collecting needed.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
CAPTURES = ENV.data / "test-captures"
# Whatever the environment says; tests that need a server bring their own (testing/issuer.py).
SIGN_IN_SERVER = None
# Passwords of people who do not exist need no slow hash.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
