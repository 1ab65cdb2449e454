"""People at work while our processes are killed: each notes what was acknowledged, here, in a process nobody kills.

Who gets no answer tries again with the same form, as a browser's own button does. So what was acknowledged must be
stored, and what was tried again must be stored once.
"""

from __future__ import annotations

import http.client
import queue
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from journeys.story import slip_on
from khabar.domain.petitions.mailing import CONFIRM_WITHIN

if TYPE_CHECKING:
    from threading import Event

    from faults.service import Served
    from journeys.story import Slip
    from journeys.visitor import Answer, Visitor

LINK = re.compile(r"/petition/mine/([\w=-]+)/")
GONE = (OSError, http.client.HTTPException)
PAUSE = 0.05
"""Seconds between two deeds: the machine is there for those who are killed."""
_WELL = 200


@dataclass
class PostOffice:
    """Opens every mail of signers; keeps how often each Message-ID came, and for whom."""

    links: queue.Queue[tuple[str, str]] = field(default_factory=queue.Queue)
    came: Counter[str] = field(default_factory=Counter)
    mails_of: dict[str, set[str]] = field(default_factory=dict)

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: ANN401, N802 - the server's own
        """Take one mail in."""
        text = envelope.content.decode()
        found = re.search(r"Message-ID: (\S+)", text)
        if found is None:
            return "550 no Message-ID"
        self.came[found[1]] += 1
        self.mails_of.setdefault(envelope.rcpt_tos[0], set()).add(found[1])
        for token in LINK.findall(text)[:1]:
            self.links.put((envelope.rcpt_tos[0], token))
        return "250 OK"


@dataclass
class Journal:
    """What was tried, and what was acknowledged with its receipt."""

    tried: int = 0
    slips: list[Slip] = field(default_factory=list)
    presences: int = 0
    begun: dict[str, date] = field(default_factory=dict)
    signed: list[str] = field(default_factory=list)
    confirmed: set[str] = field(default_factory=set)
    files: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)


def seek(inst: Served, over: Event, kept: Journal) -> None:
    """Families fill in the form; each keeps at it until there is a slip."""
    while not over.is_set():
        kept.tried += 1
        answer = _filed(inst, "/family/form/", f"Person {kept.tried}", kept)
        kept.slips.append(slip_on(answer))
        over.wait(PAUSE)


def be_here(inst: Served, over: Event, kept: Journal) -> None:
    """People on the spot say that they are here."""
    while not over.is_set():
        _filed(inst, "/here/form/", f"Somebody {kept.presences}", kept)
        kept.presences += 1
        over.wait(PAUSE)


def _filed(inst: Served, path: str, name: str, kept: Journal) -> Answer:
    """Fetch a form and send it until it is taken."""
    visitor = inst.at_porch()
    _until_answered(visitor, path, kept)
    form = visitor.at
    while True:
        with suppress(*GONE):
            visitor.at = form
            answer = visitor.send(path, name=name)
            if answer.status == _WELL:
                return answer
            kept.odd.append(f"{path} {answer.status}")


def _until_answered(visitor: Visitor, path: str, kept: Journal) -> None:
    while True:
        with suppress(*GONE):
            answer = visitor.get(path)
            if answer.status == _WELL:
                return
            kept.odd.append(f"{path} {answer.status}")


def sign(inst: Served, over: Event, kept: Journal) -> None:
    """People sign; who gets no answer does not sign again, because a second signature is another mail."""
    while not over.is_set():
        kept.tried += 1
        address = f"signer{kept.tried}@example.org"
        kept.begun[address] = date.fromisoformat(inst.khabar_today())
        if _posted(inst, "/petition/tell-us/sign/", {"name": "Shirin", "email": address}, kept):
            kept.signed.append(address)
        over.wait(PAUSE)


def confirm(inst: Served, over: Event, kept: Journal, office: PostOffice) -> None:
    """People open their mail and press the button until they are told that it is done, or their week is over."""
    while not over.is_set():
        with suppress(queue.Empty):
            address, token = office.links.get(timeout=0.2)
            while not over.is_set() and in_time(inst, kept.begun[address]):
                if _posted(inst, f"/petition/mine/{token}/confirm/", {}, kept):
                    kept.confirmed.add(address)
                    break


def in_time(inst: Served, begun: date) -> bool:
    """Say whether a signature of that day surely waits still for its confirmation; a day at the edge does not count."""
    return begun > date.fromisoformat(inst.khabar_today()) - CONFIRM_WITHIN


def _posted(inst: Served, path: str, values: dict[str, str], kept: Journal) -> bool:
    with suppress(*GONE):
        answer = inst.at_porch("localhost").post(path, values)
        if answer.status == _WELL:
            return True
        kept.odd.append(f"{path.split('/')[-2]} {answer.status}")
    return False


def open_files(inst: Served, leyla: Visitor, over: Event, kept: Journal) -> None:
    """Leyla opens files for families; the address of each that was opened is her receipt."""
    filled = {"missed": "Darius", "family": "Shirin", "origin": "KEN", "had_left": "no", "step": "write"}
    while not over.is_set():
        with suppress(*GONE):
            soon = date.fromisoformat(inst.khabar_today()) + timedelta(days=14)
            leyla.get("/advocacy/open/")
            answer = leyla.send("/open/", label=f"File {len(kept.files)}", on=soon.isoformat(), **filled)
            found = re.fullmatch(r"/advocacy/files/(\w+)/", answer.path)
            if found and answer.status == _WELL:
                kept.files.append(found[1])
            else:
                kept.odd.append(f"file {answer.status} {answer.path}")
            over.wait(PAUSE)
