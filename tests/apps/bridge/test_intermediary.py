"""An intermediary takes requests in over the bridge like any other, and gives back pages and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from apps.bridge.crossing import JOB, Far, Near, item, lodged_form
from apps.consent.worlds import shape
from khabar.apps.deliveries.actions import deliver
from khabar.apps.deliveries.models import Delivery
from khabar.apps.exchange.actions import add_partner, remove_partner, renew_partner
from khabar.apps.exchange.making import make_bundles
from khabar.apps.exchange.models import Outgoing, Partner
from khabar.apps.exchange.queries import bundle_for
from khabar.apps.exchange.sides import Load
from khabar.apps.lodged import side
from khabar.apps.lodged.models import Lodged
from khabar.apps.pigeonholes.models import Pigeonhole
from khabar.apps.post.models import Page
from khabar.apps.registry.models import Arrival, Request
from khabar.apps.rounds import steps
from khabar.domain.bridge import bundles
from khabar.domain.bridge.bundles import Coming, Contents, sender_of
from khabar.domain.bridge.cards import fingerprint
from khabar.domain.bridge.sizes import LOCATOR_BYTES, PAGE_ITEM, pages_room, pages_size
from khabar.domain.errors import Invalid, Locked, Refused
from khabar.domain.page import Standing
from khabar.vault.keys import KeyClass
from khabar.vault.pigeonholes import keys_of_root, open_page

if TYPE_CHECKING:
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.domain.bridge.cards import Card
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

ROOT, OTHER_ROOT = bytes([1] * 32), bytes([2] * 32)


@pytest.fixture
def far(association: Parts) -> Far:
    """The Families of Lindenau."""
    return Far(association)


@pytest.fixture
def house(parts: Parts, far: Far) -> Near:
    """The tracing house, which knows them."""
    return Near(parts, side.SIDE).joined(far)


def a_round(house: Near) -> None:
    """The steps of a round that a request over the bridge passes."""
    now = house.parts.clock.now()
    for step in (steps.take_in, steps.file, steps.renew, steps.exchange):
        step(now, house.parts)


def pages_at(house: Near, far: Far) -> dict[bytes, bytes]:
    """What the association reads in the newest bundle, by locator."""
    blob = bytes(Outgoing.objects.get(partner_id=house.partner).blob)
    found = far.opened(blob, house.parts)
    assert found.contents is Contents.PAGES
    return {one[:LOCATOR_BYTES]: one[LOCATOR_BYTES:] for one in found.items}


def test_a_request_is_filed_like_one_from_the_porch_and_its_page_comes_back(house: Near, far: Far) -> None:
    assert house.take(far.sent(house.parts, item(lodged_form(ROOT)))) is Coming.NEW
    a_round(house)
    assert Request.objects.count() == 1
    assert Page.objects.get().locator == keys_of_root(ROOT).locator.hex() == Pigeonhole.objects.get().locator
    pages = pages_at(house, far)
    opened = open_page(keys_of_root(ROOT).private, pages[keys_of_root(ROOT).locator])
    assert not opened.pieces
    assert Standing.from_bytes(opened.standing).by == date(2026, 4, 1), "30 days from when it reached the house"
    assert len(pages) == 16


def test_the_same_bundle_five_times_writes_once(house: Near, far: Far) -> None:
    bundle = far.sent(house.parts, item(lodged_form(ROOT)))
    house.take(bundle)
    before = shape()
    for _ in range(4):
        assert house.take(bundle) is Coming.THE_SAME
    assert shape() == before


def test_a_request_that_is_sent_again_is_filed_once(house: Near, far: Far) -> None:
    for _ in range(3):
        house.take(far.sent(house.parts, item(lodged_form(ROOT))))
        a_round(house)
    assert Request.objects.count() == Lodged.objects.count() == Pigeonhole.objects.count() == 1
    assert not Arrival.objects.exists()


def test_over_the_network_it_lies_on_the_porch_until_the_round(house: Near, far: Far) -> None:
    bundle = far.sent(house.parts, item(lodged_form(ROOT)))
    for _ in range(2):
        deliver(actor=JOB, now=house.parts.clock.now(), parts=house.parts, blob=bundle)
    assert Delivery.objects.count() == 1
    a_round(house)
    assert Request.objects.count() == 1
    assert not Delivery.objects.exists()


def test_a_locked_house_leaves_bundles_where_they_lie(house: Near, far: Far, agent: MemoryKeyAgent) -> None:
    bundle = far.sent(house.parts, item(lodged_form(ROOT)))
    deliver(actor=JOB, now=house.parts.clock.now(), parts=house.parts, blob=bundle)
    agent.lock()
    with pytest.raises(Locked):
        steps.take_in(house.parts.clock.now(), house.parts)
    assert Delivery.objects.count() == 1
    assert not Lodged.objects.exists()


def test_after_a_crash_between_taking_in_and_clearing_away_nothing_is_filed_twice(
    house: Near, far: Far, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(
        actor=JOB, now=house.parts.clock.now(), parts=house.parts, blob=far.sent(house.parts, item(lodged_form(ROOT)))
    )

    class Killed(BaseException):
        """What a kill does."""

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as torn:
        torn.setattr("khabar.apps.exchange.taking_in.forget", killed)
        with pytest.raises(Killed):
            steps.take_in(house.parts.clock.now(), house.parts)
    assert Arrival.objects.count() == Delivery.objects.count() == 1
    a_round(house)
    assert Request.objects.count() == 1
    assert not Delivery.objects.exists()


def test_a_kill_while_it_is_kept_keeps_nothing_of_it(house: Near, far: Far, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = far.sent(house.parts, item(lodged_form(ROOT)), item(lodged_form(OTHER_ROOT)))
    kept: list[object] = []

    def dies_at_the_second(**given: object) -> None:
        kept.append(given)
        if len(kept) > 1:
            raise KeyboardInterrupt

    with monkeypatch.context() as torn:
        torn.setattr("khabar.apps.lodged.side.store_arrival", dies_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            house.take(bundle)
    assert not Lodged.objects.exists()
    assert house.take(bundle) is Coming.NEW
    assert Lodged.objects.count() == Arrival.objects.count() == 2


def refused(house: Near, blob: bytes) -> str:
    """Take in a bundle that is refused in one line and of which nothing is kept; give the line."""
    before = [(table, rows) for table, rows in shape().items() if not table.endswith("exchange_partner")]
    with pytest.raises(Invalid) as found:
        house.take(blob)
    assert [(table, rows) for table, rows in shape().items() if not table.endswith("exchange_partner")] == before
    assert "\n" not in str(found.value)
    return found.value.message


def test_damaged_bundles_are_refused(house: Near, far: Far) -> None:
    good = far.sent(house.parts, item(lodged_form(ROOT)))
    assert refused(house, good[:-1]) == bundles.WRONG_SIZE
    assert refused(house, b"") == bundles.WRONG_SIZE
    assert refused(house, good + b"\x00") == bundles.WRONG_SIZE
    for place in (0, 3, 40, 300, 2000, len(good) // 2, len(good) - 1):
        changed = good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]
        assert refused(house, changed) == bundles.DAMAGED
    assert house.take(good) is Coming.NEW, "and nothing is lost by it"


def test_bundles_of_strangers_are_refused(house: Near, far: Far) -> None:
    assert refused(house, far.sent(house.parts, sender="0" * 16)) == bundles.FOREIGN
    assert refused(house, far.sent(house.parts, sender="\0")) == bundles.DAMAGED, "no database may be asked for that"
    forged: dict[str, Any] = {"contents": Contents.REQUESTS, "sender": sender_of(far.card.verify_key)}
    ezras = Far(house.parts).sent(house.parts, item(lodged_form(ROOT)), **forged)
    assert refused(house, ezras) == bundles.FOREIGN
    remove_partner(actor=JOB, now=house.parts.clock.now(), parts=house.parts, partner_id=house.partner)
    assert refused(house, far.sent(house.parts, item(lodged_form(ROOT)))) == bundles.FOREIGN


def test_a_partner_let_go_while_its_bundle_is_looked_at_is_a_stranger(house: Near, far: Far) -> None:
    here, bundle = house.parts, far.sent(house.parts, item(lodged_form(ROOT)))

    class Meanwhile:
        """Our public keys; whose bundle it is has been found when they are asked for the second time."""

        asked = 0

        def __getattr__(self, name: str) -> object:
            return getattr(here.public, name)

        def __getitem__(self, key_class: KeyClass) -> object:
            return here.public[key_class]

        def all_of(self, key_class: KeyClass) -> object:
            self.asked += 1
            if self.asked == 2:
                remove_partner(actor=JOB, now=here.clock.now(), parts=here, partner_id=house.partner)
            return here.public.all_of(key_class)

    house.parts = replace(here, public=Meanwhile())  # type: ignore[arg-type]  # ours, asked through another
    with pytest.raises(Invalid) as found:
        house.take(bundle)
    assert found.value.message == bundles.FOREIGN
    assert not Lodged.objects.exists()


def test_what_a_partner_signed_is_refused_where_it_is_not_what_it_should_be(house: Near, far: Far) -> None:
    form = lodged_form(ROOT)
    others = keys_of_root(OTHER_ROOT)
    assert refused(house, far.sent(house.parts, recipient=bytes(32))) == bundles.NOT_FOR_US
    assert refused(house, far.sent(house.parts, contents=Contents.PAGES)) == bundles.WRONG_WAY
    for wrong in (
        b"no form",
        b"\x80",
        b"x" * 40000,
        item(lodged_form(ROOT, phone="020 555 0101")),
        item(lodged_form(ROOT, name="", father="")),
        item(lodged_form(ROOT, locator=others.locator)),
        item(lodged_form(ROOT, locator=b"", public=b"", verify_key=b"")),
    ):
        assert refused(house, far.sent(house.parts, wrong)) == bundles.DAMAGED
        assert refused(house, far.sent(house.parts, item(form), wrong)) == bundles.DAMAGED, "whole or not at all"
    assert refused(house, far.sent(house.parts, *[item(form)] * 9)) == bundles.DAMAGED
    assert Partner.objects.get().refused_on == house.parts.clock.now().date()


def test_an_overtaken_bundle_is_refused(house: Near, far: Far) -> None:
    older, newer = far.sent(house.parts, item(lodged_form(ROOT))), far.sent(house.parts, item(lodged_form(ROOT)))
    house.take(newer)
    assert refused(house, older) == bundles.OVERTAKEN
    assert Lodged.objects.count() == 1


def test_a_page_belongs_to_the_partner_that_lodged_it_first(house: Near, far: Far, association: Parts) -> None:
    house.take(far.sent(house.parts, item(lodged_form(ROOT))))
    Lodged.objects.update(partner="another")
    assert refused(house, far.sent(house.parts, item(lodged_form(ROOT)))) == bundles.DAMAGED
    assert association is far.parts


def test_a_partner_has_only_so_many_families_here(house: Near, far: Far) -> None:
    Lodged.objects.bulk_create(
        Lodged(locator=f"{number:064x}", partner=house.partner, lodged_on=date(2026, 3, 2)) for number in range(512)
    )
    assert refused(house, far.sent(house.parts, item(lodged_form(ROOT)))) == side.TOO_MANY


def test_the_bundle_back_has_one_size_for_up_to_sixteen_families_and_the_next_for_seventeen(
    house: Near, far: Far
) -> None:
    sizes = [len(house.made())]
    for number in range(1, 18):
        house.take(far.sent(house.parts, item(lodged_form(bytes([number] * 32)))))
        if number in (1, 16, 17):
            a_round(house)
            sizes.append(len(bytes(Outgoing.objects.get().blob)))
            assert all(len(one) == PAGE_ITEM - LOCATOR_BYTES for one in pages_at(house, far).values())
    assert sizes == [pages_size(0)] * 3 + [pages_size(17)]
    assert len(pages_at(house, far)) == 32


def test_every_round_makes_a_new_bundle_whether_or_not_there_is_anything_in_it(house: Near) -> None:
    first, second = house.made(), house.made()
    assert len(first) == len(second)
    assert first != second
    assert Outgoing.objects.count() == 1


def test_a_partner_that_was_let_go_gets_nothing(house: Near) -> None:
    house.made()
    remove_partner(actor=JOB, now=house.parts.clock.now(), parts=house.parts, partner_id=house.partner)
    steps.exchange(house.parts.clock.now(), house.parts)
    assert not Outgoing.objects.exists()
    with pytest.raises(Refused):
        remove_partner(actor=JOB, now=house.parts.clock.now(), parts=house.parts, partner_id=house.partner)


def card_with_other_keys(far: Far) -> Card:
    keys = keys_of_root(OTHER_ROOT)
    return replace(far.card, public=keys.public, verify_key=keys.verify_key)


def test_a_partner_let_go_while_bundles_are_made_gets_none(house: Near, far: Far) -> None:
    card, now = card_with_other_keys(far), house.parts.clock.now()
    both = {
        house.partner,
        add_partner(actor=JOB, now=now, parts=house.parts, card=card, typed=fingerprint(card)),
    }
    packed = []

    def pack(*, partner: str, **_: object) -> Load:
        packed.append(partner)
        for other in both - {partner}:
            remove_partner(actor=JOB, now=now, parts=house.parts, partner_id=other)
        return Load((), pages_room(16))

    make_bundles(actor=JOB, now=now, parts=house.parts, side=replace(side.SIDE, pack=pack))
    assert list(Outgoing.objects.values_list("partner_id", flat=True)) == packed
    assert len(packed) == 1


def test_what_was_sealed_to_a_partners_keys_of_before_does_not_leave_any_more(house: Near, far: Far) -> None:
    house.made()
    card, now = card_with_other_keys(far), house.parts.clock.now()
    renew_partner(actor=JOB, now=now, parts=house.parts, partner_id=house.partner, card=card, typed=fingerprint(card))
    assert bundle_for(house.partner) is None
    assert house.made()


def test_what_is_read_of_a_partner_hangs_on_the_keys_that_may_know_it(house: Near, agent: MemoryKeyAgent) -> None:
    row = Partner.objects.get()
    for column in (row.card, row.address):
        assert b"Lindenau" not in bytes(column)
    agent.lock()
    with pytest.raises(Locked):
        house.parts.keys.key(KeyClass.REGISTER)
