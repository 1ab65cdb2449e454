"""The long form of the silence check: `./run check --silence [JOB…] [--seed N] [--short] [--write]`.

Each job prints its rows as they come. A byte that differs, an advantage above .05 or a planted leak that
nobody saw makes the whole fail. `--write` puts the table into docs/threat-model.md.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from silence.sizes import APART, LONG, NAMES, SHORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from silence.core.rows import Row

SEED = 20260322
PAGE = Path(__file__).resolve().parents[2] / "docs" / "threat-model.md"
MARKS = "<!-- written by ./run check --silence --write: begin -->", "<!-- silence: end -->"


def main(words: Sequence[str]) -> int:
    """Run the jobs that were named, or all; return 1 when anything is not as it must be."""
    asked = _asked(words)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a process with threads cannot be copied
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khabar.config.settings")
    import django  # noqa: PLC0415 - the variables above have to stand first

    django.setup()
    from silence.core.rows import write_table  # noqa: PLC0415 - needs the apps
    from silence.jobs import JOBS  # noqa: PLC0415 - needs the apps
    from silence.laying import laid  # noqa: PLC0415 - needs the apps

    today, began, size = datetime.now(UTC).date(), time.monotonic(), SHORT if asked.short else LONG
    print(f"laying the ground (seed {asked.seed})", flush=True)
    ground = laid(asked.seed, others=size.others)
    rows: list[Row] = []
    for name in asked.jobs or [one for one in JOBS if not (asked.short and one in APART)]:
        print(f"\n{name}: {JOBS[name].about}", flush=True)
        of_job = []
        for row in JOBS[name].run(ground, size, asked.seed):
            print(row.line(), flush=True)
            of_job.append(row)
        rows += of_job
        if asked.write:
            write_table(PAGE, MARKS, of_job, on=today)
    bad = [row for row in rows if not row.good]
    print(f"\n{len(rows) - len(bad)} passed, {len(bad)} failed in {time.monotonic() - began:.1f}s")
    return 1 if bad else 0


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run check --silence", description="The same with one person and without.")
    parser.add_argument("jobs", nargs="*", metavar="JOB", help=", ".join(NAMES))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--short", action="store_true", help="as little as ./run check does")
    parser.add_argument("--write", action="store_true", help="put the table into docs/threat-model.md")
    asked = parser.parse_args(words)
    for name in set(asked.jobs) - set(NAMES):
        parser.error(f"there is no job {name!r}; there are {', '.join(NAMES)}")
    return asked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
