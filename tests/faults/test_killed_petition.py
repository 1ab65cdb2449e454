"""Porch and worker are killed while people sign, confirm and are counted: nothing is lost, nothing counted twice."""

from __future__ import annotations

import http.client
import queue
import re
import secrets
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from aiosmtpd.controller import Controller

from journeys.installation import Installation, free_port
from khabar.domain.petitions.counting import LEAF_BYTES, Batch, counted_in, empty_head, head_after, leaf_of

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow, pytest.mark.long]

PETITION = "ab" * 16
LINK = re.compile(r"/petition/mine/([\w=-]+)/")
TESTS = Path(__file__).resolve().parents[1]
PUBLISH = f"""
import sys; sys.path.insert(0, {str(TESTS)!r})
import django; django.setup()
from signing import plan
from khabar.apps.petitions.actions import publish
from khabar.config.wiring import parts
from khabar.domain.actors import system
now = parts().clock.now()
chosen = plan(closes_on=now.date(), thresholds=(5, 20, 32))
publish(actor=system("test"), now=now, petition_id={PETITION!r}, plan=chosen)
"""
COUNT = """
import time, django; django.setup()
from khabar.apps.petitions.counting import count
from khabar.config.wiring import parts
from khabar.domain.actors import system
until = time.monotonic() + 6
while time.monotonic() < until:
    count(actor=system("count"), now=parts().clock.now(), parts=parts())
"""


@dataclass
class PostOffice:
    """Opens every mail; keeps how often each Message-ID came."""

    links: queue.Queue[str] = field(default_factory=queue.Queue)
    came: Counter[str] = field(default_factory=Counter)

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: ANN401, N802 - the server's own names; it has no types
        text = envelope.content.decode()
        found = re.search(r"Message-ID: (\S+)", text)
        assert found is not None
        self.came[found[1]] += 1
        self.links.put(LINK.findall(text)[0])
        return "250 OK"


@pytest.fixture
def office() -> Iterator[tuple[PostOffice, int]]:
    made, port = PostOffice(), free_port()
    controller = Controller(made, hostname="127.0.0.1", port=port)
    controller.start()
    yield made, port
    controller.stop()


def association(home: Path, smtp: int) -> Installation:
    return Installation.at(
        home,
        kind="association",
        smtp_host="127.0.0.1",
        smtp_port=smtp,
        mail_from="petition@example.org",
        signatures_per_minute=100_000,
        signatures_per_day=100_000,
    )


