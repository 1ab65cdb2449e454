"""What every test may have: parts with a clock that stands, keys in memory, chance that repeats itself.

    parts      everything a door or an action is given; the middleware gives requests these same parts
    clock      stands at Monday 2026-03-02 09:00 UTC until `clock.advance(timedelta(...))`
    agent      the key agent behind `parts.keys`: `agent.lock()`, `agent.unlock(unlocked)`
    unlocked   the class keys themselves, out of `keyring`, which has the cheap slot of `mira`, passphrase PASSPHRASE

Tests that touch a table ask for it: `pytestmark = pytest.mark.django_db(databases=["default", "porch"])`.
Only this machine can be reached.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.db import connections
from pytest_socket import socket_allow_hosts

import migrated
import postgresql_server
from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.keyagent.memory import MemoryKeyAgent
from khabar.adapters.smtp import NoMailer
from khabar.config import wiring
from khabar.config.options import Options
from khabar.domain.kinds import Kind
from khabar.ports import Parts
from khabar.vault import ASSOCIATION_CLASSES, INTERMEDIARY_CLASSES, Cost, Keyring
from khabar.vault.keyring import Opened
from paper_parts import on_paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.vault import PublicKeys, Unlocked

PASSPHRASE = "seven quiet boats at noon"
THIS_MACHINE = ["127.0.0.1", "::1"]

# No deadline: the machine is shared, and how long one example takes says nothing. Sixty examples where a test does not
# say how many it needs: with the usual hundred the whole check took a minute longer.
hypothesis.settings.register_profile("house", deadline=None, max_examples=60)
hypothesis.settings.load_profile("house")


@dataclass
class SettableClock:
    """A clock that moves when a test says so."""

    moment: datetime = field(default=datetime(2026, 3, 2, 9, 0, tzinfo=UTC))

    def now(self) -> datetime:
        """Return the moment."""
        return self.moment

    def advance(self, length: timedelta) -> None:
        """Let time pass."""
        self.moment += length


def pytest_configure(config: pytest.Config) -> None:
    """Make once what this process and those of xdist share: a folder, and a server where tests run on PostgreSQL."""
    if migrated.PLACE not in os.environ:
        shared = TemporaryDirectory(prefix="khabar-tests-")
        os.environ[migrated.PLACE] = shared.name
        config.add_cleanup(shared.cleanup)
        config.add_cleanup(partial(os.environ.__delitem__, migrated.PLACE))
    _share_a_server(config)


def _share_a_server(config: pytest.Config) -> None:
    """With KHABAR_TEST_ENGINE=postgresql: start a server once, and let all processes of the run know of it."""
    if os.environ.get("KHABAR_TEST_ENGINE", "sqlite") == "sqlite" or not django_settings.configured:
        return
    if "KHABAR_TEST_SERVER" not in os.environ:
        server = ExitStack()
        os.environ["KHABAR_TEST_SERVER"] = server.enter_context(postgresql_server.running()).host
        config.add_cleanup(server.close)
        config.add_cleanup(partial(os.environ.__delitem__, "KHABAR_TEST_SERVER"))
    for settings in connections.settings.values():
        settings["HOST"] = os.environ["KHABAR_TEST_SERVER"]


def pytest_collection_finish() -> None:
    """Leave what is loaded and collected out of every search for garbage: it stays to the end."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_setup() -> None:
    """Let a test reach this machine and nothing else."""
    socket_allow_hosts(THIS_MACHINE, allow_unix_socket=True)


@pytest.fixture(scope="session", autouse=True)
def _passphrases_cost_little() -> None:
    if django_settings.configured:
        django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def options() -> Options:
    """The settings of an invented installation; its folder is nowhere."""
    return Options.of(
        {
            "kind": "intermediary",
            "home": "nowhere",
            "who_runs_this": "The Tracing House of Lindenau (invented)",
            "contact": "Lindenau, Mill Lane 3, Tuesdays from ten to four",
            "slip_salt": "5a" * 16,
            "porch_hosts": ["testserver"],
            "house_hosts": ["testserver"],
            "demo": True,
            "fast_keys": True,
            "https": False,
            "records_per_day": 100_000,
        }
    )


@pytest.fixture(scope="session")
def _opened() -> Opened:
    random = SeededEntropy("house of tests").bytes
    keyring, unlocked = Keyring.create(INTERMEDIARY_CLASSES, random=random)
    slotted = keyring.add_passphrase_slot("mira", PASSPHRASE, unlocked, random=random, cost=Cost(8, 1))
    return Opened(slotted, unlocked)


@pytest.fixture(scope="session")
def keyring(_opened: Opened) -> Keyring:
    """The keyring with the one slot of `mira`."""
    return _opened.keyring


@pytest.fixture(scope="session")
def unlocked(_opened: Opened) -> Unlocked:
    """What the keyring holds."""
    return _opened.unlocked


@pytest.fixture(scope="session")
def _public(_opened: Opened) -> PublicKeys:
    return _opened.unlocked.public_keys()


@pytest.fixture
def clock() -> SettableClock:
    """The clock behind `parts`."""
    return SettableClock()


@pytest.fixture
def agent(_opened: Opened) -> MemoryKeyAgent:
    """The key agent behind `parts`; it starts unlocked."""
    return MemoryKeyAgent(_opened.unlocked)


@pytest.fixture
def parts(clock: SettableClock, agent: MemoryKeyAgent, _public: PublicKeys, options: Options) -> Parts:
    """The parts of a test house; chance is the same in every run. Replace what a test needs otherwise."""
    return Parts(clock, SeededEntropy("parts"), agent, _public, NoMailer(), options, *on_paper(SeededEntropy("blobs")))


@pytest.fixture(scope="session")
def _opened_in_association() -> Opened:
    random = SeededEntropy("association of tests").bytes
    keyring, unlocked = Keyring.create(ASSOCIATION_CLASSES, random=random)
    return Opened(keyring, unlocked)


@pytest.fixture
def association(clock: SettableClock, _opened_in_association: Opened, options: Options) -> Parts:
    """The parts of a test association: keys of its own kind, the same clock."""
    unlocked = _opened_in_association.unlocked
    public = unlocked.public_keys()
    settings = replace(options, kind=Kind.ASSOCIATION, who_runs_this="The Families of Lindenau (invented)")
    agent = MemoryKeyAgent(unlocked)
    random = SeededEntropy("association")
    return Parts(clock, random, agent, public, NoMailer(), settings, *on_paper(SeededEntropy("blobs")))


@pytest.fixture(autouse=True)
def _no_card_outlives_its_test() -> Iterator[None]:
    """A process remembers cards while it is unlocked; the next test has a house of its own."""
    yield
    memory = sys.modules.get("khabar.apps.registry.remembered")
    if memory is not None:
        memory.Remembered._kept.clear()


@pytest.fixture(autouse=True)
def _doors_get_these_parts(parts: Parts) -> Iterator[None]:
    wiring.use(parts)
    yield
    wiring.use(None)
