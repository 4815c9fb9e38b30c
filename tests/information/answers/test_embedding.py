"""The embedder port: the local model, a server by URL, and the memory for questions."""

import json
import pickle
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import numpy as np
import pytest

from wayforward.information.answers.embedding import (
    DIMENSIONS,
    EmbedderUnavailableError,
    LocalEmbedder,
    RememberingEmbedder,
    RemoteEmbedder,
    Vectors,
    indexing_embedder,
    unit,
)
from wayforward.testing.vectors import worked_out

DARI = "آیا می‌توانم درخواست پناهندگی بدهم؟"
ENGLISH = "Can I apply for asylum?"


@pytest.fixture(autouse=True)
def nothing_recalled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model itself is what these tests are about."""
    monkeypatch.setattr(LocalEmbedder, "_encode", worked_out)


def test_vectors_have_unit_length_and_come_in_order() -> None:
    embedder = indexing_embedder()

    both = embedder.passages(["short", "a somewhat longer text than the first"])

    assert both.shape == (2, DIMENSIONS)
    assert np.allclose(np.linalg.norm(both, axis=1), 1, atol=1e-4)
    assert both[0] @ embedder.passages(["short"])[0] > 0.999


def test_the_same_question_in_two_languages_is_near() -> None:
    embedder = indexing_embedder()

    dari, english, other = embedder.queries([DARI, ENGLISH, "The bus leaves at noon."])

    assert dari @ english > dari @ other + 0.03


def test_direction_marks_and_nul_change_nothing() -> None:
    embedder = indexing_embedder()

    plain, marked = embedder.queries([ENGLISH, f"\u202b{ENGLISH}\u202c"])
    (with_nul,) = embedder.queries(["Can I apply\0for asylum?"])

    assert plain @ marked > 0.9999
    assert plain @ with_nul > 0.98


def test_no_texts_give_no_vectors() -> None:
    assert indexing_embedder().queries([]).shape == (0, DIMENSIONS)


def test_many_threads_get_the_vectors_one_would_get() -> None:
    embedder = LocalEmbedder(threads=1)
    texts = [f"question number {i}" for i in range(8)]
    expected = indexing_embedder().queries(texts)
    found: dict[int, Vectors] = {}

    def work(i: int) -> None:
        found[i] = embedder.queries([texts[i]])[0]

    threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(found[i] @ expected[i] > 0.999 for i in range(8))


def test_a_row_of_zeros_stays_zero() -> None:
    assert not unit(np.zeros((1, DIMENSIONS), dtype=np.float32)).any()


class CountingEmbedder:
    """Gives each text a vector by its length and counts what it was asked."""

    name = "counting"
    dimensions = DIMENSIONS

    def __init__(self) -> None:
        self.asked: list[str] = []

    def queries(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        return np.array([[len(text)] * DIMENSIONS for text in texts], dtype=np.float32).reshape(
            -1, DIMENSIONS
        )

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self.queries(texts)


def test_a_question_asked_again_is_not_worked_out_again() -> None:
    inner = CountingEmbedder()
    remembering = RememberingEmbedder(inner)

    first = remembering.queries(["one", "three"])
    second = remembering.queries(["three", "  one ", "one", "four"])

    assert inner.asked == ["one", "three", "four"]
    assert [row[0] for row in first] == [3, 5]
    assert [row[0] for row in second] == [5, 3, 3, 4]


def test_the_question_unused_longest_is_forgotten_first() -> None:
    inner = CountingEmbedder()
    remembering = RememberingEmbedder(inner, size=2)

    for text in ("a", "bb", "a", "ccc", "a", "bb"):
        remembering.queries([text])

    assert inner.asked == ["a", "bb", "ccc", "bb"]


def test_passages_are_never_remembered() -> None:
    inner = CountingEmbedder()
    remembering = RememberingEmbedder(inner)

    remembering.passages(["x"])
    remembering.passages(["x"])

    assert inner.asked == ["x", "x"]


class _Server(BaseHTTPRequestHandler):
    """Answers as an embeddings server; what it says is set on the class by each test."""

    status = 200
    body: bytes | None = None
    seen: ClassVar[list[dict]] = []

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).seen.append({"authorization": self.headers.get("Authorization"), **asked})
        rows = [
            {"index": i, "embedding": [float(i + 1)] + [0.0] * (DIMENSIONS - 1)}
            for i in range(len(asked["input"]))
        ]
        answer = self.body or json.dumps({"data": rows[::-1]}).encode()
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def server() -> Iterator[tuple[str, type[_Server]]]:
    handler = type("Handler", (_Server,), {"seen": []})
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}/v1", handler
    httpd.shutdown()
    thread.join()
    httpd.server_close()


def test_a_server_is_asked_with_the_forms_the_model_knows(
    server: tuple[str, type[_Server]],
) -> None:
    url, handler = server

    with RemoteEmbedder(url, "secret") as embedder:
        vectors = embedder.queries(["first", "second"])
        embedder.passages(["third"])

    assert vectors.shape == (2, DIMENSIONS)
    assert np.allclose(vectors[:, 0], 1)
    assert [asked["input"] for asked in handler.seen] == [
        ["query: first", "query: second"],
        ["passage: third"],
    ]
    assert handler.seen[0]["authorization"] == "Bearer secret"


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"no"),
        (200, b"not json"),
        (200, b"{}"),
        (200, b'{"data": [{"index": 0, "embedding": [1.0, 2.0]}]}'),
    ],
)
def test_a_server_that_fails_is_a_plain_error(
    server: tuple[str, type[_Server]], status: int, body: bytes
) -> None:
    url, handler = server
    handler.status, handler.body = status, body

    with RemoteEmbedder(url) as embedder, pytest.raises(EmbedderUnavailableError, match="server"):
        embedder.queries(["x"])


def test_a_server_that_is_not_there_is_a_plain_error() -> None:
    with (
        RemoteEmbedder("http://127.0.0.1:9/v1") as embedder,
        pytest.raises(EmbedderUnavailableError, match="WAYFORWARD_EMBEDDER_URL"),
    ):
        embedder.queries(["x"])


def test_remembering_embedder_keeps_no_word_of_a_question() -> None:
    remembering = RememberingEmbedder(CountingEmbedder())

    remembering.queries(["where can I apply"])

    assert b"apply" not in pickle.dumps(remembering._known)
