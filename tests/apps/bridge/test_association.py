"""An association sends what families entrusted, on their consent alone, and keeps their pages without looking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from apps.bridge.crossing import JOB, Far, Near
from association_cast import EZRA, LEYLA, MIRA, TODAY, agreed, opened, shirins_file
from khabar.apps.casework import actions as casework
from khabar.apps.entrusted import side
from khabar.apps.entrusted.actions import HINDERED, LEFT_ALREADY, Entrusting, entrust, take_back
from khabar.apps.entrusted.models import Entrusted
from khabar.apps.entrusted.queries import entrusted_by, hindrances_of
from khabar.apps.exchange.actions import remove_partner
from khabar.apps.rounds import association_steps
from khabar.domain.bridge import bundles
from khabar.domain.bridge.bundles import Coming, Contents
from khabar.domain.bridge.entrusting import ASKED_ALREADY, HAS_SPOKEN, NO_CONSENT, NO_PARTNER, NOT_OVER_HERE, tracing_by
from khabar.domain.bridge.sizes import MOST_REQUESTS, REQUESTS_SIZE
from khabar.domain.casework.consents import Stand
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.forms import RequestForm
from khabar.domain.page import Piece, PieceKind, Standing, slot_of
from khabar.vault import canonical
from khabar.vault.pigeonholes import PAGE_SIZE, locator_of, seal_page, seal_piece

if TYPE_CHECKING:
    from khabar.apps.casework.files import OpenedFile
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

FORM = RequestForm(
    filed_at="2026-03-02T09:00:00+00:00",
    name="Darius Ahmadi",
    other_names=("داریوش احمدی",),
    enquirer_name="Shirin Ahmadi",
    kinship="sister",
)


@pytest.fixture
def far(parts: Parts) -> Far:
    """The tracing house."""
    return Far(parts)


@pytest.fixture
def families(association: Parts, far: Far) -> Near:
    """The Families of Lindenau, who know it."""
    return Near(association, side.SIDE).joined(far)


@pytest.fixture
def file(families: Near) -> str:
    """Shirin's file; she has agreed that the tracing house looks for Darius."""
    made = shirins_file(families.parts)
    agreed(made, "shirin", tracing_by(families.partner), families.parts)
    return made


def seen(families: Near, file: str) -> OpenedFile:
    return opened(file, families.parts)


def entrusted(families: Near, file: str, form: RequestForm = FORM) -> str:
    """Leyla entrusts Shirin's request to the tracing house."""
    what = Entrusting(families.partner, "shirin", form)
    now = families.parts.clock.now()
    return entrust(actor=LEYLA, now=now, parts=families.parts, seen=seen(families, file), what=what)


def requests_in(blob: bytes, families: Near, far: Far) -> list[RequestForm]:
    """What the tracing house reads in a bundle."""
    found = far.opened(blob, families.parts)
    assert found.contents is Contents.REQUESTS
    forms = [canonical.decode(one) for one in found.items]
    return [RequestForm.from_body(one) for one in forms if isinstance(one, dict)]


def page_for(form: RequestForm, *pieces: Piece) -> bytes:
    """The family's page as an intermediary seals it."""
    standing = Standing(by=date(2026, 4, 1), renewed_on=TODAY).to_bytes()
    sealed = [seal_piece(form.public, slot_of([one])) for one in pieces]
    return form.locator + seal_page(form.public, standing, sealed, random=lambda count: b"r" * count)


def test_a_request_goes_on_the_familys_consent_with_keys_that_the_association_alone_can_use(
    families: Near, far: Far, file: str
) -> None:
    entrusted(families, file)
    (sent,) = requests_in(families.made(), families, far)
    assert (sent.name, sent.enquirer_name, sent.other_names) == ("Darius Ahmadi", "Shirin Ahmadi", FORM.other_names)
    assert sent.locator == locator_of(sent.public, sent.verify_key)
    row = Entrusted.objects.get()
    assert b"Shirin" not in bytes(row.sealed)
    assert (row.sent, row.page_on) == (1, None)


