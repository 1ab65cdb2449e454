"""Tampers with ledgers in memory, counts what is found, tells it as JSON: `python -m faults.ledger_world SEED TIMES`.

What is done and how it is put back stands in `ledger`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command

from faults.ledger import tampered
from faults.recording import ALIASES, world_parts
from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.second_place import FileSecondPlace
from khabar.adapters.witness import FileWitness


def main(seed: int, times: int) -> dict[str, Any]:
    """Tamper so often, in databases of this process alone."""
    for alias in ALIASES:
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    with tempfile.TemporaryDirectory() as folder:
        key = FileWitness(Path(folder) / "witness.key", SeededEntropy("witness"))
        parts = replace(world_parts(), second_place=FileSecondPlace(Path(folder), None, key))
        figures = tampered(parts, times, seed)
    return asdict(figures) | {"is_whole": figures.is_whole}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
