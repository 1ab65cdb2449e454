"""An association's caseload made of marks: files with lines, a letter that left, signers, and a published petition.

What is published stands in clear on the porch, and only that; it shows that the search finds what there is.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller

from faults.recording import TESTS
from journeys.installation import free_port
from journeys.staff import join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeys.installation import Installation
    from journeys.visitor import Visitor
    from proofs.canaries import Purse

TEXT = "request_for_information.en.1"
FILES = 4
SIGNERS = 6
_A_LINE = 12
_PUBLISH = """
import sys; sys.path.insert(0, {tests!r})
import django; django.setup()
from signing import plan
from khabar.apps.petitions.actions import publish
from khabar.config.wiring import parts
from khabar.domain.actors import system
from khabar.domain.petitions.plans import Wording
now = parts().clock.now()
wordings = {{"en": Wording({title!r}, {text!r})}}
chosen = plan(closes_on=now.date().replace(year=now.year + 3), wordings=wordings)
publish(actor=system("test"), now=now, petition_id="ab" * 16, plan=chosen)
"""


@dataclass
class Postbox:
    """A mail server that takes everything and keeps how much."""

    taken: int = 0

    async def handle_DATA(self, _server: object, _session: object, _envelope: Any) -> str:  # noqa: ANN401, N802 - the server's own
        """Take one mail."""
        self.taken += 1
        return "250 taken"


@dataclass
class Told:
    """What was published, and how many mails left."""

    published: set[str] = field(default_factory=set)
    mails: int = 0


@contextmanager
def a_postbox() -> Iterator[tuple[Postbox, dict[str, object]]]:
    """Run a mail server, and give the settings of a house that sends through it."""
    box, port = Postbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield (
            box,
            {"kind": "association", "smtp_host": "127.0.0.1", "smtp_port": port, "mail_from": "we@families.example"},
        )
    finally:
        server.stop()


def tell(inst: Installation, purse: Purse, box: Postbox) -> Told:
    """Let all of it happen, with two rounds."""
    told = Told({purse.one("sentence", "published") for _ in range(2)})
    _publish(inst, *told.published)
    leyla, mira = join(inst, "leyla", "advocate"), join(inst, "mira", "advocate")
    at = [_open_file(inst, leyla, purse) for _ in range(FILES)]
    _send_a_letter(leyla, mira, purse)
    for _ in range(SIGNERS):
        _sign(inst, purse)
    inst.round()
    _write_lines(leyla, at[-1], purse.rest("a line of a file"))
    inst.round()
    told.mails = box.taken
    return told


def _publish(inst: Installation, title: str, text: str) -> None:
    environment = inst.environment | {"KHABAR_PROCESS": "operator", "DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
    code = _PUBLISH.format(tests=str(TESTS), title=title, text=text)
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=120)


def _open_file(inst: Installation, leyla: Visitor, purse: Purse) -> str:
    fields = {name: purse.one("name", name) for name in ("label", "missed", "family")}
    soon = date.fromisoformat(inst.khabar_today()) + timedelta(days=14)
    leyla.get("/advocacy/open/")
    more = {"origin": "KEN", "had_left": "no", "step": purse.one("sentence", "a next step")}
    answer = leyla.send("/open/", on=soon.isoformat(), **fields, **more)
    assert answer.path.startswith("/advocacy/files/"), answer.text
    return answer.path


def _send_a_letter(leyla: Visitor, mira: Visitor, purse: Purse) -> None:
    mira.get(f"/advocacy/texts/{TEXT}/")
    mira.send("/approve/")
    leyla.get("/advocacy/bodies/new/")
    body = {"name": "Ministry", "email": "desk@ministry.example", "state": "DEU", "amount": "20", "unit": "days"}
    leyla.send("/advocacy/bodies/new/", **body, source="a law")
    leyla.get("/advocacy/bodies/")
    assert leyla.at is not None
    to = leyla.at.links()["Ministry"].rstrip("/").rpartition("/")[2]
    leyla.get(f"/advocacy/letters/write/{TEXT}/")
    words = {"text_matter": purse.one("place", "a letter"), "text_questions": purse.one("letter", "a letter")}
    address = f"/advocacy/letters/write/{TEXT}/"
    at = leyla.send(address, to=to, text_salutation="Sir or Madam", signed="Leyla", **words).path
    mira.get(at)
    mira.send("/approve/")
    leyla.get(at)
    assert leyla.send("/0/send/").status == 200


def _sign(inst: Installation, purse: Purse) -> None:
    address = f"s{purse.one('phone', 'an address').lstrip('+')}@example.org"
    signer = inst.at_porch("localhost")
    answer = signer.post("/petition/tell-us/sign/", {"name": purse.one("name", "a signer"), "email": address})
    assert answer.status == 200, answer.text


def _write_lines(leyla: Visitor, at: str, marks: list[str]) -> None:
    for start in range(0, len(marks), _A_LINE):
        leyla.get(f"{at}lines/")
        words = "\n".join(marks[start : start + _A_LINE])
        answer = leyla.send("/lines/", what=words, speaker="Shirin", when="1399", knowing="unknown")
        assert marks[start] in answer.text, answer.text
