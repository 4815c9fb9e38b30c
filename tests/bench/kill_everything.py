"""Kill -9 of web, worker, database and the import itself, each in the middle of 500 imports.

    .venv/bin/python -m tests.bench.kill_everything

Starts the product in an empty folder. For each part: an import of 500 new pages begins, the part
is killed when 100 are in, the import is run again where it ended with an error, and then nothing
may be lost or doubled. Prints a line a part; the exit status is 1 when one is not whole.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg
from tests.information.sources.mirrors import html, line, write_mirror

from wayforward.database.cluster import cluster_in

PAGES = 500
KILLED_AT = 100
PARTS = ("web", "worker", "database", "import")
_MARKS = {"web": "gunicorn", "worker": "wayforward.cli worker"}
_COUNT = """
SELECT count(*), count(DISTINCT source.id),
       (SELECT count(*) FROM information_sentence AS sentence
        WHERE sentence.source_id IN (SELECT id FROM information_source WHERE url LIKE %(urls)s)),
       (SELECT count(*) FROM information_passage AS passage
        WHERE passage.source_id IN (SELECT id FROM information_source WHERE url LIKE %(urls)s)),
       (SELECT count(*) FROM information_passage AS passage WHERE embedding IS NULL
        AND passage.source_id IN (SELECT id FROM information_source WHERE url LIKE %(urls)s))
FROM information_capture AS capture JOIN information_source AS source ON source.id = source_id
WHERE source.url LIKE %(urls)s
"""


class Product:
    """`wayforward run` in a folder of its own."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        self.environment = os.environ | {"WAYFORWARD_DATA": str(data), "WAYFORWARD_PORT": port}
        self.cluster = cluster_in(data)
        self.process = self.command("run")
        while b"wayforward is at" not in self.process.stdout.readline():
            if self.process.poll() is not None:
                raise SystemExit("The product did not start.")

    def command(self, *words: str) -> subprocess.Popen[bytes]:
        """A command of the product, running."""
        return subprocess.Popen(
            [sys.executable, "-u", "-m", "wayforward.cli", *words],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def counts(self, part: str) -> tuple[int, ...]:
        """Captures, sources, sentences, passages, passages without vector of a part's mirror."""
        with psycopg.connect(self.cluster.url()) as link:
            return tuple(link.execute(_COUNT, {"urls": f"https://{part}.example/%"}).fetchone())

    def kill(self, part: str, importing: subprocess.Popen[bytes]) -> None:
        """SIGKILL to a part."""
        if part == "import":
            importing.kill()
        elif part == "database":
            server = (self.cluster.home / "postmaster.pid").read_text().split()[0]
            os.kill(int(server), signal.SIGKILL)
        else:
            for process in psutil.Process(self.process.pid).children(recursive=True):
                if _MARKS[part] in " ".join(process.cmdline()):
                    process.kill()

    def stop(self) -> None:
        """As Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=60)


def mirror(folder: Path, part: str) -> Path:
    """500 synthetic pages under the part's own host name."""
    pages, lines = {}, []
    for number in range(PAGES):
        name = f"{number}.html"
        pages[name] = html(f"Page {number}", *(f"Rule {number} says {i}." for i in range(5)))
        url = f"https://{part}.example/{number}"
        lines.append(line(name, url=url, fetched_at="2026-01-01"))
    return write_mirror(folder, pages, lines)


def attempt(product: Product, part: str, folder: Path) -> str:
    """Import, kill the part in the middle, import again until it says nothing changed."""
    importing = product.command("sources", "import", str(folder))
    while product.counts(part)[0] < KILLED_AT:
        if importing.poll() is not None:
            raise SystemExit("The import ended before anything could be killed.")
        time.sleep(0.05)
    product.kill(part, importing)
    first = _last_line(importing)
    for _ in range(20):
        again = product.command("sources", "import", str(folder))
        said = _last_line(again)
        if again.returncode == 0 and said.startswith("Nothing changed"):
            return first
        time.sleep(1)
    return f"{first}; never whole: {said}"


def _last_line(process: subprocess.Popen[bytes]) -> str:
    said = process.communicate(timeout=900)[0].decode().strip().splitlines()
    return said[-1] if said else f"ended with status {process.returncode}"


def main() -> int:
    """Run all parts; 0 when everything is whole."""
    with tempfile.TemporaryDirectory() as folder:
        product = Product(Path(folder) / "data")
        whole = True
        try:
            for part in PARTS:
                first = attempt(product, part, mirror(Path(folder) / part, part))
                counts = product.counts(part)
                captures, sources, sentences, passages, _ = counts
                fine = (captures, sources, sentences, passages) == (PAGES, PAGES, PAGES * 6, PAGES)
                whole &= fine
                print(f"{part:10} {'whole' if fine else 'NOT WHOLE'} {counts}  {first}", flush=True)
        finally:
            product.stop()
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
