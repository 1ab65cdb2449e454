"""Builders for the tests of the desks: colleagues who are signed in, filed cases, pairs, rounds, messages.

Everything is done by the actions themselves, with the parts every test has.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from apps.accounts.colleagues import PASSPHRASE, SHELL, Colleague, browser_of
from khabar.apps.accounts.actions import create_account
from khabar.apps.accounts.factors import enrol_factor, new_totp_secret
from khabar.apps.ledger.models import Entry
from khabar.apps.matches.actions import note_findings, propose, take_step
from khabar.apps.matches.files import Findings
from khabar.apps.matches.models import Pair
from khabar.apps.post.actions import Sent, take_message
from khabar.apps.post.files import sealed_letter
from khabar.apps.post.pages import open_page
from khabar.apps.registry.actions import file_presence, file_request
from khabar.apps.registry.queries import person_of_presence, person_of_request
from khabar.apps.rounds import steps
from khabar.domain.actors import system
from khabar.domain.asking import Step
from khabar.domain.before_asking import Purpose, QuestionCheck, Risk, SaidOfMe
from khabar.domain.forms import FiledBy, PresenceForm, RequestForm
from khabar.domain.ids import MessageId, PairId, PresenceId, RequestId
from khabar.domain.messages import message_as_signed
from khabar.linkage import compare_persons
from khabar.vault import canonical
from khabar.vault.pigeonholes import PigeonholeKeys, derive, signed_by_slip
from khabar.web.components.slips import FAST

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from khabar.domain.duties import Duty
    from khabar.ports import Parts

FILING = system("tests")
READY = Findings(route_risk=Risk.LOW, questions=QuestionCheck.AGREE, by_name_alone_possible=True)
SLIPS = {"shirin": ("314159265344", "271828"), "leyla": ("161803398812", "141421")}


def words(response: Response) -> str:
    """The page as read: white space folded, without the token that differs each time."""
    page = re.sub(r'<input type="hidden" name="csrfmiddlewaretoken" value="\w+">', "", response.content.decode())
    return " ".join(page.split())


def text(response: Response) -> str:
    """The words of a page alone, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", words(response)).split())


def hidden(response: Response, name: str) -> str:
    """The value of a hidden field on a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, f"no hidden field {name}"
    return found.group(1)


def as_bytes(response: Response) -> tuple[int, str, list[tuple[str, str]]]:
    """Everything an onlooker sees of an answer."""
    return response.status_code, words(response), sorted(response.items())


def acts() -> list[str]:
    """The acts in the house's ledger, oldest first."""
    return list(Entry.objects.filter(chain="house").order_by("sequence").values_list("act", flat=True))


@dataclass(frozen=True)
class Desks:
    """A house with colleagues and cases, by its parts."""

    parts: Parts

    def colleague(self, username: str, *duties: Duty) -> Colleague:
        parts, now = self.parts, self.parts.clock.now()
        account = create_account(
            actor=SHELL,
            now=now,
            parts=parts,
            username=username,
            display_name=username.capitalize(),
            duties=duties,
            passphrase=PASSPHRASE,
        )
        secret = new_totp_secret(parts.entropy.bytes)
        enrol_factor(actor=SHELL, now=now, parts=parts, account=account, secret=secret)
        return Colleague(account, username, tuple(duties), secret)

    def browser(self, username: str, *duties: Duty) -> Client:
        return browser_of(self.colleague(username, *duties))

    def slip(self, holder: str = "shirin") -> PigeonholeKeys:
        code, pin = SLIPS[holder]
        return derive(code, pin, bytes.fromhex(self.parts.options.slip_salt), cost=FAST)

    def request(self, **fields: object) -> RequestId:
        """Shirin's request for Darius, with a page of her own."""
        keys, now = self.slip(), self.parts.clock.now()
        written = {
            "filed_at": now.isoformat(),
            "name": "Darius Ahmadi",
            "father": "Hassan",
            "birth": "1365",
            "birth_place": "Lindenau",
            "two_things": ("the blue boat", "plum jam"),
            "enquirer_name": "Shirin Ahmadi",
            "enquirer_given": "Shirin",
            "kinship": "sister",
            "said_of_me": SaidOfMe.KINSHIP,
            "purpose": Purpose.FAMILY_NEWS,
            "safe_times": "mornings",
            "stop_word": "aubergine",
            "risk": "I do not know",
            "locator": keys.locator,
            "public": keys.public,
            "verify_key": keys.verify_key,
        }
        form = RequestForm(**(written | fields))  # type: ignore[arg-type]  # plain values by name
        key = hashlib.sha256(canonical.encode(form.to_body())).digest()
        made = file_request(actor=FILING, now=now, parts=self.parts, form=form, key=key)
        assert made
        if form.locator:
            open_page(actor=FILING, now=now, parts=self.parts, form=form, holder=made)
        return made

    def presence(self, **fields: object) -> PresenceId:
        """Darius, who is here and wrote so himself."""
        now = self.parts.clock.now()
        written = {
            "filed_at": now.isoformat(),
            "name": "داریوش احمدی",
            "father": "Hassan",
            "birth": "1986",
            "last_place": "Lindenau",
            "two_things": ("a boat, painted blue", "jam of plums"),
            "filed_by": FiledBy.SELF,
        }
        form = PresenceForm(**(written | fields))  # type: ignore[arg-type]  # plain values by name
        key = hashlib.sha256(canonical.encode(form.to_body())).digest()
        made = file_presence(actor=FILING, now=now, parts=self.parts, form=form, key=key)
        assert made
        if form.locator:
            open_page(actor=FILING, now=now, parts=self.parts, form=form, holder=made)
        return made

    def pair(self, request_id: RequestId | None = None, presence_id: PresenceId | None = None) -> PairId:
        """A pair of the two, as the matcher would propose it."""
        request_id, presence_id = request_id or self.request(), presence_id or self.presence()
        left = person_of_request(request_id, parts=self.parts)
        found = compare_persons(left, person_of_presence(presence_id, parts=self.parts))
        propose(actor=FILING, now=self.parts.clock.now(), parts=self.parts, candidates=[found])
        return PairId(Pair.objects.get(request_id=request_id, presence_id=presence_id).id)

    def ask(self, pair_id: PairId, *people: Colleague) -> None:
        """Two people agree to ask, and it leaves."""
        now, parts = self.parts.clock.now(), self.parts
        note_findings(actor=people[0].actor, now=now, parts=parts, pair_id=pair_id, findings=READY)
        for one in people:
            step, reason = Step.AGREE_TO_ASK, "Known to the elders of the quarter"
            take_step(actor=one.actor, now=now, parts=parts, pair_id=pair_id, step=step, reason=reason)
        self.release()

    def release(self) -> None:
        """The part of a round in which things leave, at its time."""
        steps.release(self.parts.clock.now() + timedelta(hours=1), self.parts)

    def message(self, text: str, holder: str = "shirin") -> MessageId:
        """A message from a page, signed by its slip."""
        keys, key = self.slip(holder), hashlib.sha256(text.encode()).digest()
        letter = sealed_letter(text, parts=self.parts)
        today = self.parts.clock.now().date()
        signed = message_as_signed(keys.locator, letter, today, key)
        sent = Sent(keys.locator, letter, today, signed_by_slip(keys.signing, signed))
        made = take_message(actor=FILING, now=self.parts.clock.now(), parts=self.parts, sent=sent, key=key)
        assert made
        return made
