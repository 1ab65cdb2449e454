"""Ezra and paper: wrong files, watched words, replayed uploads, what root sees, what a dead woman's form says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some

import cast
from apps.calls.desk import Voices
from apps.trips.travels import LOOK, carrier, note, trip_of
from khabar.apps.consent.queries import history, may_tell
from khabar.apps.paper.actions import take_scan
from khabar.apps.paper.queries import sheet_of
from khabar.apps.post import actions as post
from khabar.apps.post.blanks import print_message_form
from khabar.apps.post.filing import pass_on
from khabar.apps.post.models import Message
from khabar.apps.post.on_paper import keep_message, keep_reply, open_paper
from khabar.apps.post.trays import paper_for, papers_for
from khabar.apps.registry.models import Presence
from khabar.apps.trips import actions as trips
from khabar.apps.trips import carried
from khabar.apps.trips.files import SIZES, sizes_for
from khabar.apps.trips.queries import trip_view
from khabar.domain.actors import staff
from khabar.domain.answers import Answer, Disclosure, Setting, Tells, draft_answer
from khabar.domain.bringing import Brought
from khabar.domain.documents import AskingSheets, MessageForms, OfferSheets
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.forms import FiledBy, PresenceForm, RequestForm
from khabar.domain.inheritance import Passing
from khabar.domain.paper_trays import CameBy, Tray
from khabar.domain.sheets import SheetKind
from khabar.domain.stacks import MOST_ASKINGS, MOST_OFFERS
from khabar.domain.trip_events import Note, Outcome, Sheet
from khabar.domain.trips import Account, SheetAccount
from khabar.vault import canonical
from khabar.vault.padding import LENGTH_BYTES
from papers import Seen, picture, with_spelled_pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import SettableClock
    from khabar.apps.paper.files import ScanFile
    from khabar.domain.actors import Actor
    from khabar.domain.documents import Document, Look
    from khabar.domain.ids import AccountId, MessageId, PairId, PresenceId, RequestId, TripId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@dataclass
class Printed:
    """A printer that keeps the documents it was given: whoever holds the paper knows its codes."""

    documents: list[Document] = field(default_factory=list)

    def print(self, document: Document, look: Look) -> bytes:
        """Keep the document."""
        del look
        self.documents.append(document)
        return b"%PDF"

    def codes(self) -> Iterator[str]:
        """Give the codes of all sheets, in the order of printing."""
        for one in self.documents:
            match one:
                case OfferSheets():
                    yield from one.codes
                case AskingSheets():
                    yield from (sheet.code for sheet in one.sheets)
                case MessageForms():
                    for form in one.messages:
                        yield from (form.code, form.reply_code)


@pytest.fixture
def printer() -> Printed:
    return Printed()


@pytest.fixture
def parts(parts: Parts, printer: Printed) -> Parts:
    return replace(with_spelled_pictures(parts), printer=printer)


@pytest.fixture
def omar_account(parts: Parts) -> AccountId:
    return carrier(parts, "omar")


@pytest.fixture
def omar(omar_account: AccountId) -> Actor:
    return staff(omar_account, Duty.CARRIER)


@pytest.fixture
def request_id(parts: Parts) -> RequestId:
    made = cast.file_request(parts, cast.shirins_request(parts.clock.now()))
    cast.verify_enquirer(parts, made)
    cast.renew(parts)
    return made


@pytest.fixture
def presence_id(parts: Parts) -> PresenceId:
    return cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))


@pytest.fixture
def pair(parts: Parts, request_id: RequestId, presence_id: PresenceId) -> PairId:
    made = cast.pair_of(parts, request_id, presence_id)
    cast.ask(parts, made)
    return made


@dataclass(frozen=True)
class Stack:
    """A trip whose stack was printed: one offer sheet, then one asking sheet."""

    trip: TripId
    offer: str
    asking: str


@pytest.fixture
def stack(parts: Parts, printer: Printed, omar_account: AccountId, pair: PairId) -> Stack:
    trip = trip_of(parts, omar_account, offers=1, pairs=(pair,))
    trips.print_stack(actor=cast.MIRA, now=parts.clock.now(), parts=parts, trip_id=trip)
    offer, asking = printer.codes()
    return Stack(trip, offer, asking)


def sent(parts: Parts, actor: Actor, *sheets: Seen | str, note: str = "by hand") -> None:
    """Somebody sends one picture of these sheets."""
    came_by = CameBy.CARRIER if actor.has(Duty.CARRIER) else CameBy.FAMILY_DESK
    data = picture(*sheets, note=note)
    take_scan(actor=actor, now=parts.clock.now(), parts=parts, name="a.jpg", data=data, came_by=came_by)


def lying(parts: Parts, code: str, tray: Tray = Tray.ASKING_DESK, reader: Actor = cast.MIRA) -> ScanFile:
    """The picture of a sheet that waits in a tray."""
    sheet = sheet_of(code, parts=parts)
    assert sheet
    [found] = [one for one in papers_for(tray, reader, parts=parts) if one.code_hash == sheet.hash]
    return found


def said(parts: Parts, tells: Tells, setting: Setting) -> Answer:
    return draft_answer(tells=tells, setting=setting, given_on=parts.clock.now().date())


def told(parts: Parts, presence_id: PresenceId, request_id: RequestId) -> frozenset[Disclosure]:
    return may_tell(presence_id, request_id, on=parts.clock.now().date(), parts=parts)


def on_an_offer(parts: Parts, setting: Setting) -> PresenceForm:
    return PresenceForm(
        filed_at=parts.clock.now().isoformat(),
        name="Darius Ahmadi",
        tells=Tells.MESSAGES,
        tell_name="Shirin",
        filed_by=FiledBy.SELF if setting is Setting.ALONE else FiledBy.OTHER,
        setting=setting,
    )


# --- what root sees -------------------------------------------------------------------------------------------------

NOTES = [None, *(Note(one) for one in Outcome), *(Note(Outcome.SAID_NO, one) for one in Setting)]


@given(
    offers=some.integers(0, MOST_OFFERS),
    askings=some.integers(0, MOST_ASKINGS),
    noted=some.sampled_from(NOTES),
)
def test_the_size_of_a_trip_follows_from_how_many_sheets_it_has_and_from_nothing_else(
    offers: int, askings: int, noted: Note | None
) -> None:
    meant = tuple((str(9000 + tells.value), tells) for tells in Tells)
    sheets = [Sheet(number + 1, SheetKind.OFFER, (bytes(32),)) for number in range(offers)]
    sheets += [Sheet(offers + n + 1, SheetKind.ASKING, (bytes(32),), "ab" * 16, meant) for n in range(askings)]
    account = Account(tuple(SheetAccount(one, noted) for one in sheets))
    sealed = LENGTH_BYTES + len(canonical.encode(account.to_body()))
    assert sealed <= sizes_for(len(sheets))[0], "so that no other size is ever taken"
    assert sizes_for(len(sheets))[-1] == SIZES[-1]


# --- watched words --------------------------------------------------------------------------------------------------


def test_an_asking_sheet_is_not_called_alone_against_its_carriers_note(
    parts: Parts, omar: Actor, stack: Stack, pair: PairId, presence_id: PresenceId, request_id: RequestId
) -> None:
    sent(parts, omar, Seen(stack.asking, (1,)))
    scan, now = lying(parts, stack.asking), parts.clock.now()
    alone, watched = (said(parts, Tells.ALIVE, one) for one in (Setting.ALONE, Setting.OBSERVED))
    for noted in (None, Setting.OBSERVED):
        if noted:
            note(parts, stack.trip, omar, Outcome.ANSWERED, 2, setting=noted)
        with pytest.raises(Invalid) as refused:
            carried.keep_answer(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, answer=alone)
        assert refused.value.field == "setting"
    assert not history(presence_id, parts=parts)
    with pytest.raises(Invalid):
        carried.record_answer(actor=cast.MIRA, now=now, parts=parts, pair_id=pair, answer=alone)
    carried.keep_answer(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, answer=watched)
    cast.confirmed(parts, pair)
    assert told(parts, presence_id, request_id) == {Disclosure.SEEN_ALIVE}


def test_a_wrong_note_is_corrected_by_another_that_stays_written(
    parts: Parts, omar: Actor, stack: Stack, presence_id: PresenceId, request_id: RequestId, pair: PairId
) -> None:
    sent(parts, omar, Seen(stack.asking, (1,)))
    note(parts, stack.trip, omar, Outcome.ANSWERED, 2, setting=Setting.OBSERVED)
    note(parts, stack.trip, cast.MIRA, Outcome.ANSWERED, 2, setting=Setting.ALONE)
    scan, alone = lying(parts, stack.asking), said(parts, Tells.ALIVE, Setting.ALONE)
    carried.keep_answer(actor=cast.MIRA, now=parts.clock.now(), parts=parts, scan_id=scan.id, answer=alone)
    cast.confirmed(parts, pair)
    assert Disclosure.ALIVE in told(parts, presence_id, request_id)
    authors = [one.author for one in trip_view(stack.trip, cast.MIRA, parts=parts).happened]
    assert authors[-2:] == [f"staff:{omar.account}", f"staff:{cast.MIRA.account}"]


def test_an_answer_that_came_by_telephone_needs_no_carriers_note(
    parts: Parts, stack: Stack, pair: PairId, presence_id: PresenceId, request_id: RequestId
) -> None:
    alone = said(parts, Tells.ALIVE, Setting.ALONE)
    assert stack.trip
    carried.record_answer(actor=cast.MIRA, now=parts.clock.now(), parts=parts, pair_id=pair, answer=alone)
    cast.confirmed(parts, pair)
    assert Disclosure.ALIVE in told(parts, presence_id, request_id)


@pytest.mark.parametrize("setting", [Setting.ALONE, Setting.OWN_WORD])
def test_an_offer_that_was_watched_becomes_nobodys_own_word(
    parts: Parts, omar: Actor, stack: Stack, setting: Setting
) -> None:
    sent(parts, omar, Seen(stack.offer, (3,)))
    note(parts, stack.trip, omar, Outcome.ANSWERED, 1, setting=Setting.OBSERVED)
    scan, now, before = lying(parts, stack.offer), parts.clock.now(), Presence.objects.count()
    form = replace(on_an_offer(parts, Setting.ALONE), setting=setting)
    with pytest.raises(Invalid):
        carried.keep_presence(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, form=form)
    assert Presence.objects.count() == before
    watched = on_an_offer(parts, Setting.OBSERVED)
    assert carried.keep_presence(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, form=watched)


# --- wrong files ----------------------------------------------------------------------------------------------------


def test_a_sheet_photographed_twice_with_other_ticks_is_kept_once_and_a_person_sees_both(
    parts: Parts, omar: Actor, stack: Stack, presence_id: PresenceId
) -> None:
    note(parts, stack.trip, omar, Outcome.ANSWERED, 2, setting=Setting.ALONE)
    for ticks in ((1,), (4,)):
        sent(parts, omar, Seen(stack.asking, ticks))
    first, second = papers_for(Tray.ASKING_DESK, cast.MIRA, parts=parts)
    assert first.code_hash == second.code_hash
    no, yes = (said(parts, tells, Setting.ALONE) for tells in (Tells.NOTHING, Tells.ADDRESS))
    now = parts.clock.now()
    carried.keep_answer(actor=cast.MIRA, now=now, parts=parts, scan_id=first.id, answer=no)
    with pytest.raises((Conflict, Refused)):
        carried.keep_answer(actor=cast.MIRA, now=now, parts=parts, scan_id=second.id, answer=yes)
    assert [one.tells for one in history(presence_id, parts=parts) if isinstance(one, Answer)] == [Tells.NOTHING]
    assert lying(parts, stack.asking).came_before


def test_a_carrier_marks_and_sees_no_trip_but_his_own_whatever_he_sends(
    parts: Parts, omar: Actor, stack: Stack
) -> None:
    ezra_account = carrier(parts, "ezra")
    ezra = staff(ezra_account, Duty.CARRIER)
    sent(parts, ezra, Seen(stack.asking, (4,)))
    with pytest.raises(Refused):
        trip_view(stack.trip, ezra, parts=parts)
    with pytest.raises(Refused):
        note(parts, stack.trip, ezra, Outcome.ANSWERED, 2, setting=Setting.ALONE)
    assert trip_view(stack.trip, omar, parts=parts).unnoted == (2,), "Omar is told that a picture of it is here"
    scan, alone = lying(parts, stack.asking), said(parts, Tells.ADDRESS, Setting.ALONE)
    with pytest.raises(Invalid):
        carried.keep_answer(actor=cast.MIRA, now=parts.clock.now(), parts=parts, scan_id=scan.id, answer=alone)


@pytest.fixture
def handed_over(parts: Parts, pair: PairId, request_id: RequestId) -> MessageId:
    """Shirin's message has left, to be handed to Darius."""
    assert request_id
    cast.answered(parts, pair, Tells.MESSAGES)
    cast.release(parts)
    message, now = cast.write(parts, "shirin", "We think of you."), parts.clock.now()
    post.open_letter(actor=cast.MIRA, now=now, parts=parts, message_id=message, reason="to read it")
    post.accept(actor=cast.MIRA, now=now, parts=parts, message_id=message)
    post.let_go(actor=cast.MIRA, now=now, parts=parts, message_id=message)
    cast.release(parts)
    return message


