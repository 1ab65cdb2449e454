"""The first start, stage by stage: an installation, its people, an invented caseload, the first round.

Everything is made beside its place and moved there when it is whole; what a cut-off start left is made afresh. The
lists go through the same commands as real ones, so the demonstration shows what an installation does, nothing else.
"""

from __future__ import annotations

import csv
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from khabar.demo import story
from khabar.demo.caseload import generate
from khabar.demo.caseload_files import write_caseload
from khabar.demo.folder import SETTINGS, slip_salt
from khabar.demo.keys import unlock_if_there
from khabar.demo.processes import Program, Programs
from khabar.domain.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.console import Console

    from khabar.demo.folder import Folder
    from khabar.demo.plan import Plan

SEED = 1
REQUESTS_FOR_EACH_PRESENCE = 0.4
LAY_OUT = "khabar.config.demonstration"
_STORY_LIST = "clinic.csv"
_MADE = ("--made-by", "Registry of the invented towns", "--people-knew", "yes")


@dataclass(frozen=True)
class Stages:
    """Tells how far the first start is: a spinner on a terminal, a line for each stage anywhere else."""

    console: Console

    @contextmanager
    def stage(self, sentence: str) -> Iterator[None]:
        """Show one stage while it runs, and how long it took."""
        began = time.monotonic()
        if self.console.is_terminal:
            columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
            with Progress(*columns, console=self.console, transient=True) as progress:
                progress.add_task(sentence)
                yield
        else:
            self.console.print(f"{sentence} …", markup=False, soft_wrap=True)
            yield
        self.console.print(f"  {time.monotonic() - began:5.1f} s  {sentence}", markup=False)


def make(folder: Folder, plan: Plan, console: Console) -> None:
    """Make the installation when there is none yet, and write its settings for the ports of this start."""
    if plan.fresh and folder.is_finished():
        console.print("Deleting the last demonstration, as asked.")
        folder.clear()
    elif folder.is_of_other_tables():
        console.print("This demonstration was made by another version of Khabar. Making it afresh.", soft_wrap=True)
        folder.clear()
    if folder.is_half_made():
        console.print("The last start was cut off before it was done. Making the demonstration afresh.", soft_wrap=True)
        folder.clear()
    if folder.is_finished():
        folder.write_settings(plan.settings(folder.path, plan.ports, slip_salt(folder.settings), Kind.INTERMEDIARY))
    else:
        _make(folder, plan, Stages(console))


def _make(folder: Folder, plan: Plan, stages: Stages) -> None:
    """Make everything, in this order.

    1. Folders, keys, tables, accounts, printed slips and photographs.
    2. The invented lists.
    3. An agent, unlocked, so that what follows can seal and open.
    4. Requests, presences, and the list with Darius in it, each through the import command.
    5. The first round.
    6. The agent ends; all is moved to its place.
    """
    stages.console.print(
        "The first start makes an installation with invented people. It takes a minute or two.", soft_wrap=True
    )
    settings = folder.making / SETTINGS
    programs = Programs(settings, folder.logs)
    try:
        with stages.stage("Laying out keys, tables, accounts and paper"):
            words = (str(folder.making), str(plan.ports), Kind.INTERMEDIARY.value)
            programs.finish(Program("laying-out", words), LAY_OUT)
        with stages.stage(f"Inventing {_requests(plan):,} requests and {plan.people:,} presences"):
            write_lists(folder, plan)
        with stages.stage("Unlocking the house"):
            programs.start(Program("agent", ("agent",)))
            programs.wait_until(lambda: unlock_if_there(folder.making / "agent"))
        with stages.stage("Taking in the requests"):
            _take_in(programs, "requests", folder.lists / "requests.csv")
        with stages.stage("Taking in the presences"):
            _take_in(programs, "presences", folder.lists / "presences.csv", *_MADE)
            _take_in(programs, "presences", folder.lists / _STORY_LIST, *story.LIST_MADE)
        with stages.stage("Doing the first round: matching, pages"):
            programs.finish(Program("round", ("round",)))
    finally:
        programs.stop()
    folder.finish(plan.settings(folder.path, plan.ports, slip_salt(settings), Kind.INTERMEDIARY))


def make_association(folder: Folder, plan: Plan, console: Console) -> None:
    """Make the association that is shown beside the house, or write its settings for the ports of this start.

    It is small and quick to make, so what a cut-off start left, and what another version made, is made anew.
    """
    ours = folder.association
    if ours.is_finished() and not ours.is_of_other_tables() and not plan.fresh:
        ours.write_settings(plan.settings(ours.path, plan.association, slip_salt(ours.settings), Kind.ASSOCIATION))
        return
    ours.path.mkdir(exist_ok=True, mode=0o700)
    ours.clear()
    settings = ours.making / SETTINGS
    programs = Programs(settings, ours.logs)
    try:
        with Stages(console).stage("Laying out the association, with its address book and its first file"):
            words = (str(ours.making), str(plan.association), Kind.ASSOCIATION.value)
            programs.finish(Program("laying-out-association", words), LAY_OUT)
            programs.start(Program("agent", ("agent",)))
            programs.wait_until(lambda: unlock_if_there(ours.making / "agent"))
            programs.finish(Program("beginning", ()), LAY_OUT)
    finally:
        programs.stop()
    ours.finish(plan.settings(ours.path, plan.association, slip_salt(settings), Kind.ASSOCIATION))


def write_lists(folder: Folder, plan: Plan) -> None:
    """Write the invented caseload, and the short list with Darius in it."""
    write_caseload(generate(SEED, _requests(plan), plan.people), folder.lists)
    with (folder.lists / _STORY_LIST).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(story.DARIUS_IN_THE_LIST), lineterminator="\r\n")
        writer.writeheader()
        writer.writerow(story.DARIUS_IN_THE_LIST)


def _requests(plan: Plan) -> int:
    return max(1, round(plan.people * REQUESTS_FOR_EACH_PRESENCE))


def _take_in(programs: Programs, kind: str, path: Path, *more: str) -> None:
    report = path.with_name(f"{path.stem}-report.csv")
    programs.finish(Program(f"taking-in-{path.stem}", ("import", kind, str(path), *more, "--report", str(report))))
