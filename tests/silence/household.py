"""A world of Khabar: what it can be told to do, and everything that is then seen of it from outside."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import connections

import cast
from khabar.apps.intake.models import Submission
from khabar.apps.post import freshening
from khabar.apps.post.models import Freshness
from khabar.apps.registry.actions import erase_request
from khabar.apps.registry.models import Presence, Request
from khabar.apps.registry.queries import request_file
from khabar.apps.rounds import steps
from khabar.config import settings as ours
from khabar.config import wiring
from khabar.domain.ids import PresenceId, RequestId
from khabar.web.family_desk import search
from silence import laying, leaks, looking, population, rounds
from silence.core.browsing import Browser
from silence.core.grammar import Step
from silence.core.seen import Seen
from silence.house import ALIASES, door_at, put_back
from silence.quotas import count_in_memory
from silence.slots import Slots, opened_pages, pigeonholes
from silence.states import NOT_HIM_MY_AUNT, OVER_THE_BRIDGE, STATES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.ports import Parts
    from silence.core.browsing import Application
    from silence.core.grammar import Visit
    from silence.core.worlds import Words
    from silence.house import Ground

IN_THE_HOUSE = {"family desk", "helper", "carrier", "operator", "desk outside"}
_SAVEPOINT = re.compile(r'"?s\d+_x\d+"?')
"""Django numbers its savepoints by thread and from the process's beginning; a visitor sees none of it."""
BY_NAME = {one.name: one for one in (*STATES, NOT_HIM_MY_AUNT, OVER_THE_BRIDGE)}


class Household:
    """One world: the intermediary, with everybody who visits it."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.leak = leaks.NONE
        self.reads: list[str] = []
        self.others: set[str] = set()
        self.remembered = Slots()
        self.leave_out = ""
        self.slips: list[tuple[str, str]] = []
        setattr(search, "time", SimpleNamespace(sleep=lambda _seconds: rounds.errands(ground)))  # noqa: B010 - the worker works while the page waits

    def words(self) -> Words:
        """List what it can be told."""
        return {
            "visit": self.visit,
            "round": self.round,
            "look": self.look,
            "arrives": self.arrives,
            "happens": self.happens,
            "plant": self.plant,
            "leave slots": self.leave_slots,
            "leave out": self.leave,
            "bundle": self.bundle,
            "take": self.take,
            "kept": self.kept,
            "reads": self.reads_again,
            "pages": opened_pages,
            "taken": lambda: Submission.objects.using("porch").count(),
            "quota in memory": count_in_memory,
        }

    def visit(self, visit: Visit) -> list[Seen]:
        """Let one visitor do what the grammar says, and give everything that came back."""
        self.ground.begin(f"visit {visit.number} {visit.rule}")
        cache.clear()
        browsers: dict[str, Browser] = {}
        found: list[Seen] = []
        for number, step in enumerate(visit.steps):
            side = "house" if step.surface in IN_THE_HOUSE else "porch"
            browser = browsers.setdefault(side, self._browser(visit, side))
            where = f"visit {visit.number} ({visit.rule}) step {number}"
            self.reads.clear()
            found += browser.take(step, where)
            reads = "\n".join(self.reads)
            found.append(Seen(f"{step.surface}: questions to databases", where, reads.encode()))
        kept = browsers["porch"].kept if "porch" in browsers else {}
        if "slip_code" in kept and "slip_pin" in kept:
            self.slips.append((kept["slip_code"], kept["slip_pin"]))
        found.append(Seen("chance: draws in a visit", f"visit {visit.number}", str(self.ground.chance.draws).encode()))
        return [*found, *self._told(f"visit {visit.number}")]

    def round(self, label: str, hours: int = 6) -> list[Seen]:
        """Let time pass, do a round, and give what left the house."""
        self.ground.clock.advance(timedelta(hours=hours))
        rounds.round_of(self.ground, label)
        self.leak.at_round(self.ground)
        return [*self._told(label), *pigeonholes(self.remembered, self.ground.others, label, except_of=self.leave_out)]

    def look(self, label: str) -> list[Seen]:
        """Give what is seen beside visits: paper, lists, rows of the porch, ids."""
        self.ground.begin(f"look {label}")
        found = looking.everything(self.ground, label)
        return self.leak.at_look(found)

    def arrives(self, state: str) -> None:
        """Let the person be here: the form lies in the queue until the next round."""
        self.others = set(Presence.objects.values_list("id", flat=True))
        form = population.darius(self.ground.clock.now(), **dict(BY_NAME[state].fields))
        self.ground.begin("the person's own form")
        laying.queue(form, "presence", self.ground.parts)

    def happens(self, state: str) -> None:
        """Let colleagues and the person do what makes this state."""
        self.ground.begin("what happens to the person")
        (presence,) = set(Presence.objects.values_list("id", flat=True)) - self.others
        BY_NAME[state].happens(self.ground.parts, PresenceId(presence))

    def leave(self, holder: str) -> None:
        """Leave one family's page out of what is compared: a word has left for it."""
        self.leave_out = holder

    def leave_slots(self) -> None:
        """Let rounds draw new blanks and seal nothing anew: the leak that this check found first."""

        def blanks_only(*, actor: Actor, now: datetime, parts: Parts) -> int:
            del actor
            seed = parts.entropy.bytes(freshening.SEED_BYTES).hex()
            Freshness.objects.update_or_create(id=1, defaults={"seed": seed, "drawn_at": now})
            return 0

        setattr(steps, "freshen", blanks_only)  # noqa: B010 - in this world alone

    def plant(self, leak: str) -> None:
        """Plant a leak in this world; an empty name takes it out again."""
        self.leak = leaks.LEAKS.get(leak, leaks.NONE)

    def bundle(self) -> bytes:
        """Give the bundle of the last round for the association."""
        return rounds.newest(self.ground.partner[self.ground.parts.options.kind])

    def take(self, blob: bytes) -> None:
        """Take in what the association sent."""
        self.ground.begin("a bundle comes in")
        rounds.carry_in(self.ground, blob)

    def kept(self) -> dict[str, bytes]:
        """Give both databases whole."""
        return {alias: bytes(connections[alias].connection.serialize()) for alias in ALIASES}

    def forget_requests(self) -> None:
        """Let nobody have asked for the person: their requests are erased before anybody comes."""
        self.ground.begin("nobody asks")
        for request in [one.id for one in Request.objects.order_by("id")]:
            opened = request_file(RequestId(request), parts=self.ground.parts)
            if opened.form.name == population.SOUGHT:
                erase_request(
                    actor=cast.JOB, now=self.ground.clock.now(), parts=self.ground.parts, request_id=opened.id
                )

    def reads_again(self, label: str, most: int = 0) -> list[Seen]:
        """Let everybody whose slip is known come back, or so many of the last ones, and give what the page shows."""
        found: list[Seen] = []
        for number, (code, pin) in enumerate(self.slips[-most:]):
            self.ground.begin(f"{label}, slip {number}")
            browser = Browser(self.ground.doors["porch"], "testserver", f"10.7.0.{number + 1}")
            form = (("code", code), ("pin", pin))
            for step in (
                Step(surface="presence", path="/family/open/"),
                Step(surface="presence", form="/family/open/", fields=form),
                Step(surface="presence", path="/family/page/"),
            ):
                found += browser.take(step, f"{label}, slip {number}")
        return found

    def _browser(self, visit: Visit, side: str) -> Browser:
        door = self._counted(self.leak.door(self.ground.doors[side], self.ground))
        browser = Browser(door, "testserver", visit.address, visit.language)
        if side == "house" and visit.who:
            browser.cookies |= self.ground.cookies[visit.who]
        return browser

    def _counted(self, door: Application) -> Application:
        """Note every question that a page asks of a database: its form, without values."""

        def counted(environment, start):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - as a WSGI application
            def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - Django's own
                self.reads.append(_SAVEPOINT.sub("savepoint", f"{context['connection'].alias} {sql}"))
                return execute(sql, params, many, context)

            with connections["default"].execute_wrapper(note), connections["porch"].execute_wrapper(note):
                return door(environment, start)

        return counted

    def _told(self, where: str) -> Iterator[Seen]:
        yield from looking.mails(self.ground, where)
        yield from looking.logs(self.ground, where)


