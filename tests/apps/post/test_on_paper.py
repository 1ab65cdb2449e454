"""What came on paper, kept as an answer, a presence, a reply or a message; and erased with its case."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

import cast
from apps.post.letters_desk import TEXT
from khabar.adapters.blobs.memory import MemoryBlobs
from khabar.apps.accounts.actions import create_account, declare_kin
from khabar.apps.consent.queries import history, may_tell
from khabar.apps.matches import actions as matches
from khabar.apps.matches.files import opened_pair
from khabar.apps.matches.models import Pair
from khabar.apps.paper.actions import NewSheet, issue, issue_sheets, take_scan
from khabar.apps.paper.models import Scan, Sheet
from khabar.apps.paper.queries import papers_filed
from khabar.apps.post import actions as post
from khabar.apps.post.erasing import erase
from khabar.apps.post.files import opened_message
from khabar.apps.post.on_paper import (
    drop_orphans,
    keep_answer,
    keep_message,
    keep_presence,
    keep_reply,
    look_at_paper,
    open_paper,
    settle_unfiled,
)
from khabar.apps.post.trays import paper_for, papers_for
from khabar.apps.registry.queries import presence_file
from khabar.apps.rounds import steps
from khabar.domain.actors import staff
from khabar.domain.answers import Answer, Disclosure, Setting, Tells, draft_answer
from khabar.domain.asking import PairState, Step
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.forms import FiledBy, PresenceForm
from khabar.domain.ids import AccountId, PairId
from khabar.domain.messages import MessageState
from khabar.domain.paper_trays import DUTY_OF_TRAY, CameBy, Outcome, Tray
from khabar.domain.sheets import SheetKind
from papers import picture, with_spelled_pictures

if TYPE_CHECKING:
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.apps.paper.files import ScanFile
    from khabar.domain.actors import Actor
    from khabar.domain.ids import MessageId, PresenceId, RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
OMAR = staff(AccountId("c1" * 16), Duty.CARRIER)
REPLY = "I am well. Plant the plum tree again."


@pytest.fixture
def parts(parts: Parts) -> Parts:
    return with_spelled_pictures(parts)


def came(
    parts: Parts, kind: SheetKind, about: str, tray: Tray, *, actor: Actor = OMAR, reader: Actor = cast.MIRA
) -> ScanFile:
    """A sheet of this kind comes back and lies in a tray."""
    now = parts.clock.now()
    [code] = issue(actor=cast.JOB, now=now, parts=parts, kind=kind, count=1, about=about)
    before = {one.id for one in papers_for(tray, reader, parts=parts)}
    came_by = CameBy.CARRIER if actor.has(Duty.CARRIER) else CameBy.FAMILY_DESK
    take_scan(actor=actor, now=now, parts=parts, name="a.jpg", data=picture(code), came_by=came_by)
    [scan] = [one for one in papers_for(tray, reader, parts=parts) if one.id not in before]
    return scan


def said(parts: Parts, tells: Tells, setting: Setting) -> Answer:
    return draft_answer(tells=tells, setting=setting, given_on=parts.clock.now().date())


def holder_of(scan: ScanFile) -> str:
    return Scan.objects.get(id=scan.id).holder


def test_the_answer_on_an_asking_sheet_is_recorded_for_its_pair_and_settles_the_picture(
    parts: Parts, pair: PairId, request_id: RequestId, presence_id: PresenceId
) -> None:
    now, scan = parts.clock.now(), came(parts, SheetKind.ASKING, pair, Tray.ASKING_DESK)
    answer = said(parts, Tells.ALIVE, Setting.ALONE)
    keep_answer(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, answer=answer)
    assert not may_tell(presence_id, request_id, on=now.date(), parts=parts), "one person has read the sheet"
    assert papers_filed(presence_id, about=pair, parts=parts) == [scan.id], "and another finds it"
    cast.confirmed(parts, pair)
    assert opened_pair(pair, parts=parts).inside.standing.state is PairState.ANSWERED
    told = may_tell(presence_id, request_id, on=now.date(), parts=parts)
    assert told == {Disclosure.SEEN_ALIVE, Disclosure.ALIVE}
    assert holder_of(scan) == presence_id
    assert papers_for(Tray.ASKING_DESK, cast.MIRA, parts=parts) == []


def test_where_no_answer_is_waited_for_nothing_is_kept_and_the_picture_waits_on(
    parts: Parts, request_id: RequestId, presence_id: PresenceId
) -> None:
    pair = cast.pair_of(parts, request_id, presence_id)  # nobody has asked yet
    scan = came(parts, SheetKind.ASKING, pair, Tray.ASKING_DESK)
    answer = said(parts, Tells.ALIVE, Setting.ALONE)
    with pytest.raises((Conflict, Refused)):
        keep_answer(actor=cast.MIRA, now=parts.clock.now(), parts=parts, scan_id=scan.id, answer=answer)
    assert [one.id for one in papers_for(Tray.ASKING_DESK, cast.MIRA, parts=parts)] == [scan.id]
    assert not history(presence_id, parts=parts)


def offered(parts: Parts, setting: Setting, **fields: object) -> PresenceForm:
    """What Darius wrote on an offer sheet."""
    written = {
        "filed_at": parts.clock.now().isoformat(),
        "name": "داریوش احمدی",
        "father": "Hassan",
        "birth": "1986",
        "two_things": ("a boat, painted blue", "jam of plums"),
        "tells": Tells.MESSAGES,
        "tell_name": "Shirin",
        "tell_kinship": "sister",
        "filed_by": FiledBy.SELF if setting is Setting.ALONE else FiledBy.OTHER,
        "setting": setting,
    }
    return PresenceForm(**(written | fields))  # type: ignore[arg-type]  # values by name


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        (Setting.ALONE, {Disclosure.SEEN_ALIVE, Disclosure.ALIVE, Disclosure.MESSAGE}),
        (Setting.OBSERVED, {Disclosure.SEEN_ALIVE}),
    ],
)
def test_an_offer_that_names_the_enquirer_opens_what_its_setting_allows(
    parts: Parts, request_id: RequestId, setting: Setting, told: set[Disclosure]
) -> None:
    cast.verify_enquirer(parts, request_id)
    now, scan = parts.clock.now(), came(parts, SheetKind.OFFER, "", Tray.ASKING_DESK)
    here = keep_presence(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, form=offered(parts, setting))
    assert holder_of(scan) == here
    assert presence_file(here, parts=parts).form.setting is setting
    steps.match(now, parts)
    pair = PairId(Pair.objects.get(request_id=request_id, presence_id=here).id)
    matches.note_findings(actor=cast.MIRA, now=now, parts=parts, pair_id=pair, findings=cast.FOUND_OUT)
    for one in (cast.MIRA, cast.TOMAS):
        matches.take_step(actor=one, now=now, parts=parts, pair_id=pair, step=Step.AGREE_IS_NAMED)
    assert may_tell(here, request_id, on=now.date(), parts=parts) == told


def test_what_a_third_hand_wrote_names_nobody_whatever_it_calls_itself(parts: Parts) -> None:
    scan = came(parts, SheetKind.OFFER, "", Tray.ASKING_DESK)
    for wrong in (
        offered(parts, Setting.ALONE, filed_by=FiledBy.OTHER),
        offered(parts, Setting.OBSERVED, filed_by=FiledBy.SELF),
    ):
        with pytest.raises(Invalid):
            keep_presence(actor=cast.MIRA, now=parts.clock.now(), parts=parts, scan_id=scan.id, form=wrong)
    assert holder_of(scan) == ""


def test_a_watched_no_and_a_blank_sheet_file_nothing(parts: Parts) -> None:
    for outcome in (Outcome.OBSERVED_NO, Outcome.BLANK):
        scan, now = came(parts, SheetKind.OFFER, "", Tray.ASKING_DESK), parts.clock.now()
        settle_unfiled(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, tray=Tray.ASKING_DESK, outcome=outcome)
        assert holder_of(scan) == ""
    steps.match(parts.clock.now(), parts)
    assert not Pair.objects.exists()


@pytest.fixture
def handed_over(parts: Parts, pair: PairId, message: MessageId) -> MessageId:
    """Shirin's message has left, to be handed to Darius, who agreed to messages."""
    cast.answered(parts, pair, Tells.MESSAGES)
    cast.release(parts)
    now = parts.clock.now()
    post.open_letter(actor=cast.MIRA, now=now, parts=parts, message_id=message, reason="to read it")
    post.accept(actor=cast.MIRA, now=now, parts=parts, message_id=message)
    post.let_go(actor=cast.MIRA, now=now, parts=parts, message_id=message)
    cast.release(parts)
    return message