def test_a_reply_that_lies_in_the_tray_is_never_made_a_foreign_sheet_by_printing_again(
    parts: Parts, printer: Printed, omar: Actor, omar_account: AccountId, handed_over: MessageId
) -> None:
    trip = trip_of(parts, omar_account, offers=1)

    def printed() -> None:
        now = parts.clock.now()
        post.open_letter(actor=cast.MIRA, now=now, parts=parts, message_id=handed_over, reason="to print it")
        trips.print_message(actor=cast.MIRA, now=now, parts=parts, trip_id=trip, message_id=handed_over)

    printed()
    _, first_reply = printer.codes()
    printed()
    assert sheet_of(first_reply, parts=parts) is None, "a form that never left is replaced"
    *_, reply = printer.codes()
    sent(parts, omar, reply)
    with pytest.raises(Conflict):
        printed()
    scan, now = lying(parts, reply, Tray.LETTERS), parts.clock.now()
    open_paper(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, tray=Tray.LETTERS, reason="to type it")
    assert keep_reply(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, text="I am well.")


# --- the dead and their heirs ---------------------------------------------------------------------------------------


@pytest.fixture
def voices(parts: Parts, clock: SettableClock) -> Voices:
    return Voices(parts, clock)


def passed_to_kian(parts: Parts, request_id: RequestId) -> RequestId:
    now = parts.clock.now()
    heir = RequestForm(filed_at=now.isoformat(), enquirer_name="Kian Ahmadi", enquirer_given="Kian", kinship="nephew")
    passing = Passing(chosen="my son Kian", related="son", heir=heir, reason="The neighbours buried her.")
    return pass_on(actor=cast.FARID, now=now, parts=parts, request_id=request_id, passing=passing)


