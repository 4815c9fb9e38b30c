"""A sealed file opens whole or not at all, and only where it belongs."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayforward.core.access.encryption import SealBrokenError
from wayforward.core.documents.sealing_files import PIECE, new_file_key, seal, unseal

HERE = b"party 1 file 1"
SIZES = st.sampled_from([0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17])


def _sealed(said: bytes, key: str) -> bytes:
    return b"".join(seal([said], key, HERE))


@given(SIZES, st.integers(1, PIECE * 2))
def test_what_is_sealed_in_any_pieces_opens_as_it_was(size: int, step: int) -> None:
    said, key = bytes(range(256)) * (size // 256) + bytes(size % 256), new_file_key()

    pieces = (said[at : at + step] for at in range(0, len(said), step))
    sealed = b"".join(seal(pieces, key, HERE))

    assert b"".join(unseal(BytesIO(sealed), key, HERE)) == said
    assert said[:64] not in sealed or len(said) < 16


@given(SIZES, st.data())
def test_one_changed_byte_is_noticed(size: int, data: st.DataObject) -> None:
    key = new_file_key()
    sealed = bytearray(_sealed(bytes(size), key))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= 1

    with pytest.raises(SealBrokenError):
        list(unseal(BytesIO(bytes(sealed)), key, HERE))


@pytest.mark.parametrize("left", [4, 4 + PIECE + 16, 4 + 2 * (PIECE + 16), 4 + 3 * PIECE])
def test_a_file_that_was_cut_is_noticed_also_between_pieces(left: int) -> None:
    key = new_file_key()
    sealed = _sealed(bytes(4 * PIECE), key)[:left]

    with pytest.raises(SealBrokenError):
        list(unseal(BytesIO(sealed), key, HERE))


def test_pieces_that_changed_places_are_noticed() -> None:
    key = new_file_key()
    sealed = _sealed(bytes(3 * PIECE), key)
    block = PIECE + 16
    swapped = sealed[:4] + sealed[4 + block : 4 + 2 * block] + sealed[4 : 4 + block]

    with pytest.raises(SealBrokenError):
        list(unseal(BytesIO(swapped + sealed[4 + 2 * block :]), key, HERE))


def test_a_file_does_not_open_as_another() -> None:
    key = new_file_key()

    with pytest.raises(SealBrokenError):
        list(unseal(BytesIO(_sealed(b"a", key)), key, b"party 2 file 1"))