def opened(parts: Parts, scan: ScanFile, actor: Actor = cast.MIRA) -> None:
    now = parts.clock.now()
    open_paper(actor=actor, now=now, parts=parts, scan_id=scan.id, tray=Tray.LETTERS, reason="To type it")


def test_the_reply_on_its_half_is_typed_by_one_and_accepted_by_another(
    parts: Parts, handed_over: MessageId, presence_id: PresenceId
) -> None:
    now, scan = parts.clock.now(), came(parts, SheetKind.REPLY, handed_over, Tray.LETTERS)
    with pytest.raises(Conflict):
        keep_reply(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, text=REPLY)  # closed: nobody has read it
    opened(parts, scan)
    reply = keep_reply(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, text=REPLY)
    assert opened_message(handed_over, parts=parts).inside.state is MessageState.ANSWERED
    assert holder_of(scan) == presence_id
    post.open_letter(actor=cast.MIRA, now=now, parts=parts, message_id=reply, reason="to read it")
    with pytest.raises(Invalid):
        post.accept(actor=cast.MIRA, now=now, parts=parts, message_id=reply)
    shown = post.open_letter(actor=cast.TOMAS, now=now, parts=parts, message_id=reply, reason="to compare it")
    assert shown.text == REPLY
    post.accept(actor=cast.TOMAS, now=now, parts=parts, message_id=reply)