def test_every_bundle_has_one_size_with_none_one_or_many_requests(families: Near, far: Far, file: str) -> None:
    assert requests_in(families.made(), families, far) == []
    sizes = {len(families.made())}
    entrusted(families, file)
    sizes.add(len(families.made()))
    for _ in range(MOST_REQUESTS + 1):
        another = shirins_file(families.parts)
        agreed(another, "shirin", tracing_by(families.partner), families.parts)
        entrusted(families, another, replace(FORM, last_news="x" * 3000))
    full = families.made()
    assert len(requests_in(full, families, far)) == MOST_REQUESTS
    assert sizes | {len(full)} == {REQUESTS_SIZE}


def test_who_was_sent_least_often_goes_first_and_what_has_not_arrived_goes_again(
    families: Near, far: Far, file: str
) -> None:
    entrusted(families, file)
    first = {one.locator for one in requests_in(families.made(), families, far)}
    for _ in range(MOST_REQUESTS):
        another = shirins_file(families.parts)
        agreed(another, "shirin", tracing_by(families.partner), families.parts)
        entrusted(families, another)
    second = {one.locator for one in requests_in(families.made(), families, far)}
    third = {one.locator for one in requests_in(families.made(), families, far)}
    assert len(second) == MOST_REQUESTS
    assert not first & second
    assert first <= third


def test_without_consent_nothing_is_kept_and_nothing_goes(families: Near, far: Far) -> None:
    made = shirins_file(families.parts)
    with pytest.raises(Invalid, match=HINDERED[:20]):
        entrusted(families, made)
    assert not Entrusted.objects.exists()
    found = hindrances_of(seen(families, made), families.partner, "shirin", TODAY, parts=families.parts)
    assert found == (NO_CONSENT,)
    assert requests_in(families.made(), families, far) == []


def test_a_consent_taken_back_stops_what_has_not_left_and_what_would_go_again(
    families: Near, far: Far, file: str
) -> None:
    entrusted(families, file)
    agreed(file, "shirin", tracing_by(families.partner), families.parts, stand=Stand.WITHDRAWN)
    assert requests_in(families.made(), families, far) == []
    agreed(file, "shirin", tracing_by(families.partner), families.parts)
    assert len(requests_in(families.made(), families, far)) == 1
    agreed(file, "shirin", None, families.parts, stand=Stand.WITHDRAWN)
    assert requests_in(families.made(), families, far) == []


def test_the_bar_list_an_own_word_and_a_partner_let_go_stop_it_in_the_round(
    families: Near, far: Far, file: str
) -> None:
    entrusted(families, file)
    parts, now = families.parts, families.parts.clock.now()
    casework.note_own_word(actor=LEYLA, now=now, parts=parts, seen=seen(families, file), how="a call, alone")
    assert requests_in(families.made(), families, far) == []
    reasons = hindrances_of(seen(families, file), families.partner, "shirin", TODAY, parts=parts)
    assert reasons == (HAS_SPOKEN,)
    remove_partner(actor=JOB, now=now, parts=parts, partner_id=families.partner)
    assert NO_PARTNER in hindrances_of(seen(families, file), families.partner, "shirin", TODAY, parts=parts)


def test_a_partner_in_a_barred_state_is_told_nothing(association: Parts, parts: Parts) -> None:
    families = Near(association, side.SIDE).joined(Far(parts, state="NLD"))
    file = shirins_file(association)
    agreed(file, "shirin", tracing_by(families.partner), association)
    with pytest.raises(Invalid, match=HINDERED[:20]):
        entrusted(families, file)


def test_only_copied_facts_go_and_never_how_the_family_is_reached(families: Near, file: str) -> None:
    with pytest.raises(Invalid, match=NOT_OVER_HERE):
        entrusted(families, file, replace(FORM, phone="020 555 0101"))
    with pytest.raises(Invalid, match="too long"):
        entrusted(families, file, replace(FORM, last_news="x" * 3001))


def test_one_request_to_one_partner_and_it_is_taken_back_until_it_leaves(families: Near, file: str) -> None:
    first = entrusted(families, file)
    with pytest.raises(Conflict, match=ASKED_ALREADY):
        entrusted(families, file)
    opened_file = seen(families, file)
    take = partial(take_back, actor=LEYLA, now=families.parts.clock.now(), parts=families.parts, seen=opened_file)
    take(row_id=first)
    second = entrusted(families, file)
    families.made()
    with pytest.raises(Conflict, match=LEFT_ALREADY):
        take(row_id=second)
    with pytest.raises(Refused):
        take(row_id="0" * 32)
    assert [one.id for one in entrusted_by(file, MIRA, parts=families.parts)] == [second]


