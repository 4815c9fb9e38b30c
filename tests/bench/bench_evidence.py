"""What a day's digest costs: making it, proving one capture, keeping the leaves.

    python -m tests.bench.bench_evidence [--json]

Data: made-up lines of captures. Pure computation; the database adds reading the rows.
"""

import argparse
import json
import time
from datetime import UTC, datetime

from wayforward.information.sources.evidence import rules

SIZES = (1_000, 10_000, 100_000, 1_000_000)
AT = datetime(2026, 11, 23, tzinfo=UTC)


def measure(count: int) -> dict[str, float]:
    """The figures for a day of `count` captures; seconds of this machine."""
    started = time.perf_counter()
    lines = (
        rules.capture_line("example/page", f"https://example.org/{number}", AT, "0" * 64, number)
        for number in range(count)
    )
    leaves = rules.in_order(rules.leaf_of(line) for line in lines)
    rules.root_of(rules.tree(leaves))
    made = time.perf_counter()
    path = rules.proof(rules.tree(rules.split(rules.joined(leaves))), count // 3)
    proved = time.perf_counter()
    return {
        "captures": count,
        "digest_s": round(made - started, 3),
        "proof_s": round(proved - made, 3),
        "leaves_bytes": count * rules.HASH_SIZE,
        "steps": len(path),
    }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    rows = [measure(count) for count in SIZES]
    if not asked.json:
        for row in rows:
            print(
                f"{row['captures']:>9,} captures: digest {row['digest_s']} s, one proof"
                f" {row['proof_s']} s, {row['leaves_bytes']:,} bytes, {row['steps']} steps"
            )
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
