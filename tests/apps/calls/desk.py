"""Families with a telephone or an address, the people who call them, and a word that is brought."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import cast
from khabar.apps.accounts.actions import create_account, declare_kin
from khabar.apps.calls import actions as calls
from khabar.apps.calls import bringing, queries
from khabar.apps.matches import bringers
from khabar.apps.post.contact import promise_first
from khabar.apps.post.queries import next_contacts
from khabar.apps.registry.actions import file_request
from khabar.apps.registry.queries import request_file
from khabar.domain.actors import staff
from khabar.domain.answers import Tells
from khabar.domain.calls import Hands, Outcome
from khabar.domain.duties import Duty
from khabar.domain.reaching import Way
from khabar.vault import canonical

if TYPE_CHECKING:
    from conftest import SettableClock
    from khabar.apps.calls.bringing import Bringing
    from khabar.apps.calls.queries import CallLine
    from khabar.domain.actors import Actor
    from khabar.domain.bringing import Brought
    from khabar.domain.calls import CallPlan
    from khabar.domain.forms import RequestForm
    from khabar.domain.ids import PairId, PermitId, PresenceId, RequestId
    from khabar.ports import Parts

PASSPHRASE = "8316 2074 5591 6038 2247"
MOTHER = {
    "enquirer_name": "Golnar Ahmadi",
    "enquirer_given": "Golnar",
    "kinship": "mother",
    "way": Way.TELEPHONE,
    "phone": "۰۷۱ ۵۵ ۰۱ ۲۳",
    "safe_times": "after the noon call, not on Fridays",
    "stop_word": "aubergine",
    "language": "Persian",
    "callback_question": "What did we call the goat?",
    "callback_answer": "Minister",
    "locator": b"",
    "public": b"",
    "verify_key": b"",
}


@dataclass
class Voices:
    """A house in which families are spoken with."""

    parts: Parts
    clock: SettableClock
    people: dict[str, Actor] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.clock.now().date()

    def colleague(self, name: str, *duties: Duty) -> Actor:
        if name not in self.people:
            account = create_account(
                actor=cast.JOB,
                now=self.clock.now(),
                parts=self.parts,
                username=name,
                display_name=name.capitalize(),
                duties=duties,
                passphrase=PASSPHRASE,
            )
            self.people[name] = staff(account, *duties)
        return self.people[name]

    @property
    def nima(self) -> Actor:
        return self.colleague("nima", Duty.HELPER)

    @property
    def omar(self) -> Actor:
        return self.colleague("omar", Duty.BRINGER)

    def is_kin(self, who: Actor, name: str) -> None:
        assert who.account
        declare_kin(actor=who, now=self.clock.now(), parts=self.parts, account=who.account, name=name)

    def family(self, **fields: object) -> RequestId:
        """The mother files on paper: a telephone, and no page of her own."""
        return self.filed(cast.shirins_request(self.clock.now(), **(MOTHER | fields)))

    def filed(self, form: RequestForm) -> RequestId:
        now = self.clock.now()
        made = cast.file_request(self.parts, form) if form.locator else self._pageless(form)
        promise_first(actor=cast.JOB, now=now, parts=self.parts, holder=made, form=form)
        return made

    def _pageless(self, form: RequestForm) -> RequestId:
        key = hashlib.sha256(canonical.encode(form.to_body())).digest()
        made = file_request(actor=cast.JOB, now=self.clock.now(), parts=self.parts, form=form, key=key)
        assert made
        return made

    def until_due(self) -> None:
        """Three weeks and a few days pass: the day promised comes within the week."""
        self.clock.advance(timedelta(days=25))

    def plan(self, *calls_a_day: int, who: Actor | None = None) -> CallPlan:
        """Farid plans with so many calls of Nima's from today on; ten a day where no number is given."""
        helper = (who or self.nima).account
        assert helper
        numbers = calls_a_day or (10,)
        hands = [Hands(helper, self.today + timedelta(days=ahead), number) for ahead, number in enumerate(numbers)]
        return calls.plan_calls(actor=cast.FARID, now=self.clock.now(), parts=self.parts, hands=hands)

    def list_of(self, helper: Actor | None = None) -> tuple[CallLine, ...]:
        return queries.own_list(helper or self.nima, now=self.clock.now(), parts=self.parts)

    def note(self, outcome: Outcome, note: str = "", *, call: str = "", who: Actor | None = None) -> None:
        calls.note_call(
            actor=who or self.nima,
            now=self.clock.now(),
            parts=self.parts,
            call_id=call or self.list_of()[0].id,
            outcome=outcome,
            note=note,
        )

    def hears_by(self, request_id: RequestId) -> date:
        filed = request_file(request_id, parts=self.parts).filed_at.date()
        return next_contacts({str(request_id): filed}, today=self.today, parts=self.parts)[str(request_id)]

    def said(self, request_id: RequestId, words: str, who: Actor = cast.FARID) -> calls.Checked:
        return calls.check_caller(actor=who, now=self.clock.now(), parts=self.parts, request_id=request_id, said=words)

    # What is brought

    def answer(self, request_id: RequestId, presence_id: PresenceId, tells: Tells = Tells.MESSAGES) -> PairId:
        """Darius is asked and answers; Mira writes it down, and a round lets it leave."""
        pair = cast.pair_of(self.parts, request_id, presence_id)
        cast.verify_enquirer(self.parts, request_id)
        cast.ask(self.parts, pair)
        cast.answered(self.parts, pair, tells, own_words="I am well. I still sing.")
        cast.release(self.parts)
        return pair

    def propose(self, pair: PairId, bringer: Actor, who: Actor = cast.MIRA) -> None:
        assert bringer.account
        bringers.propose_bringer(
            actor=who, now=self.clock.now(), parts=self.parts, pair_id=pair, bringer=bringer.account
        )

    def confirm(self, pair: PairId, who: Actor = cast.TOMAS) -> None:
        bringers.confirm_bringer(actor=who, now=self.clock.now(), parts=self.parts, pair_id=pair)

    def name(self, pair: PairId, bringer: Actor | None = None) -> None:
        """Mira proposes Omar, Tomas confirms."""
        self.propose(pair, bringer or self.omar)
        self.confirm(pair)

    def word(self, who: Actor | None = None) -> Bringing | None:
        return bringing.to_speak(who or self.omar, on=self.today, parts=self.parts)

    def bring(self, permit: PermitId, brought: Brought, who: Actor | None = None) -> None:
        bringing.note_word(
            actor=who or self.omar, now=self.clock.now(), parts=self.parts, permit_id=permit, brought=brought
        )