def run(inst: Installation, script: str) -> subprocess.Popen[bytes]:
    environment = inst.environment | {"KHABAR_PROCESS": "operator", "DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
    return subprocess.Popen([sys.executable, "-c", script], env=environment)


def posted(inst: Installation, path: str, values: dict[str, str]) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", inst.porch_port, timeout=30)
    headers = {"Host": "localhost", "Content-Type": "application/x-www-form-urlencoded"}
    with closing(connection), suppress(OSError, http.client.HTTPException):
        connection.request("POST", path, urlencode(values).encode(), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status == http.client.OK
    return False


def killed(inst: Installation, name: str, *words: str) -> None:
    """End a process as a power cut does, those below it first, and start it again."""
    process = inst.processes.pop(name)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.kill()
    process.wait(timeout=20)
    for child in children:
        subprocess.run(["/bin/kill", "-9", child], check=False, stderr=subprocess.DEVNULL)
    inst.start(name, *words)


def asked(inst: Installation, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(inst.home / "porch" / "porch.sqlite3", timeout=20)) as connection:
        return connection.execute(query).fetchall()


def chain(inst: Installation) -> list[Batch]:
    def cut(joined: bytes) -> tuple[bytes, ...]:
        return tuple(joined[at : at + LEAF_BYTES] for at in range(0, len(joined), LEAF_BYTES))

    return [Batch(cut(a), cut(r)) for a, r in asked(inst, "SELECT added, removed FROM petitions_batch ORDER BY number")]


def wait_until_counted(inst: Installation, signed: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        [(waiting,)] = asked(inst, "SELECT count(*) FROM outbox_item WHERE state != 'done'")
        [(uncounted,)] = asked(inst, "SELECT count(*) FROM petitions_signature WHERE state='confirmed' AND NOT counted")
        [(rows,)] = asked(inst, "SELECT count(*) FROM petitions_signature")
        if not waiting and not uncounted and rows >= signed:
            return
        time.sleep(0.5)
    pytest.fail("the mails or the count did not come to an end: " + inst.log("work")[-2000:])


def assert_whole(inst: Installation, *, signed: int, confirmed: int) -> None:
    """Rows, number, chain and head say the same, and hold whatever was acknowledged."""
    rows = asked(inst, "SELECT id, state FROM petitions_signature")
    assert len(rows) >= signed
    counted = {leaf_of(row[0]) for row in rows if row[1] == "confirmed"}
    assert len(counted) >= confirmed
    assert counted_in(chain(inst)) == counted
    [(number, head)] = asked(inst, "SELECT confirmed, head FROM petitions_petition")
    assert number == len(counted)
    at = empty_head(PETITION)
    for batch in chain(inst):
        at = head_after(at, batch)
    assert at.hash == head


def test_what_was_acknowledged_is_kept_and_counted_once_however_often_we_are_killed(
    tmp_path: Path, office: tuple[PostOffice, int]
) -> None:
    box, smtp = office
    with association(tmp_path / "home", smtp) as inst:
        assert run(inst, PUBLISH).wait(timeout=60) == 0
        signed: list[str] = []
        confirmed: list[str] = []
        over, quiet = threading.Event(), threading.Event()

        def sign() -> None:
            while not over.is_set():
                address = f"{secrets.token_hex(6)}@example.org"
                if posted(inst, "/petition/tell-us/sign/", {"name": "Shirin", "email": address}):
                    signed.append(address)

        def confirm() -> None:
            while not quiet.is_set():
                with suppress(queue.Empty):
                    token = box.links.get(timeout=0.2)
                    if posted(inst, f"/petition/mine/{token}/confirm/", {}):
                        confirmed.append(token)

        people = [threading.Thread(target=one) for one in (sign, sign, confirm)]
        for one in people:
            one.start()
        for _ in range(3):
            time.sleep(1.5)
            killed(inst, "porch", "serve", "porch")
            time.sleep(1.0)
            killed(inst, "work", "work", "--no-rounds")
        time.sleep(2.0)
        over.set()
        wait_until_counted(inst, len(signed))
        quiet.set()
        for one in people:
            one.join()
        wait_until_counted(inst, len(signed))
        assert signed
        assert confirmed
        assert_whole(inst, signed=len(signed), confirmed=len(set(confirmed)))
        assert max(box.came.values()) <= 2
        assert "Nothing was altered" in inst.khabar("verify").stdout


def test_thirty_two_confirmations_and_four_counts_at_once_cross_each_threshold_once(
    tmp_path: Path, office: tuple[PostOffice, int]
) -> None:
    box, smtp = office
    with association(tmp_path / "home", smtp) as inst:
        assert run(inst, PUBLISH).wait(timeout=60) == 0
        for at in range(32):
            assert posted(inst, "/petition/tell-us/sign/", {"name": "Shirin", "email": f"one{at}@example.org"})
        tokens = [box.links.get(timeout=60) for _ in range(32)]
        counts = [run(inst, COUNT) for _ in range(4)]
        time.sleep(1.5)
        at_once = threading.Barrier(32)

        def confirm(token: str) -> None:
            at_once.wait()
            for _ in range(2):
                assert posted(inst, f"/petition/mine/{token}/confirm/", {})

        people = [threading.Thread(target=confirm, args=(token,)) for token in tokens]
        for one in people:
            one.start()
        for one in people:
            one.join()
        assert [one.wait(timeout=60) for one in counts] == [0, 0, 0, 0]
        wait_until_counted(inst, 32)
        assert asked(inst, "SELECT number FROM petitions_threshold ORDER BY number") == [(5,), (20,), (32,)]
        assert asked(inst, "SELECT confirmed FROM petitions_petition") == [(32,)]
        assert len(counted_in(chain(inst))) == 32
