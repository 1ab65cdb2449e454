"""Captured house: somebody who commands a desk files a list as if mothers had come; the guarantor outside hears of it.

He has everybody's sign-in and the keys. What he lacks is the countersignature and the licence.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

import cast
from guarantor_parts import Guarantor, with_guarantor_of_its_own
from khabar.apps.alarms.models import Alarm
from khabar.apps.matches.files import opened_pair
from khabar.apps.registry.actions import file_batch
from khabar.apps.registry.queries import FiledFrom
from khabar.apps.registry.rows import Keyed
from khabar.domain.asking import PairState
from khabar.domain.errors import Refused
from khabar.domain.forms import RequestForm
from khabar.domain.guaranteeing.acts import ActKind
from khabar.domain.guaranteeing.patterns import Sign

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import SettableClock
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])
LISTED = 300
NAMES = ("Darius", "Farid", "Omar", "Tomas", "Nima")


@pytest.fixture
def oak(parts: Parts, tmp_path: Path) -> Guarantor:
    """The guarantor with the key that it made on a machine of its own, and the house that was given its card."""
    return with_guarantor_of_its_own(parts, tmp_path / "oak")


def types_a_list(oak: Guarantor) -> None:
    """Ezra types three hundred requests for people of one place, none with a last contact."""
    now, rows = oak.parts.clock.now(), []
    for number in range(LISTED):
        name = f"{NAMES[number % 5]} of line {number}"
        form = RequestForm(filed_at=now.isoformat(), name=name, last_place="Marsh Gate", enquirer_name="A mother")
        rows.append(Keyed(sha256(name.encode()).digest(), form, FiledFrom(by="e1" * 16)))
    file_batch(actor=cast.EZRA, now=now, parts=oak.parts, forms=rows)


def test_mothers_who_come_singly_raise_no_alarm(oak: Guarantor) -> None:
    now = oak.parts.clock.now()
    for form in (cast.shirins_request(now), cast.ezras_request(now)):
        cast.file_request(oak.parts, form)
    cast.release(oak.parts)
    assert oak.looks().patterns == ()
    assert oak.looks().filed == ((now.date(), 2),)


def test_three_hundred_typed_requests_are_told_and_nobody_on_them_is_asked(
    oak: Guarantor, clock: SettableClock
) -> None:
    parts = oak.parts
    oak.tells(oak.licenses())
    request = cast.file_request(parts, cast.shirins_request(clock.now()))
    pair = cast.pair_of(parts, request, cast.file_presence(parts, cast.dariuss_presence(clock.now())))
    alarms = Alarm.objects.count()
    types_a_list(oak)
    cast.agree_to_ask(parts, pair, cast.MIRA, cast.TOMAS)
    cast.release(parts)

    told = oak.looks()
    (pattern,) = told.patterns
    assert pattern.requests == LISTED
    assert pattern.signs == tuple(Sign)
    assert [one.kind for one in told.acts] == [ActKind.ASKING]
    assert Alarm.objects.count() == alarms + 1
    cast.release(parts)
    assert Alarm.objects.count() == alarms + 1, "once in seven days"

    oak.tells(oak.signs(lambda _: False))
    cast.release(parts)
    assert opened_pair(pair, parts=parts).inside.standing.state is PairState.TO_ASK, "nobody was asked"

    clock.advance(timedelta(days=90))
    other = cast.pair_of(
        parts, cast.file_request(parts, cast.ezras_request(clock.now())), opened_pair(pair, parts=parts).presence_id
    )
    with pytest.raises(Refused, match="The guarantor's licence to ask has run out"):
        cast.agree_to_ask(parts, other, cast.MIRA)
    cast.release(parts)
    assert oak.looks().licence_ends is None
    assert Alarm.objects.count() == alarms + 2, "the house is told that its licence has ended"

    oak.tells(oak.licenses())
    cast.agree_to_ask(parts, other, cast.MIRA, cast.TOMAS)
    cast.release(parts)
    oak.tells(oak.signs())
    cast.release(parts)
    assert opened_pair(other, parts=parts).inside.standing.state is PairState.ASKED