def test_a_message_that_a_family_wrote_by_hand_becomes_its_message(parts: Parts, request_id: RequestId) -> None:
    scan, now = came(parts, SheetKind.MESSAGE, request_id, Tray.LETTERS, actor=cast.FARID), parts.clock.now()
    opened(parts, scan)
    made = keep_message(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, text=TEXT)
    kept = opened_message(made, parts=parts)
    assert (kept.writer, kept.inside.state, kept.inside.typed_by) == (
        request_id,
        MessageState.WRITTEN,
        cast.MIRA.account,
    )
    assert holder_of(scan) == request_id
    post.open_letter(actor=cast.MIRA, now=now, parts=parts, message_id=made, reason="to read it")
    with pytest.raises(Invalid):
        post.accept(actor=cast.MIRA, now=now, parts=parts, message_id=made)


def test_no_half_is_typed_as_the_other_kind(parts: Parts, handed_over: MessageId, request_id: RequestId) -> None:
    reply = came(parts, SheetKind.REPLY, handed_over, Tray.LETTERS)
    hand = came(parts, SheetKind.MESSAGE, request_id, Tray.LETTERS)
    back = came(parts, SheetKind.MESSAGE, handed_over, Tray.LETTERS)
    now = parts.clock.now()
    for scan in (reply, hand, back):
        opened(parts, scan)
    for scan in (reply, back):
        with pytest.raises(Conflict):
            keep_message(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, text=TEXT)
    for scan in (hand, back):
        with pytest.raises(Conflict):
            keep_reply(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, text=TEXT)


