"""One of the jobs apart, in a process of its own: `python -m proofs JOB [--seed N] [--short]`, one row of JSON a line.

`./run check --silence JOB` calls it and puts the rows into its table; here time and chance are the machine's own.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SEED = 20260322


def main(words: Sequence[str]) -> None:
    """Do one job and print what it came to."""
    parser = argparse.ArgumentParser(prog="python -m proofs")
    parser.add_argument("job")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--short", action="store_true")
    asked = parser.parse_args(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khabar.config.settings")
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    import django  # noqa: PLC0415 - the variables above have to stand first

    django.setup()
    from proofs.jobs import JOBS  # noqa: PLC0415 - needs the apps

    with tempfile.TemporaryDirectory(prefix="khabar-proofs-") as folder:
        for row in JOBS[asked.job](asked.seed, Path(folder), short=asked.short):
            sys.stdout.write(json.dumps(asdict(row)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
