"""How much memory this process has taken at most."""

from __future__ import annotations

import re
import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")
_KB = 1024


def peak_megabytes() -> float:
    """The largest resident size so far, in MB.

    Where the system tells it, that of this very program: the figure of `getrusage` counts what
    the program that started this one took.
    """
    told = _STATUS.read_text(encoding="ascii", errors="replace") if _STATUS.exists() else ""
    found = re.search(r"^VmHWM:\s+(\d+) kB", told, re.M)
    peak = int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / _KB
