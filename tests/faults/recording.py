"""Writes down, statement by statement, what the real migrations and real actions say to SQLite.

It runs in a process of its own with databases in memory: `python -m faults.recording FILE`. Both databases are
recorded, each as the statements of its migrations and those of a story: forms filed, a pair, an answer, messages, a
round, signatures, a file of an association. What is replayed from this is therefore what the house does, byte by byte.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khabar.apps.casework.files import FileBody
    from khabar.ports import Parts

TESTS = Path(__file__).resolve().parents[1]
ALIASES = ("default", "porch")
SIGNERS = 12
_QUIET = ("select", "--", "explain")


@dataclass
class Recorded:
    """What was said to one database: while its tables were made, and while people worked with them."""

    migrations: list[str] = field(default_factory=list)
    story: list[str] = field(default_factory=list)


def surroundings(process: str) -> dict[str, str]:
    """Give the variables of a process of ours that has Django, our code and the cast."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KHABAR_")}
    ours = {"DJANGO_SETTINGS_MODULE": "khabar.config.settings", "KHABAR_PROCESS": process}
    return kept | ours | {"PYTHONPATH": os.pathsep.join(map(str, (TESTS.parent / "src", TESTS)))}


def recorded(folder: Path) -> dict[str, Recorded]:
    """Have everything written down by a process of its own; give it by the names of the databases."""
    file = folder / "recorded.json"
    words = [sys.executable, "-m", "faults.recording", str(file)]
    subprocess.run(words, check=True, timeout=300, env=surroundings("check"))
    return {alias: Recorded(**said) for alias, said in json.loads(file.read_text(encoding="utf-8")).items()}


def _main(target: Path) -> None:
    import django  # noqa: PLC0415 - this process has settings only now

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up only by now
    from django.db import connections  # noqa: PLC0415 - the same

    said = {alias: Recorded() for alias in ALIASES}
    for alias in ALIASES:
        _listen(connections[alias], said[alias].migrations)
        call_command("migrate", database=alias, verbosity=0, interactive=False)
        _listen(connections[alias], said[alias].story)
    tell_the_story()
    _refuse_broken_chains()
    target.write_text(json.dumps({alias: asdict(one) for alias, one in said.items()}), encoding="utf-8")


def _listen(connection: object, kept: list[str]) -> None:
    connection.ensure_connection()  # type: ignore[attr-defined]  # Django's wrapper; its stubs leave `connection` open
    connection.connection.set_trace_callback(  # type: ignore[attr-defined]  # the same
        lambda statement: None if statement.lstrip().lower().startswith(_QUIET) else kept.append(statement)
    )


def _refuse_broken_chains() -> None:
    from khabar.apps.ledger.queries import flaws_in_chain  # noqa: PLC0415 - Django is set up only by now

    flaws = [flaw for chain in ("porch", "house") for flaw in flaws_in_chain(chain)]
    if flaws:
        raise AssertionError(flaws)


def tell_the_story() -> None:
    """Let the cast do what is recorded, in the databases of this process, with the actions themselves."""
    import cast  # noqa: PLC0415 - needs Django
    import signing  # noqa: PLC0415 - the same
    from khabar.apps.accounts.actions import create_account  # noqa: PLC0415 - the same
    from khabar.apps.intake.actions import take_in  # noqa: PLC0415 - the same
    from khabar.apps.rounds import steps  # noqa: PLC0415 - the same
    from khabar.domain.actors import porch  # noqa: PLC0415 - the same
    from khabar.domain.answers import Tells  # noqa: PLC0415 - the same
    from khabar.domain.duties import Duty  # noqa: PLC0415 - the same

    parts = world_parts()
    now = parts.clock.now()
    request = cast.file_request(parts, cast.shirins_request(now))
    cast.file_request(parts, cast.ezras_request(now))
    presence = cast.file_presence(parts, cast.dariuss_presence(now, **cast.slip_of("darius")))
    pair = cast.pair_of(parts, request, presence)
    cast.verify_enquirer(parts, request)
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.MESSAGES)
    for holder, words in (("shirin", "We are all well."), ("darius", "So am I."), ("shirin", "The boat is blue.")):
        cast.write(parts, holder, words)
    cast.page_after_round(parts, "shirin")
    for number in range(6):
        form = {**cast.dariuss_presence(now).to_body(), "what": "presence"}
        take_in(actor=porch("present"), now=now, parts=parts, key=bytes([number]) * 32, body=form)
    for number, duty in enumerate((Duty.FAMILY_DESK, Duty.ASKING_DESK, Duty.CARRIER)):
        create_account(
            actor=cast.JOB,
            now=now,
            parts=parts,
            username=f"one{number}",
            display_name="One",
            duties=(duty,),
            passphrase="8316 2074 5591 6038 2247",
        )
    for step in (steps.take_in, steps.file, steps.match, steps.release, steps.write_contacts, steps.renew):
        step(now + timedelta(hours=6), parts)
    _tell_of_an_association(signing.as_association(parts))


def _tell_of_an_association(parts: Parts) -> None:
    import association_cast  # noqa: PLC0415 - needs Django
    import signing  # noqa: PLC0415 - the same

    desk = signing.Desk(parts)
    desk.open()
    for number in range(SIGNERS):
        desk.sign(f"one{number}@example.org", f"Person {number}")
    for token in desk.deliver():
        desk.confirm(token)
    desk.count()
    body: FileBody = association_cast.SHIRINS
    for number in range(3):
        association_cast.shirins_file(parts, replace(body, label=f"File {number}"))


def world_parts() -> Parts:
    from django.conf import settings  # noqa: PLC0415 - Django is set up only by now

    from khabar.adapters.entropy import SeededEntropy  # noqa: PLC0415 - the same
    from khabar.adapters.keyagent.memory import MemoryKeyAgent  # noqa: PLC0415 - the same
    from khabar.adapters.smtp import NoMailer  # noqa: PLC0415 - the same
    from khabar.config.settings import OPTIONS  # noqa: PLC0415 - the same
    from khabar.ports import Parts  # noqa: PLC0415 - the same
    from khabar.vault import INTERMEDIARY_CLASSES, Keyring  # noqa: PLC0415 - the same
    from paper_parts import on_paper  # noqa: PLC0415 - the same

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    _, unlocked = Keyring.create(INTERMEDIARY_CLASSES, random=SeededEntropy("faults").bytes)
    clock = _Standing()
    random = SeededEntropy("recorded")
    keys, paper = MemoryKeyAgent(unlocked), on_paper(SeededEntropy("blobs"))
    return Parts(clock, random, keys, unlocked.public_keys(), NoMailer(), OPTIONS, *paper)


@dataclass(frozen=True)
class _Standing:
    moment: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
