"""The cast at work: their forms, their slips, the colleagues at their desks, and what they do, as plain functions.

Everything is done by the actions themselves. `parts` comes from the fixtures; slips are derived cheaply.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from khabar.apps.accounts.actions import create_account
from khabar.apps.matches import actions as matches
from khabar.apps.matches import weighing
from khabar.apps.matches.files import Findings
from khabar.apps.matches.models import Pair
from khabar.apps.pigeonholes.actions import open_pigeonhole
from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.apps.post.actions import Sent, take_message
from khabar.apps.post.files import sealed_letter
from khabar.apps.post.pages import open_page
from khabar.apps.registry import actions as registry
from khabar.apps.registry.queries import person_of_presence, person_of_request, request_file
from khabar.apps.rounds import steps
from khabar.domain.actors import operator, porch, staff, system
from khabar.domain.answers import Setting, Tells, draft_answer
from khabar.domain.asking import Step
from khabar.domain.before_asking import Purpose, QuestionCheck, Risk, Verification
from khabar.domain.best_interests import Guardian, Interest, InterestsDraft, OwnWish
from khabar.domain.death import DeathDraft, Ground, Source
from khabar.domain.duties import Duty
from khabar.domain.forms import FiledBy, PresenceForm, RequestForm
from khabar.domain.ids import NO_ACCOUNT, AccountId, MessageId, PairId, PermitId, PresenceId, RequestId
from khabar.domain.messages import message_as_signed
from khabar.domain.page import Piece, Standing, pieces_in
from khabar.linkage import compare_persons
from khabar.vault import Cost, canonical
from khabar.vault.pigeonholes import PigeonholeKeys, derive, signed_by_slip
from khabar.vault.pigeonholes import open_page as open_blob

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.domain.actors import Actor
    from khabar.domain.answers import Answer
    from khabar.ports import Parts

MIRA = staff(AccountId("a1" * 16), Duty.ASKING_DESK, Duty.LETTERS)
TOMAS = staff(AccountId("a2" * 16), Duty.ASKING_DESK, Duty.LETTERS)
FARID = staff(AccountId("f1" * 16), Duty.FAMILY_DESK)
NIMA = staff(AccountId("d1" * 16), Duty.HELPER)
LEYLA = staff(AccountId("b1" * 16), Duty.LETTERS)
EZRA = staff(AccountId("e1" * 16), Duty.FAMILY_DESK)
EZRA_OPERATOR = operator(AccountId("e2" * 16))
OUTSIDE_THE_DESK = (FARID, NIMA, LEYLA, EZRA, EZRA_OPERATOR, porch("family"))
"""Everybody who has no word in asking and answering."""
JOB = system("tests")

SALT = bytes.fromhex("5a" * 16)
CODES = {
    "shirin": ("314159265344", "271828"),
    "ezra": ("161803398812", "141421"),
    "darius": ("271828182815", "173205"),
    "leyla": ("577215664926", "202208"),
}
FOUND_OUT = Findings(route_risk=Risk.LOW, questions=QuestionCheck.AGREE, by_name_alone_possible=True)


@dataclass(frozen=True)
class Read:
    """A page as its holder reads it."""

    standing: Standing
    pieces: tuple[Piece, ...]

    def of_kind(self, *kinds: str) -> list[Piece]:
        return [piece for piece in self.pieces if piece.kind in kinds]


@cache
def slip(holder: str) -> PigeonholeKeys:
    """The keys of one of the cast's slips."""
    code, pin = CODES[holder]
    return derive(code, pin, SALT, cost=Cost(8, 1))


def _written(holder: str, filed_at: datetime, plain: dict[str, object], fields: dict[str, object]) -> dict[str, object]:
    return {"filed_at": filed_at.isoformat(), **slip_of(holder), **plain, **fields}


def shirins_request(filed_at: datetime, **fields: object) -> RequestForm:
    """Shirin seeks her brother."""
    plain = {
        "name": "Darius Ahmadi",
        "father": "Hassan",
        "birth": "1365",
        "birth_place": "Lindenau",
        "two_things": ("the blue boat", "plum jam"),
        "enquirer_name": "Shirin Ahmadi",
        "enquirer_given": "Shirin",
        "kinship": "sister",
        "purpose": Purpose.FAMILY_NEWS,
    }
    return RequestForm(**_written("shirin", filed_at, plain, fields))  # type: ignore[arg-type]  # values by name


