"""Packs trained weights into the small files that ship: 8-bit rows with a scale, or halves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

_SMALLEST_QUANTISED = 384


def pack(state: Mapping[str, Tensor], path: Path, *, eight_bit: bool) -> None:
    """Writes a state dict as a compressed npz readable by selection.network.read_weights."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, value in state.items():
        array = value.detach().numpy().astype(np.float32)
        if eight_bit and array.ndim == 2 and array.shape[1] >= _SMALLEST_QUANTISED:
            scale = np.abs(array).max(axis=1) / 127 + 1e-12
            arrays[name] = np.round(array / scale[:, None]).astype(np.int8)
            arrays[f"{name}@scale"] = scale.astype(np.float32)
        else:
            arrays[name] = array.astype(np.float16)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
