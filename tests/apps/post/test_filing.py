from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import cast
from apps.post.sealed_slips import NO_SLIP, keys_inside, new_slips, opens
from khabar.apps.accounts.actions import declare_kin
from khabar.apps.intake.actions import take_in
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.apps.post.filing import TYPED_ALREADY, file_typed, mend_slip
from khabar.apps.post.models import Page
from khabar.apps.registry.models import Request
from khabar.apps.registry.queries import open_requests, request_file
from khabar.apps.rounds import steps
from khabar.apps.slips.actions import NOT_IN_STOCK
from khabar.apps.slips.queries import slip_used_by, stock_left
from khabar.domain.actors import porch
from khabar.domain.answers import Tells
from khabar.domain.duties import Duty
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import AccountId, RequestId

if TYPE_CHECKING:
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.forms import RequestForm
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

NOBODYS = "1234567889"


def helped(parts: Parts, number: str, **more: object) -> RequestForm:
    """Shirin's request as Nima fills it in with her, beside a sealed slip."""
    return cast.shirins_request(parts.clock.now(), slip_number=number, **NO_SLIP, **more)


def send(parts: Parts, form: RequestForm, key: bytes = bytes(32)) -> None:
    """The porch takes a form in."""
    body = {"kind": "request", "form": form.to_body()}
    take_in(actor=porch("family"), now=parts.clock.now(), parts=parts, key=key, body=body)


def round_of(parts: Parts) -> None:
    now = parts.clock.now()
    steps.take_in(now, parts)
    steps.file(now, parts)
    steps.renew(now, parts)


def only_request(parts: Parts) -> RequestId:
    [one] = open_requests(parts=parts)
    return one.id


def test_the_slip_with_the_number_opens_the_page_once_the_form_has_reached_the_house(parts: Parts) -> None:
    [slip] = new_slips(parts, 1)
    send(parts, helped(parts, slip.outer))
    assert Pigeonhole.objects.count() == 0
    assert opens(slip) is None
    round_of(parts)
    read = opens(slip)
    assert read is not None
    assert read.pieces == ()
    request = only_request(parts)
    assert slip_used_by(request) == slip.outer
    assert not request_file(request, parts=parts).needs_slip
    assert Page.objects.get().holder == request
    assert list(flaws_in_chain("house")) == []


def test_the_page_of_a_slip_is_renewed_and_told_on_as_every_other(parts: Parts) -> None:
    [slip] = new_slips(parts, 1)
    send(parts, helped(parts, slip.outer))
    round_of(parts)
    before = bytes(Pigeonhole.objects.get().blob)
    pair = cast.pair_of(parts, only_request(parts), cast.file_presence(parts, cast.dariuss_presence(parts.clock.now())))
    cast.verify_enquirer(parts, only_request(parts))
    cast.ask(parts, pair)
    cast.answered(parts, pair, Tells.ALIVE)
    cast.release(parts)
    round_of(parts)
    after = bytes(Pigeonhole.objects.get().blob)
    assert len(before) == len(after)
    read = opens(slip)
    assert read is not None
    assert [piece.name for piece in read.of_kind("word")] == ["Darius Ahmadi"]


def test_a_locked_house_opens_the_page_with_its_next_round(parts: Parts, agent: MemoryKeyAgent) -> None:
    [slip] = new_slips(parts, 1)
    send(parts, helped(parts, slip.outer))
    steps.take_in(parts.clock.now(), parts)
    steps.file(parts.clock.now(), parts)
    agent.lock()
    cast.renew(parts)
    assert opens(slip) is not None


def test_a_page_that_somebody_took_from_the_porch_comes_back(parts: Parts) -> None:
    [slip] = new_slips(parts, 1)
    send(parts, helped(parts, slip.outer))
    round_of(parts)
    Pigeonhole.objects.all().delete()
    cast.renew(parts)
    assert opens(slip) is not None


@pytest.mark.parametrize("is_used", [True, False])
def test_a_number_of_no_slip_and_a_used_one_lose_no_request(parts: Parts, *, is_used: bool) -> None:
    number = NOBODYS
    if is_used:
        [slip] = new_slips(parts, 1)
        number = slip.outer
        send(parts, cast.ezras_request(parts.clock.now(), slip_number=number, **NO_SLIP), bytes(31) + b"\x01")
        round_of(parts)
    pages = Pigeonhole.objects.count()
    send(parts, helped(parts, number))
    round_of(parts)
    [mine] = [one for one in open_requests(parts=parts) if one.form.enquirer_given == "Shirin"]
    assert mine.needs_slip
    assert mine.form.slip_number == number
    assert Pigeonhole.objects.count() == pages