def ezras_request(filed_at: datetime, **fields: object) -> RequestForm:
    """Ezra has stolen a description of Darius and says he seeks him."""
    plain = {
        "name": "Darius Ahmadi",
        "father": "Hassan",
        "birth": "1986",
        "two_things": ("a red house",),
        "enquirer_name": "Ezra Rostami",
        "enquirer_given": "Ezra",
        "kinship": "cousin",
        "purpose": Purpose.FAMILY_NEWS,
    }
    return RequestForm(**_written("ezra", filed_at, plain, fields))  # type: ignore[arg-type]  # values by name


def dariuss_presence(filed_at: datetime, **fields: object) -> PresenceForm:
    """Darius is here and wrote so himself; he keeps no slip."""
    plain = {
        "name": "داریوش احمدی",
        "father": "Hassan",
        "birth": "1986",
        "last_place": "Lindenau",
        "two_things": ("a boat, painted blue", "jam of plums"),
        "filed_by": FiledBy.SELF,
    }
    return PresenceForm(filed_at=filed_at.isoformat(), **(plain | fields))  # type: ignore[arg-type]  # values by name


def slip_of(holder: str) -> dict[str, bytes]:
    """The fields of a presence whose person keeps a slip."""
    keys = slip(holder)
    return {"locator": keys.locator, "public": keys.public, "verify_key": keys.verify_key}


def file_request(parts: Parts, form: RequestForm) -> RequestId:
    """File a request as a round does, with its page on the porch and in the house."""
    now, key = parts.clock.now(), hashlib.sha256(canonical.encode(form.to_body())).digest()
    made = registry.file_request(actor=JOB, now=now, parts=parts, form=form, key=key)
    assert made
    open_pages(parts, form, made)
    return made


def file_presence(parts: Parts, form: PresenceForm) -> PresenceId:
    """File a presence as a round does, with its page where it has a slip."""
    now, key = parts.clock.now(), hashlib.sha256(canonical.encode(form.to_body())).digest()
    made = registry.file_presence(actor=JOB, now=now, parts=parts, form=form, key=key)
    assert made
    if form.locator:
        open_pages(parts, form, made)
    return made


def open_pages(parts: Parts, form: RequestForm | PresenceForm, holder: RequestId | PresenceId) -> None:
    """The two sides of one pigeonhole."""
    now = parts.clock.now()
    open_pigeonhole(actor=JOB, now=now, parts=parts, locator=form.locator, public=form.public, standing=b"")
    open_page(actor=JOB, now=now, parts=parts, form=form, holder=holder)


def pair_of(parts: Parts, request_id: RequestId, presence_id: PresenceId) -> PairId:
    """A pair of the two as the matcher would propose it."""
    left = person_of_request(request_id, parts=parts)
    found = compare_persons(left, person_of_presence(presence_id, parts=parts))
    matches.propose(actor=JOB, now=parts.clock.now(), parts=parts, candidates=[found])
    return PairId(Pair.objects.get(request_id=request_id, presence_id=presence_id).id)


def verify_enquirer(parts: Parts, request_id: RequestId, purpose: Purpose = Purpose.FAMILY_NEWS) -> None:
    """Farid has spoken with the enquirer."""
    registry.establish(
        actor=FARID,
        now=parts.clock.now(),
        parts=parts,
        request_id=request_id,
        verification=Verification.KINSHIP_SHOWN,
        purpose=purpose,
        reported_dead=False,
    )


def ezra_joins(parts: Parts, duty: Duty) -> Actor:
    """Ezra gets an account with this duty."""
    account = create_account(
        actor=JOB,
        now=parts.clock.now(),
        parts=parts,
        username="ezra",
        display_name="Ezra",
        duties=(duty,),
        passphrase="8316 2074 5591 6038 2247",
    )
    return staff(account, duty)


def objects(parts: Parts, request_id: RequestId, *, stands: bool) -> None:
    """Somebody asks us to be silent about the person sought, or takes that back; Farid writes it down."""
    file = request_file(request_id, parts=parts)
    registry.establish(
        actor=FARID,
        now=parts.clock.now(),
        parts=parts,
        request_id=request_id,
        verification=file.verification,
        purpose=file.purpose,
        reported_dead=file.reported_dead,
        objection=stands,
    )


def agree_to_ask(parts: Parts, pair_id: PairId, *people: Actor, reason: str = "Known to the elders") -> None:
    """The desk has looked, and these people agree to ask."""
    now = parts.clock.now()
    matches.note_findings(actor=MIRA, now=now, parts=parts, pair_id=pair_id, findings=FOUND_OUT)
    for one in people:
        matches.take_step(actor=one, now=now, parts=parts, pair_id=pair_id, step=Step.AGREE_TO_ASK, reason=reason)