def test_the_picture_of_a_letter_is_shown_while_it_is_open_and_to_nobody_else(
    parts: Parts, request_id: RequestId
) -> None:
    scan, now = came(parts, SheetKind.MESSAGE, request_id, Tray.LETTERS), parts.clock.now()
    opened(parts, scan)
    look_at_paper(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, tray=Tray.LETTERS)
    for other in (cast.TOMAS, cast.LEYLA):
        with pytest.raises(Refused):
            look_at_paper(actor=other, now=now, parts=parts, scan_id=scan.id, tray=Tray.LETTERS)
    later = now.replace(hour=now.hour + 3)
    with pytest.raises(Refused):
        look_at_paper(actor=cast.MIRA, now=later, parts=parts, scan_id=scan.id, tray=Tray.LETTERS)


def test_a_sheet_with_a_letter_in_its_picture_is_opened_by_those_of_the_asking_desk_who_read_letters(
    parts: Parts, request_id: RequestId
) -> None:
    now = parts.clock.now()
    sheets = [NewSheet(SheetKind.OFFER), NewSheet(SheetKind.MESSAGE, request_id)]
    codes = issue_sheets(actor=cast.JOB, now=now, parts=parts, sheets=sheets)
    take_scan(actor=OMAR, now=now, parts=parts, name="a", data=picture(*codes), came_by=CameBy.CARRIER)
    [offer] = papers_for(Tray.ASKING_DESK, cast.MIRA, parts=parts)
    only_asking = staff(AccountId("a9" * 16), Duty.ASKING_DESK)
    with pytest.raises(Refused):
        open_paper(actor=only_asking, now=now, parts=parts, scan_id=offer.id, tray=Tray.ASKING_DESK, reason="to look")
    for actor in (only_asking, cast.MIRA):
        with pytest.raises(Refused):
            look_at_paper(actor=actor, now=now, parts=parts, scan_id=offer.id, tray=Tray.ASKING_DESK)
    open_paper(actor=cast.MIRA, now=now, parts=parts, scan_id=offer.id, tray=Tray.ASKING_DESK, reason="to look")
    look_at_paper(actor=cast.MIRA, now=now, parts=parts, scan_id=offer.id, tray=Tray.ASKING_DESK)


@pytest.mark.parametrize("relative", ["Darius Ahmadi", "Shirin Ahmadi"])
def test_papers_of_ones_own_family_are_not_there(
    parts: Parts, pair: PairId, message: MessageId, request_id: RequestId, relative: str
) -> None:
    account = create_account(
        actor=cast.JOB,
        now=parts.clock.now(),
        parts=parts,
        username="roxana",
        display_name="Roxana",
        duties=(Duty.ASKING_DESK, Duty.LETTERS),
        passphrase="8316 2074 5591 6038 2247",
    )
    roxana = staff(account, Duty.ASKING_DESK, Duty.LETTERS)
    found = [
        (came(parts, SheetKind.ASKING, pair, Tray.ASKING_DESK), Tray.ASKING_DESK),
        (came(parts, SheetKind.REPLY, message, Tray.LETTERS), Tray.LETTERS),
        (came(parts, SheetKind.MESSAGE, request_id, Tray.LETTERS), Tray.LETTERS),
    ]
    declare_kin(actor=cast.JOB, now=parts.clock.now(), parts=parts, account=account, name=relative)
    for scan, tray in found:
        assert scan.id not in {one.id for one in papers_for(tray, roxana, parts=parts)}
        with pytest.raises(Refused):
            paper_for(scan.id, tray, roxana, parts=parts)
        assert paper_for(scan.id, tray, cast.MIRA, parts=parts).id == scan.id


