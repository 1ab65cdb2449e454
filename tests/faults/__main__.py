"""The long form of the fault checks: `./run check --faults [JOB…] [--seed N] [--write]`.

Each job prints its rows as they come, with its control; a broken promise, a control that shows no harm or a part that
could not run makes the whole fail. `--write` puts the table into docs/reliability.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from faults.jobs import JOBS, LONG, SHORT
from faults.report import write_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from silence.core.rows import Row

SEED = 20260322


def main(words: Sequence[str]) -> int:
    """Run the jobs that were named, or all; return 1 when anything is not as it must be."""
    asked = _asked(words)
    began = time.monotonic()
    rows: list[Row] = []
    for name in asked.jobs or JOBS:
        print(f"\n{name}: {JOBS[name].about}", flush=True)
        with tempfile.TemporaryDirectory(prefix="khabar-faults-") as folder:
            of_job = []
            for row in JOBS[name].run(SHORT if asked.short else LONG, asked.seed, Path(folder)):
                print(row.line(), flush=True)
                of_job.append(row)
        rows += of_job
        if asked.write:
            write_table(of_job, on=datetime.now(UTC).date())
    spent = time.monotonic() - began
    bad = [row for row in rows if not row.good]
    print(f"\n{len(rows) - len(bad)} passed, {len(bad)} failed in {spent:.1f}s")
    return 1 if bad else 0


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run check --faults", description="Every accident, again and again.")
    parser.add_argument("jobs", nargs="*", metavar="JOB", help=", ".join(JOBS))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--short", action="store_true", help="as little as ./run check does")
    parser.add_argument("--write", action="store_true", help="put the table into docs/reliability.md")
    asked = parser.parse_args(words)
    for name in set(asked.jobs) - JOBS.keys():
        parser.error(f"there is no job {name!r}; there are {', '.join(JOBS)}")
    return asked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