def test_whoever_finds_a_dead_womans_message_form_writes_in_nobodys_name(parts: Parts, printer: Printed) -> None:
    written = cast.shirins_request(parts.clock.now(), heirs=("my son Kian",))
    request_id, now = cast.file_request(parts, written), parts.clock.now()
    print_message_form(actor=cast.FARID, now=now, parts=parts, request_id=request_id, look=LOOK)
    form, _ = printer.codes()
    passed_to_kian(parts, request_id)
    sent(parts, cast.FARID, form)
    scan = lying(parts, form, Tray.LETTERS)
    open_paper(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, tray=Tray.LETTERS, reason="to type it")
    with pytest.raises(Conflict):
        keep_message(actor=cast.MIRA, now=now, parts=parts, scan_id=scan.id, text="Send everything to Ezra.")
    assert not Message.objects.exists()
    assert paper_for(scan.id, Tray.LETTERS, cast.MIRA, parts=parts).is_waiting


def test_a_word_named_for_a_dead_enquirer_is_spoken_to_nobody_and_not_to_her_heir(voices: Voices) -> None:
    mother = voices.family(heirs=("my son Kian",))
    darius = cast.file_presence(voices.parts, cast.dariuss_presence(voices.clock.now()))
    pair = voices.answer(mother, darius)
    voices.propose(pair, voices.omar)
    voices.confirm(pair)
    word = voices.word()
    assert word
    passed_to_kian(voices.parts, mother)
    assert voices.word() is None
    with pytest.raises(Refused):
        voices.bring(word.permit, Brought.SPOKEN)