def test_ezra_is_no_advocate_and_witnesses_consent_to_no_request(families: Near, file: str) -> None:
    what = Entrusting(families.partner, "shirin", FORM)
    now = families.parts.clock.now()
    with pytest.raises(Refused):
        entrust(actor=EZRA, now=now, parts=families.parts, seen=seen(families, file), what=what)
    with pytest.raises(Refused):
        entrusted_by(file, EZRA, parts=families.parts)
    for nobody in ("darius", "tomas"):
        other = replace(what, enquirer=nobody)
        with pytest.raises(Refused):
            entrust(actor=LEYLA, now=now, parts=families.parts, seen=seen(families, file), what=other)


def test_the_page_that_comes_back_is_kept_as_it_came_and_read_for_the_family_alone(
    families: Near, far: Far, file: str
) -> None:
    entrusted(families, file)
    (sent,) = requests_in(families.made(), families, far)
    told = page_for(sent, Piece(kind=PieceKind.WORD, name="Darius", text="I am well"))
    strangers = bytes(32) + bytes(PAGE_SIZE)
    assert families.take(far.sent(families.parts, told, *[strangers] * 15)) is Coming.NEW
    row = Entrusted.objects.get()
    assert bytes(row.page) == told[32:]
    assert row.page_on == TODAY
    (line,) = entrusted_by(file, MIRA, parts=families.parts)
    assert line.page is not None
    assert b"I am well" in line.page.pieces[0]
    assert requests_in(families.made(), families, far) == [], "what has arrived does not go again"


def test_a_page_that_says_something_and_one_that_does_not_lie_in_the_same_row(
    families: Near, far: Far, file: str
) -> None:
    entrusted(families, file)
    (sent,) = requests_in(families.made(), families, far)
    rows = []
    for pieces in ((), (Piece(kind=PieceKind.WORD, name="Darius"),)):
        families.take(far.sent(families.parts, page_for(sent, *pieces)))
        rows.append(Entrusted.objects.values_list("sent", "page_on", "stopped_at").get())
        assert len(bytes(Entrusted.objects.get().page)) == PAGE_SIZE
    assert rows[0] == rows[1]


def test_an_intermediary_may_send_nonsense_and_nothing_breaks(families: Near, far: Far, file: str) -> None:
    entrusted(families, file)
    (sent,) = requests_in(families.made(), families, far)
    with pytest.raises(Invalid, match="damaged"):
        families.take(far.sent(families.parts, b"no page"))
    families.take(far.sent(families.parts, sent.locator + b"n" * PAGE_SIZE))
    (line,) = entrusted_by(file, MIRA, parts=families.parts)
    assert line.page is None
    with pytest.raises(Invalid) as found:
        families.take(far.sent(families.parts, contents=Contents.REQUESTS))
    assert found.value.message == bundles.WRONG_WAY


def test_another_partner_cannot_put_a_page_in_its_place(families: Near, far: Far, file: str) -> None:
    entrusted(families, file)
    (sent,) = requests_in(families.made(), families, far)
    Entrusted.objects.update(partner="another")
    families.take(far.sent(families.parts, page_for(sent)))
    assert Entrusted.objects.get().page_on is None


def test_with_the_file_goes_the_secret_and_the_next_round_drops_the_row(families: Near, far: Far, file: str) -> None:
    entrusted(families, file)
    now = families.parts.clock.now()
    casework.erase_file(actor=LEYLA, now=now, parts=families.parts, file_id=file)
    association_steps.exchange(now + timedelta(hours=6), families.parts)
    assert not Entrusted.objects.exists()
    assert requests_in(families.made(), families, far) == []


def test_a_page_and_its_day_come_together(families: Near, file: str) -> None:
    entrusted(families, file)
    for half in ({"page": b"x"}, {"page_on": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Entrusted.objects.update(**half)
