"""A marked question is asked in every way and then looked for everywhere it could have stayed.

The server is the product's own, with an access log switched on as a careless operator would.
"""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from socket import socket

import pytest
from django.db import connection

from wayforward.conf import environment

MARKER = "zyxcanary"


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def embedder() -> str:
    """The address of the embeddings server; empty for the model in the process."""
    return ""


@pytest.fixture
def server(transactional_db: None, tmp_path: Path, embedder: str) -> Iterator[tuple[str, Path]]:
    """The web process on the tests' database; yields its address and the folder of its logs."""
    settings = connection.settings_dict
    address = f"postgresql://{settings['USER']}@/{settings['NAME']}?host={settings['HOST']}"
    port = _free_port()
    with (tmp_path / "output.log").open("wb") as output:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "wayforward.site.wsgi:application",
                "--bind", f"127.0.0.1:{port}", "--threads", "2", "--no-control-socket",
                "--access-logfile", str(tmp_path / "access.log"),
                "--access-logformat", "%(t)s %(m)s %(U)s %(s)s",
            ],
            env={
                **os.environ,
                "DATABASE_URL": address,
                "WAYFORWARD_EMBEDDER_URL": embedder,
                "DJANGO_SETTINGS_MODULE": "wayforward.testing.settings",
            },
            stdout=output,
            stderr=output,
        )  # fmt: skip
        yield f"http://127.0.0.1:{port}", tmp_path
        process.terminate()
        process.wait(20)


def _ask(address: str, body: bytes | None = None, kind: str = "") -> int:
    headers = {"Content-Type": kind} if kind else {}
    request = urllib.request.Request(address, body, headers)
    for _ in range(100):
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except urllib.error.URLError:
            time.sleep(0.2)
    raise AssertionError("the server did not start")


def _ask_in_every_way(server: str) -> set[int]:
    question = f"Where does {MARKER} appeal?"
    form = urllib.parse.urlencode({"q": question}).encode()
    query = urllib.parse.urlencode({"q": question, "lang": "en"})
    broken = urllib.parse.urlencode({"q": f"{MARKER} +93 701 234 567"}).encode()
    asked_json = json.dumps({"q": question}).encode()
    wrong_json = json.dumps({"q": question, "lang": MARKER}).encode()
    urlencoded = "application/x-www-form-urlencoded"
    return {
        _ask(f"{server}/en/ask", form, urlencoded),
        _ask(f"{server}/ps/ask", broken, urlencoded),
        _ask(f"{server}/fa-af/ask?{query}"),
        _ask(f"{server}/api/v1/ask?{query}"),
        _ask(f"{server}/api/v1/ask", asked_json, "application/json"),
        _ask(f"{server}/api/v1/ask", wrong_json, "application/json"),
        _ask(f"{server}/en/nowhere?{query}"),
        _ask(f"{server}/en/sources/none?{query}"),
    }


def _tables_with_the_marker() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        tables = [row[0] for row in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(
                f"SELECT count(*) FROM {table} AS t WHERE t::text ILIKE %s",
                [f"%{MARKER}%"],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def _files_with_the_marker(*folders: Path) -> list[str]:
    return [
        str(path)
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and MARKER.encode() in path.read_bytes()
    ]


def test_question_is_in_no_table_no_log_and_no_file(server) -> None:
    address, logs = server

    statuses = _ask_in_every_way(address)

    assert statuses == {200, 404, 422}
    assert (logs / "access.log").stat().st_size > 0
    assert _tables_with_the_marker() == []
    assert _files_with_the_marker(logs, environment().data) == []


@pytest.mark.parametrize("embedder", ["http://127.0.0.1:9/v1"])
def test_question_that_could_not_be_answered_is_in_no_log_either(server) -> None:
    address, logs = server

    statuses = _ask_in_every_way(address)

    assert statuses == {200, 404, 422, 503}
    assert "embeddings server gave no vectors" in (logs / "output.log").read_text()
    assert _files_with_the_marker(logs) == []
