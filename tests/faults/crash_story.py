"""The two installations of the `crash` job: who works there, who is killed, and what must be there afterwards."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller

from faults import crash, people
from faults.recording import TESTS
from faults.service import Served, Shell, shell_of
from journeys.installation import HOUR, free_port
from journeys.staff import join
from khabar.domain.rounds import ASSOCIATION_ROUND, INTERMEDIARY_ROUND
from khabar.vault.pigeonholes import FAST_COST, derive
from silence.core.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from journeys.story import Slip

PETITION = "ab" * 16
SALT = bytes.fromhex("5a" * 16)
OPENED = 20
"""So many pages of families are opened over HTTP afterwards; of all others the row is looked up by its locator."""
PUBLISH = f"""
import sys; sys.path.insert(0, {str(TESTS)!r})
import django; django.setup()
from signing import plan
from khabar.apps.petitions.actions import publish
from khabar.config.wiring import parts
from khabar.domain.actors import system
now = parts().clock.now()
chosen = plan(closes_on=now.date().replace(year=now.year + 3), thresholds=(5, 50))
publish(actor=system("test"), now=now, petition_id={PETITION!r}, plan=chosen)
"""
Findings = dict[str, int | float | str]


def run(times: int, seed: int, folder: Path) -> Iterator[Row]:
    """Kill so many processes: three in five at an intermediary, the others at an association beside it."""
    share = times * 3 // 5
    with ThreadPoolExecutor() as both:
        tracing = both.submit(intermediary, share, seed, folder)
        pressing = both.submit(association, times - share, seed, folder)
    yield from (tracing.result(), pressing.result())


def intermediary(times: int, seed: int, folder: Path) -> Row:
    """Requests, presences, lists and rounds of an intermediary under kills of porch, rounds and importer."""
    began, kept = time.monotonic(), people.Journal()
    shares = {"porch": times // 2, "rounds": times // 4, "importer": times - times // 2 - times // 4}
    killing = crash.Killing(Random(f"{seed} intermediary"), shares)
    with Served.at(folder / "intermediary") as inst:
        lists = [_list(folder, number) for number in range(crash.LISTS)]
        with crash.two_shells(inst) as (rounds, imports):
            with crash.at_work(
                lambda over: people.seek(inst, over, kept), lambda over: people.be_here(inst, over, kept)
            ):
                crash.at_once(
                    lambda: crash.kill_server(inst, "porch", killing),
                    lambda: crash.kill_rounds(inst, rounds, killing),
                    lambda: crash.kill_imports(imports, killing, lists),
                )
            _finish(inst, rounds, killing)
            for at in lists:
                _expect(killing, _run(imports, *crash.import_words(at)) == 0, f"{at.name} is not taken in at the end")
        found = _found_at_intermediary(inst, kept, killing)
        _verify(inst, killing)
    return _row("intermediary", killing, seed, found, kept, time.monotonic() - began)


def association(times: int, seed: int, folder: Path) -> Row:
    """Signatures, mails, files and rounds of an association under kills of porch, house, worker and rounds."""
    began, kept, signed = time.monotonic(), people.Journal(), people.Journal()
    shares = {"porch": times // 4, "house": times // 4, "rounds": times // 4, "work": times // 10}
    shares["rounds"] += times - sum(shares.values())
    killing = crash.Killing(Random(f"{seed} association"), shares)
    with _mails() as (office, port), Served.at(folder / "association", **_sender(port)) as inst:
        environment = inst.environment | {"KHABAR_PROCESS": "operator"}
        environment["DJANGO_SETTINGS_MODULE"] = "khabar.config.settings"
        subprocess.run([sys.executable, "-c", PUBLISH], env=environment, check=True, timeout=60)
        leyla = join(inst, "leyla", "advocate")
        with shell_of(inst) as rounds:
            with crash.at_work(
                lambda over: people.sign(inst, over, signed),
                lambda over: people.confirm(inst, over, signed, office),
                lambda over: people.open_files(inst, leyla, over, kept),
            ):
                crash.at_once(
                    lambda: crash.kill_server(inst, "porch", killing),
                    lambda: crash.kill_server(inst, "house", killing),
                    lambda: crash.kill_rounds(inst, rounds, killing),
                    lambda: crash.kill_worker(inst, killing),
                )
            _finish(inst, rounds, killing)
        found = _found_at_association(inst, kept, signed, killing, office)
        _verify(inst, killing)
    kept.odd += signed.odd
    return _row("association", killing, seed, found, kept, time.monotonic() - began)


def _list(folder: Path, number: int) -> Path:
    at = folder / f"list{number}.csv"
    rows = [f"{number}-{row},Listed {number} {row}" for row in range(crash.ROWS)]
    at.write_text("\n".join(["id,name", *rows]) + "\n", encoding="utf-8")
    return at


@contextmanager
def _mails() -> Iterator[tuple[people.PostOffice, int]]:
    office, port = people.PostOffice(), free_port()
    server = Controller(office, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield office, port
    finally:
        server.stop()


def _sender(port: int) -> dict[str, object]:
    limits = {"signatures_per_minute": 1_000_000, "signatures_per_day": 1_000_000}
    return {"kind": "association", "smtp_host": "127.0.0.1", "smtp_port": port, "mail_from": "we@example.org", **limits}


def _run(shell: Shell, *words: str) -> int:
    shell.begin(*words)
    return shell.ended()


def _finish(inst: Served, shell: Shell, killing: crash.Killing) -> None:
    """Let the round that was cut off go on to its end, and two more after it, with everybody left in peace."""
    for _ in range(3):
        _expect(killing, _run(shell, "timetable") == 0, "a round does not come to its end")
        steps = set(crash.steps_done(inst).steps)
        both = (set(INTERMEDIARY_ROUND.steps), set(ASSOCIATION_ROUND.steps))
        _expect(killing, steps in both, f"a round has done {sorted(steps)} alone")
        inst.pass_time(6 * HOUR)


def _verify(inst: Served, killing: crash.Killing) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "khabar", "verify"], env=inst.environment, capture_output=True, text=True, check=False
    )
    _expect(
        killing,
        told.returncode == 0 and "Nothing was altered" in told.stdout,
        f"verify: {told.stdout}{told.stderr}"[-600:],
    )


def _expect(killing: crash.Killing, so: bool, otherwise: str) -> None:  # noqa: FBT001 - a statement to be held true
    if not so:
        killing.wrong.append(otherwise)


def _found_at_intermediary(inst: Served, kept: people.Journal, killing: crash.Killing) -> Findings:
    """Look up every receipt: the page of each slip, and as many presences as were thanked for."""
    filed = {row[0] for row in inst.ask("house", "SELECT locator FROM registry_request")}
    paged = {row[0] for row in inst.ask("porch", "SELECT locator FROM pigeonholes_pigeonhole")}
    locators = [_locator(slip) for slip in kept.slips]
    missing = sum(one not in filed or one not in paged for one in locators)
    missing += sum(not _opens(inst, slip) for slip in killing.random.sample(kept.slips, min(OPENED, len(kept.slips))))
    listed = inst.count("house", "registry_presence WHERE list_id IS NOT NULL")
    here = inst.count("house", "registry_presence WHERE list_id IS NULL")
    twice = len(filed) - len(set(locators)) + here - kept.presences + listed - crash.ROWS * crash.LISTS
    missing += max(0, kept.presences - here) + max(0, crash.ROWS * crash.LISTS - listed)
    left = inst.count("porch", "intake_submission") + inst.count("house", "registry_arrival")
    _expect(killing, left == 0, f"{left} forms were never filed")
    _expect(killing, inst.count("house", "rounds_unreadable") == 0, "a form became unreadable")
    acknowledged = len(kept.slips) + kept.presences + listed
    return {"acknowledged": acknowledged, "missing": missing, "twice": twice}


def _found_at_association(
    inst: Served, kept: people.Journal, signed: people.Journal, killing: crash.Killing, office: people.PostOffice
) -> Findings:
    """Look up every file, every signature and confirmation, and how often each mail came.

    A signature that nobody confirmed is kept for a week, as signers are told; a fast machine lives through more.
    """
    files = {row[0] for row in inst.ask("house", "SELECT id FROM casework_casefile")}
    rows = Counter(row[0] for row in inst.ask("porch", "SELECT state FROM petitions_signature"))
    kept_still = {one for one in signed.signed if people.in_time(inst, signed.begun[one])} | signed.confirmed
    lost = {
        "files": len(set(kept.files) - files),
        "signatures": max(0, len(kept_still) - rows.total()),
        "confirmations": max(0, len(signed.confirmed) - rows["confirmed"]),
        "mails": len(kept_still - office.mails_of.keys()),
    }
    for what, number in lost.items():
        _expect(killing, number == 0, f"{number} {what} are missing")
    twice = sum(len(ids) > 1 for ids in office.mails_of.values())
    counted = inst.ask("porch", "SELECT confirmed FROM petitions_petition")[0][0]
    _expect(killing, counted == rows["confirmed"], f"{counted} counted of {rows['confirmed']} confirmed")
    _expect(killing, max(office.came.values(), default=0) <= 2, "a mail came more than twice")
    waiting = inst.count("porch", "outbox_item WHERE state != 'done'")
    _expect(killing, waiting == 0, f"{waiting} mails wait for ever")
    acknowledged = len(kept.files) + len(signed.signed) + len(signed.confirmed)
    again = sum(times > 1 for times in office.came.values())
    missing = sum(lost.values())
    found: Findings = {"acknowledged": acknowledged, "missing": missing, "twice": twice, "mails": len(office.came)}
    lapsed = len(set(signed.signed) - kept_still)
    return found | {"of them sent twice under their Message-ID": again, "lapsed unconfirmed after a week": lapsed}


def _locator(slip: Slip) -> str:
    return derive(slip.code, slip.pin, SALT, cost=FAST_COST).locator.hex()


def _opens(inst: Served, slip: Slip) -> bool:
    visitor = inst.at_porch()
    visitor.get("/family/open/")
    return visitor.send("/family/open/", code=slip.code, pin=slip.pin).path == "/family/page/"


def _row(where: str, killing: crash.Killing, seed: int, found: Findings, kept: people.Journal, seconds: float) -> Row:
    told = {f"{who} killed": number for who, number in sorted(killing.killed.items())}
    good = not killing.wrong and found["missing"] == 0 and found["twice"] == 0
    odd = Counter(kept.odd).most_common(5)
    remarks = [*killing.wrong[:5], *(f"answered {what} while it was killed: {number}" for what, number in odd)]
    times = killing.killed.total()
    counted = {**found, **told, "commands that were let end": killing.finished.total()}
    return Row("crash", f"kill -9 at an {where}", times, seed, counted, good, seconds, remarks=remarks)