def ask(parts: Parts, pair_id: PairId) -> None:
    """Mira and Tomas agree to ask, and it leaves."""
    agree_to_ask(parts, pair_id, MIRA, TOMAS)
    release(parts)


def read_by_two(answer: Answer) -> Answer:
    """Mira wrote it down, and Tomas confirms it: it is his to record."""
    return replace(answer, typed_by=MIRA.account or NO_ACCOUNT, read_by=TOMAS.account or NO_ACCOUNT)


def answered(parts: Parts, pair_id: PairId, tells: Tells, setting: Setting = Setting.ALONE, **said: object) -> PermitId:
    """Mira types what Darius answered."""
    now = parts.clock.now()
    answer = draft_answer(tells=tells, setting=setting, given_on=now.date(), **said)
    matches.record_answer(actor=MIRA, now=now, parts=parts, pair_id=pair_id, answer=answer)
    return confirmed(parts, pair_id)


def confirmed(parts: Parts, pair_id: PairId, actor: Actor = TOMAS) -> PermitId:
    """Tomas, who has read the same paper, confirms what Mira wrote down."""
    now, how = parts.clock.now(), "I have read the paper myself."
    return matches.confirm_answer(actor=actor, now=now, parts=parts, pair_id=pair_id, reason=how)


def death_found(parts: Parts, ground: Ground = Ground.TWO_PEOPLE, **said: object) -> DeathDraft:
    """What Mira writes down of Darius's death."""
    plain = {"source": Source.WITNESS, "source_words": "Omar stood at the grave.", "reason": "Nobody else will tell."}
    words = plain | {"ground": ground, "to_say": "In spring, of a fever. It is certain."} | said
    return DeathDraft(filed_at=parts.clock.now().isoformat(), **words)  # type: ignore[arg-type]  # values by name


def interests_found(parts: Parts, interest: Interest = Interest.MAY_BE_ASKED, **said: object) -> InterestsDraft:
    """What Mira writes down of a decision about a child."""
    plain = {"decided_by": "Nasrin Farahani, who answers for children", "guardian": Guardian.AGREES}
    words = plain | {"guardian_name": "Behrouz Karimi, the uncle", "own_wish": OwnWish.YES, "interest": interest}
    reason = {"reason": "The child speaks of her sister every day."}
    return InterestsDraft(filed_at=parts.clock.now().isoformat(), **(words | reason | said))  # type: ignore[arg-type]  # values by name


def weighed(parts: Parts, pair_id: PairId, found: DeathDraft | InterestsDraft) -> PermitId:
    """Mira writes it down, Tomas confirms it."""
    now = parts.clock.now()
    weighing.weigh(actor=MIRA, now=now, parts=parts, pair_id=pair_id, found=found)
    reason = "I have spoken with Omar too."
    return weighing.confirm_weighed(actor=TOMAS, now=now, parts=parts, pair_id=pair_id, reason=reason)


def release(parts: Parts) -> None:
    """The step of a round in which things leave, a minute later."""
    steps.release(parts.clock.now() + timedelta(minutes=1), parts)


def renew(parts: Parts) -> None:
    """The step of a round in which every page is written anew; needs no key."""
    steps.renew(parts.clock.now(), parts)


def page(holder: str) -> Read:
    """The page of one of the cast as it lies on the porch, read with code and PIN."""
    keys = slip(holder)
    opened = open_blob(keys.private, bytes(Pigeonhole.objects.get(locator=keys.locator.hex()).blob))
    pieces = tuple(piece for slot in opened.pieces for piece in pieces_in(slot))
    return Read(Standing.from_bytes(opened.standing), pieces)


def page_after_round(parts: Parts, holder: str) -> Read:
    """The page after what is due has left and all pages were renewed."""
    release(parts)
    renew(parts)
    return page(holder)


def sent_by(parts: Parts, holder: str, text: str) -> tuple[Sent, bytes]:
    """A message as the porch hands it over: signed by its slip, under its own key."""
    keys, key, today = slip(holder), hashlib.sha256(text.encode()).digest(), parts.clock.now().date()
    letter = sealed_letter(text, parts=parts)
    signature = signed_by_slip(keys.signing, message_as_signed(keys.locator, letter, today, key))
    return Sent(keys.locator, letter, today, signature), key


def write(parts: Parts, holder: str, text: str) -> MessageId:
    """A message from a page, taken in."""
    sent, key = sent_by(parts, holder, text)
    made = take_message(actor=JOB, now=parts.clock.now(), parts=parts, sent=sent, key=key)
    assert made
    return made