@pytest.mark.parametrize("tray", list(Tray))
def test_a_paper_of_one_desk_is_not_there_for_another(parts: Parts, tray: Tray) -> None:
    kinds = {Tray.FAMILY_DESK: SheetKind.INTAKE, Tray.ASKING_DESK: SheetKind.OFFER, Tray.LETTERS: SheetKind.REPLY}
    reader = cast.FARID if tray is Tray.FAMILY_DESK else cast.MIRA
    scan = came(parts, kinds[tray], "", tray, actor=cast.FARID, reader=reader)
    everybody = (cast.FARID, cast.MIRA, cast.NIMA, cast.EZRA, cast.EZRA_OPERATOR, OMAR)
    for other, actor in product(Tray, everybody):
        if other is tray and actor.has(DUTY_OF_TRAY[tray]):
            assert paper_for(scan.id, other, actor, parts=parts).id == scan.id
        else:
            with pytest.raises(Refused):
                paper_for(scan.id, other, actor, parts=parts)


def erased(parts: Parts, holder: str, capture: object) -> None:
    with capture(execute=True):  # type: ignore[operator]  # the fixture of pytest-django
        erase(actor=cast.JOB, now=parts.clock.now(), parts=parts, holder=holder)


def blobs_of(parts: Parts) -> int:
    assert isinstance(parts.blobs, MemoryBlobs)
    return len(parts.blobs.kept)


@pytest.mark.parametrize("is_locked", [False, True])
def test_erasing_the_person_drops_the_picture_of_the_answer(
    parts: Parts,
    agent: MemoryKeyAgent,
    pair: PairId,
    presence_id: PresenceId,
    django_capture_on_commit_callbacks: object,
    *,
    is_locked: bool,
) -> None:
    scan = came(parts, SheetKind.ASKING, pair, Tray.ASKING_DESK)
    answer = said(parts, Tells.ALIVE, Setting.ALONE)
    keep_answer(actor=cast.MIRA, now=parts.clock.now(), parts=parts, scan_id=scan.id, answer=answer)
    if is_locked:
        agent.lock()
    erased(parts, presence_id, django_capture_on_commit_callbacks)
    assert not Scan.objects.exists()
    assert blobs_of(parts) == 0


def test_erasing_a_case_drops_what_still_waits_and_forgets_its_sheets(
    parts: Parts,
    pair: PairId,
    message: MessageId,
    request_id: RequestId,
    django_capture_on_commit_callbacks: object,
) -> None:
    came(parts, SheetKind.ASKING, pair, Tray.ASKING_DESK)
    came(parts, SheetKind.REPLY, message, Tray.LETTERS)
    came(parts, SheetKind.MESSAGE, request_id, Tray.LETTERS)
    other = came(parts, SheetKind.OFFER, "cd" * 16, Tray.ASKING_DESK)
    erased(parts, request_id, django_capture_on_commit_callbacks)
    assert list(Scan.objects.values_list("id", flat=True)) == [other.id]
    assert Sheet.objects.count() == 1
    assert blobs_of(parts) == 1


def test_what_waits_of_a_case_that_was_erased_behind_a_lock_goes_with_the_next_round(
    parts: Parts,
    agent: MemoryKeyAgent,
    pair: PairId,
    request_id: RequestId,
    django_capture_on_commit_callbacks: object,
    unlocked: object,
) -> None:
    came(parts, SheetKind.ASKING, pair, Tray.ASKING_DESK)
    agent.lock()
    erased(parts, request_id, django_capture_on_commit_callbacks)
    assert Scan.objects.count() == 1
    agent.unlock(unlocked)  # type: ignore[arg-type]  # the fixture's own
    assert papers_for(Tray.ASKING_DESK, cast.MIRA, parts=parts)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # the fixture of pytest-django
        steps.file(parts.clock.now(), parts)
    assert not Scan.objects.exists()
    assert not Sheet.objects.exists()
    assert blobs_of(parts) == 0
    assert drop_orphans(actor=cast.JOB, now=parts.clock.now(), parts=parts) == 0
