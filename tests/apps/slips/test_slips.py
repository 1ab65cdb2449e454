from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import cast
from khabar.apps.ledger.models import Entry
from khabar.apps.slips import drawing
from khabar.apps.slips.actions import keep_stock, make_stock, use_slip
from khabar.apps.slips.drawing import MOST_AT_ONCE, draw_stock
from khabar.apps.slips.models import Slip
from khabar.apps.slips.queries import slip_keys, slip_used_by, stock_left
from khabar.domain.codes import parse_code, parse_outer_number, parse_pin
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.ids import RequestId
from khabar.vault.passphrases import DEFAULT_COST
from khabar.vault.pigeonholes import FAST_COST, derive

if TYPE_CHECKING:
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

REQUEST, OTHER = RequestId("a7" * 16), RequestId("b7" * 16)


def test_what_is_printed_opens_what_is_kept_and_nothing_else_is_kept(parts: Parts) -> None:
    made = make_stock(actor=cast.JOB, now=parts.clock.now(), parts=parts, count=3)
    assert len({one.outer for one in made}) == len({one.code for one in made}) == stock_left() == 3
    for one in made:
        code, pin = parse_code(one.code), parse_pin(one.pin)
        keys = derive(code, pin, bytes.fromhex(parts.options.slip_salt), cost=FAST_COST)
        kept = slip_keys(parse_outer_number(one.outer))
        assert kept is not None
        assert (kept.locator, kept.public, kept.verify_key) == (keys.locator, keys.public, keys.verify_key)
    inside = b"".join(
        value if isinstance(value, bytes) else str(value).encode()
        for row in Slip.objects.values_list()
        for value in row
    )
    for one in made:
        assert one.code.encode() not in inside
        assert one.pin.encode() not in inside
    assert all(one.code not in repr(one) and one.pin not in repr(one) for one in made)
    assert Entry.objects.get(chain="house").act == "slips made"


def test_slips_are_made_at_the_shell_alone_and_not_by_ezra(parts: Parts) -> None:
    for actor in (*cast.OUTSIDE_THE_DESK, cast.MIRA):
        with pytest.raises(Refused):
            make_stock(actor=actor, now=parts.clock.now(), parts=parts, count=1)
    assert stock_left() == 0


@pytest.mark.parametrize("count", [0, -1, MOST_AT_ONCE + 1])
def test_a_number_of_slips_that_nobody_folds_is_refused(parts: Parts, count: int) -> None:
    with pytest.raises(Invalid):
        draw_stock(parts=parts, count=count)


def test_a_number_that_a_slip_has_already_is_drawn_again(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    [there] = make_stock(actor=cast.JOB, now=parts.clock.now(), parts=parts, count=1)
    drawn = iter([there.outer, there.outer, "1234567889"])
    monkeypatch.setattr(drawing, "new_outer_number", lambda _random: next(drawn))
    [another] = draw_stock(parts=parts, count=1)
    assert another.printed.outer == "1234567889"


def test_two_who_make_the_same_number_at_once_keep_all_or_nothing(parts: Parts) -> None:
    drawn = list(draw_stock(parts=parts, count=2))
    keep_stock(actor=cast.JOB, now=parts.clock.now(), parts=parts, drawn=drawn[1:])
    with pytest.raises(Conflict):
        keep_stock(actor=cast.JOB, now=parts.clock.now(), parts=parts, drawn=drawn)
    assert stock_left() == 1


def test_a_slip_opens_the_page_of_one_request_for_good(parts: Parts) -> None:
    one, other = (slip.outer for slip in make_stock(actor=cast.JOB, now=parts.clock.now(), parts=parts, count=2))
    used = use_slip(actor=cast.JOB, now=parts.clock.now(), parts=parts, outer=one, holder=REQUEST)
    assert used is not None
    assert slip_used_by(REQUEST) == one
    assert slip_keys(one) is None
    assert use_slip(actor=cast.JOB, now=parts.clock.now(), parts=parts, outer=one, holder=OTHER) is None
    assert slip_used_by(OTHER) == ""
    assert use_slip(actor=cast.FARID, now=parts.clock.now(), parts=parts, outer=other, holder=OTHER) is not None
    assert stock_left() == 0


def test_a_number_of_no_slip_is_answered_as_a_used_one(parts: Parts) -> None:
    assert slip_keys("1234567889") is None
    assert use_slip(actor=cast.JOB, now=parts.clock.now(), parts=parts, outer="1234567889", holder=REQUEST) is None


def test_ezra_of_another_desk_uses_no_slip(parts: Parts) -> None:
    [one] = make_stock(actor=cast.JOB, now=parts.clock.now(), parts=parts, count=1)
    for actor in (cast.NIMA, cast.LEYLA, cast.MIRA, cast.EZRA_OPERATOR):
        with pytest.raises(Refused):
            use_slip(actor=actor, now=parts.clock.now(), parts=parts, outer=one.outer, holder=REQUEST)
    assert stock_left() == 1


def test_a_real_house_makes_slips_at_the_full_price(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    paid = []
    monkeypatch.setattr(drawing, "derive", lambda *_args, cost: paid.append(cost))
    slow = replace(parts, options=replace(parts.options, demo=False, fast_keys=False))  # type: ignore[type-var]  # Options
    list(draw_stock(parts=slow, count=1))
    assert paid == [DEFAULT_COST]
