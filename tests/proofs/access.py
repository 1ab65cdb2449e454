"""The job `access`: every cell of the matrix in both kinds of house, and a wrong mark that must be found."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.management import call_command
from django.db import transaction

from faults.recording import world_parts
from khabar.config import wiring
from proofs import houses, matrix
from signing import as_association
from silence.core.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from proofs.matrix import Tally, World

SAMPLE = 20
WRONG = "proofs.wrong_mark"


def run(seed: int, _folder: Path, *, short: bool) -> Iterator[Row]:
    """Ask all cells of both kinds, or so many of each role; then a house with a wrong mark."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    for alias in ("default", "porch"):
        call_command("migrate", database=alias, verbosity=0)
    parts, sample = world_parts(), SAMPLE if short else 0
    wiring.use(parts)
    with transaction.atomic():
        world = houses.intermediary(parts)
        yield _asked(world, "an intermediary", sample, seed)
        yield _with_a_wrong_mark(world, seed)
        transaction.set_rollback(True)  # the next house begins with empty tables
    hers = as_association(parts)
    wiring.use(hers)
    yield _asked(houses.association(hers), "an association", sample, seed)


def _asked(world: World, of: str, sample: int, seed: int) -> Row:
    began = time.monotonic()
    tally, flaws = matrix.walk(world, sample=sample, seed=seed), matrix.flaws(world.rows(), world.kind)
    counted = _counted(tally) | {"against the policy": len(flaws)}
    remarks = [*tally.wrong[:4], *flaws[:4]]
    good = not remarks and tally.outcomes["admitted"] > 0
    spent = time.monotonic() - began
    return Row("access", f"{of}: role, route, state, verb", tally.cells, seed, counted, good, spent, remarks=remarks)


def _with_a_wrong_mark(world: World, seed: int) -> Row:
    began = time.monotonic()
    wrong = replace(world, addresses=WRONG, join=lambda name, duties: world.join(f"{name}-again", duties))
    rows = [row for row in wrong.rows() if row.name == "asking_desk:glance"]
    tally = matrix.walk(replace(wrong, only=frozenset({"asking_desk:glance"})))
    flaws = matrix.flaws(rows, world.kind)
    counted = {"cells that told": len(tally.wrong), "marks against the policy": len(flaws)}
    good, spent = bool(tally.wrong) and bool(flaws), time.monotonic() - began
    return Row("access", "a page with a wrong mark", tally.cells, seed, counted, good, spent, is_control=True)


def _counted(tally: Tally) -> dict[str, int]:
    return {"routes": tally.routes, **dict(sorted(tally.outcomes.items())), "otherwise": len(tally.wrong)}
