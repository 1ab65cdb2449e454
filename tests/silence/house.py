"""What every world begins with: parts, doors, colleagues, and the association's databases beside the intermediary's.

Runs in a process of its own: time and chance are taken away from the whole process, and databases lie in its memory.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections

from khabar.adapters.keyagent.memory import MemoryKeyAgent
from khabar.config import settings as ours
from khabar.config import wiring
from khabar.config.options import Options
from khabar.domain.actors import staff
from khabar.domain.duties import Duty
from khabar.domain.kinds import Kind
from khabar.ports import Parts
from khabar.vault import ASSOCIATION_CLASSES, INTERMEDIARY_CLASSES, ClassKey, Unlocked
from paper_parts import on_paper

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from khabar.domain.actors import Actor
    from khabar.domain.ids import AccountId
    from khabar.ports import Envelope
    from silence.core.browsing import Application
    from silence.seeding import Chance, Clock

ALIASES = ("default", "porch")
PASSPHRASE = "8316 2074 5591 6038 2247"
DESKS = {"farid": Duty.FAMILY_DESK, "nima": Duty.HELPER, "omar": Duty.CARRIER, "ezra": Duty.OPERATOR}
OPTIONS = Options.of(
    {
        "kind": "intermediary",
        "home": "nowhere",
        "who_runs_this": "The Tracing House of Lindenau (invented)",
        "contact": "Lindenau, Mill Lane 3, Tuesdays from ten to four",
        "slip_salt": "5a" * 16,
        "porch_hosts": ["testserver"],
        "house_hosts": ["testserver"],
        "mail_from": "news@house.example",
        "demo": True,
        "fast_keys": True,
        "https": False,
        "records_per_day": 100_000,
    }
)


class Mails:
    """A mailer that keeps what it was given."""

    def __init__(self) -> None:
        self.sent: list[Envelope] = []

    def send(self, envelope: Envelope) -> None:
        """Keep one mail."""
        self.sent.append(envelope)


class Logs(logging.Handler):
    """Keeps what this program would have written into a log."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line, as the program's own form writes it but for the moment."""
        self.lines.append(f"{record.levelname} {record.name} {record.getMessage()}")


@dataclass
class Ground:
    """What the worlds begin with. `association` holds her two databases; `people` are the colleagues of the house."""

    parts: Parts
    hers: Parts
    clock: Clock
    chance: Chance
    mails: Mails
    logs: Logs
    doors: dict[str, Application]
    seed: int
    others: int = 0
    association: dict[str, bytes] = field(default_factory=dict)
    file: str = ""
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    people: dict[str, AccountId] = field(default_factory=dict)
    partner: dict[Kind, str] = field(default_factory=dict)

    def begin(self, label: str) -> None:
        """Put chance at the beginning of a label; the same label gives the same bytes in every world."""
        self.chance.begin(f"{self.seed}/{label}")

    def actor(self, name: str) -> Actor:
        """Give a colleague as who acts."""
        return staff(self.people[name], DESKS[name])


def new_ground(seed: int, clock: Clock, chance: Chance) -> Ground:
    """Put the parts of both installations together, and the doors of the first."""
    mails, logs = Mails(), Logs()
    logging.getLogger().addHandler(logs)
    logging.getLogger("django.server").setLevel(logging.CRITICAL)
    parts = _parts(OPTIONS, clock, chance, mails)
    hers = replace(OPTIONS, kind=Kind.ASSOCIATION, who_runs_this="The Families of Lindenau (invented)")
    wiring.use(parts)
    doors = {
        "porch": door_at("khabar.config.urls_porch", ours._PORCH_MIDDLEWARE, "porch"),
        "house": door_at("khabar.config.urls_house", ours._HOUSE_MIDDLEWARE, "house"),
    }
    return Ground(parts, _parts(hers, clock, chance, mails), clock, chance, mails, logs, doors, seed)


def kept() -> dict[str, bytes]:
    """Give both databases of this process as they are, whole."""
    return {alias: bytes(connections[alias].connection.serialize()) for alias in ALIASES}


def put_back(databases: dict[str, bytes]) -> None:
    """Put two databases in the place of those that are here."""
    for alias, whole in databases.items():
        connections[alias].ensure_connection()
        connections[alias].connection.deserialize(whole)


def _parts(options: Options, clock: Clock, chance: Chance, mails: Mails) -> Parts:
    classes = INTERMEDIARY_CLASSES if options.kind is Kind.INTERMEDIARY else ASSOCIATION_CLASSES
    chance.begin(f"keys of {options.kind}")
    unlocked = Unlocked(tuple(ClassKey.generate(one, random=chance.bytes) for one in classes))
    agent = MemoryKeyAgent(unlocked)
    return Parts(clock, chance, agent, unlocked.public_keys(), mails, options, *on_paper(chance))  # type: ignore[arg-type]  # seeded chance


def door_at(addresses: str, middleware: Iterable[str], side: str) -> Application:
    """Make one side's pages a WSGI application; the settings of tests have both sides, so they change with the door."""
    settings.MIDDLEWARE, settings.ROOT_URLCONF = list(middleware), addresses
    handler = WSGIHandler()

    def door(environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        settings.ROOT_URLCONF, settings.LANGUAGES = addresses, ours.SPOKEN[side]
        return handler(environment, start)

    return door
