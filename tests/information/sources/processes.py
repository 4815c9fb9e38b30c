"""Programs of the product run as processes of their own on the database of the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection


def start(code: str, data: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Run Python code with Django set up, on the tests' database and a data folder of its own."""
    settings = connection.settings_dict
    address = f"postgresql://{settings['USER']}@/{settings['NAME']}?host={settings['HOST']}"
    beginning = "import sys\nfrom wayforward.conf import start_django\nstart_django()\n"
    return subprocess.Popen(
        [sys.executable, "-c", beginning + code, *arguments],
        env={
            **os.environ,
            "DATABASE_URL": address,
            "WAYFORWARD_DATA": str(data),
            "DJANGO_SETTINGS_MODULE": "wayforward.settings",
        },
        stdout=subprocess.PIPE,
    )
