"""The peak of memory is this program's own and grows with what it takes."""

import subprocess
import sys

from wayforward.memory import peak_megabytes


def test_peak_grows_with_what_is_taken() -> None:
    before = peak_megabytes()
    taken = bytearray(200_000_000)
    assert peak_megabytes() > min(before, 150) + 40
    assert len(taken) == 200_000_000


def test_peak_of_a_small_program_is_small_whoever_starts_it() -> None:
    held = bytearray(300_000_000)
    code = "from wayforward.memory import peak_megabytes; print(peak_megabytes())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 0 < float(done.stdout) < 200
    assert len(held) == 300_000_000