class Association:
    """The other installation, in the hands of an operator with root and all its keys."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.remembered = Slots()
        self.porch = door_at("khabar.config.urls_association_porch", ours._PORCH_MIDDLEWARE, "porch")
        wiring.use(ground.hers)
        put_back(ground.association)

    def words(self) -> Words:
        """List what it can be told."""
        return {"round": self.round, "take": self.take, "look": self.look, "visit": self.visit}

    def visit(self, visit: Visit) -> list[Seen]:
        """Let somebody come to the association's own porch, and give everything that came back."""
        self.ground.begin(f"her visit {visit.number} {visit.rule}")
        browser = Browser(self.porch, "testserver", visit.address, visit.language)
        steps = enumerate(visit.steps)
        found = [one for number, step in steps for one in browser.take(step, f"her visit {visit.number} step {number}")]
        return [*found, *looking.mails(self.ground, f"her visit {visit.number}")]

    def take(self, blob: bytes, label: str) -> list[Seen]:
        """Take in a bundle as an operator with every key sees it."""
        self.ground.begin(f"her bundle {label}")
        return looking.bundle_seen(self.ground, self.remembered, blob, label)

    def round(self, label: str, hours: int = 6) -> bytes:
        """Let time pass and do a round; give the bundle that leaves."""
        self.ground.clock.advance(timedelta(hours=hours))
        rounds.round_of(self.ground, f"her {label}", hers=True)
        return rounds.newest(self.ground.partner[self.ground.hers.options.kind])

    def look(self, label: str) -> list[Seen]:
        """Give every row of both databases, and what they open with all keys."""
        return looking.association(self.ground, label)