def test_farid_types_the_right_number_and_the_page_opens(parts: Parts) -> None:
    [slip] = new_slips(parts, 1)
    send(parts, helped(parts, NOBODYS))
    round_of(parts)
    request = only_request(parts)
    typed = f"{slip.outer[:4]} {slip.outer[4:8]} {slip.outer[8:]}"
    mend_slip(actor=cast.FARID, now=parts.clock.now(), parts=parts, request_id=request, typed=typed)
    assert opens(slip) is None
    cast.renew(parts)
    assert opens(slip) is not None
    file = request_file(request, parts=parts)
    assert (file.form.slip_number, file.needs_slip) == (slip.outer, False)
    assert file.form.name == "Darius Ahmadi"
    assert keys_inside(slip).locator.hex() == file.locator


def test_a_number_is_mended_once_and_by_a_slip_that_lies_in_the_stock(parts: Parts) -> None:
    one, other = new_slips(parts, 2)
    send(parts, helped(parts, one.outer))
    round_of(parts)
    request, now = only_request(parts), parts.clock.now()
    for typed, sentence in [(other.outer, NOT_IN_STOCK), (NOBODYS, NOT_IN_STOCK), ("12", "10 digits")]:
        with pytest.raises(Invalid, match=sentence[:20]):
            mend_slip(actor=cast.FARID, now=now, parts=parts, request_id=request, typed=typed)
    assert stock_left() == 1
    assert slip_used_by(request) == one.outer


def test_ezra_mends_no_number(parts: Parts) -> None:
    [slip] = new_slips(parts, 1)
    send(parts, helped(parts, NOBODYS))
    round_of(parts)
    request, now = only_request(parts), parts.clock.now()
    for actor in (cast.NIMA, cast.LEYLA, cast.MIRA, cast.EZRA_OPERATOR, porch("family")):
        with pytest.raises(Refused):
            mend_slip(actor=actor, now=now, parts=parts, request_id=request, typed=slip.outer)
    with pytest.raises(Refused):
        mend_slip(actor=cast.FARID, now=now, parts=parts, request_id=RequestId("0" * 32), typed=slip.outer)
    assert stock_left() == 1


def test_a_form_with_keys_of_its_own_uses_up_nobodys_slip(parts: Parts) -> None:
    [slip] = new_slips(parts, 1)
    send(parts, cast.shirins_request(parts.clock.now(), slip_number=slip.outer))
    round_of(parts)
    assert stock_left() == 1
    assert Page.objects.get().locator == cast.slip("shirin").locator.hex()


# What the family desk types up.


def test_what_farid_types_is_filed_with_its_page_and_says_who_typed_it(parts: Parts) -> None:
    [slip] = new_slips(parts, 1)
    now = parts.clock.now()
    made = file_typed(actor=cast.FARID, now=now, parts=parts, form=helped(parts, slip.outer), key=b"k" * 32)
    cast.renew(parts)
    assert opens(slip) is not None
    file = request_file(made, parts=parts)
    assert (file.filed_from.by, file.filed_from.scan, file.filed_at) == (cast.FARID.account, "", now)


def test_typing_the_same_paper_twice_files_it_once(parts: Parts) -> None:
    now, form = parts.clock.now(), helped(parts, "")
    file_typed(actor=cast.FARID, now=now, parts=parts, form=form, key=b"k" * 32)
    with pytest.raises(Conflict, match=TYPED_ALREADY):
        file_typed(actor=cast.FARID, now=now, parts=parts, form=form, key=b"k" * 32)
    assert Request.objects.count() == 1


def test_a_number_that_is_mistyped_is_mended_at_once_and_nothing_is_filed(parts: Parts) -> None:
    now = parts.clock.now()
    with pytest.raises(Invalid, match="No unused slip"):
        file_typed(actor=cast.FARID, now=now, parts=parts, form=helped(parts, NOBODYS), key=b"k" * 32)
    assert Request.objects.count() == 0


def test_ezra_types_nothing_up(parts: Parts) -> None:
    for actor in (cast.NIMA, cast.LEYLA, cast.MIRA, cast.EZRA_OPERATOR, cast.JOB):
        with pytest.raises(Refused):
            file_typed(actor=actor, now=parts.clock.now(), parts=parts, form=helped(parts, ""), key=b"k" * 32)
    assert Request.objects.count() == 0


def test_farid_mends_nothing_of_his_own_family(parts: Parts) -> None:
    [slip] = new_slips(parts, 1)
    farid = cast.ezra_joins(parts, Duty.FAMILY_DESK)
    account = AccountId(str(farid.account))
    declare_kin(actor=farid, now=parts.clock.now(), parts=parts, account=account, name="Darius Ahmadi")
    send(parts, helped(parts, NOBODYS))
    round_of(parts)
    with pytest.raises(Refused):
        mend_slip(actor=farid, now=parts.clock.now(), parts=parts, request_id=only_request(parts), typed=slip.outer)
