"""Both ends of a bridge in one process: one installation keeps tables here, the other is its keys and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from khabar.apps.exchange.actions import add_partner
from khabar.apps.exchange.making import make_bundles
from khabar.apps.exchange.queries import bundle_for, own_card
from khabar.apps.exchange.taking_in import take_in
from khabar.domain.actors import system
from khabar.domain.bridge.bundles import SENT_BY, Bundle, read, sender_of, written
from khabar.domain.bridge.cards import fingerprint
from khabar.domain.bridge.sizes import REQUESTS_ROOM, pages_in, pages_room
from khabar.domain.forms import RequestForm
from khabar.domain.kinds import Kind
from khabar.vault import canonical
from khabar.vault.bundles import open_bundle, seal_bundle
from khabar.vault.keys import KeyClass
from khabar.vault.pigeonholes import keys_of_root

if TYPE_CHECKING:
    from khabar.apps.exchange.sides import Side
    from khabar.domain.bridge.bundles import Coming
    from khabar.domain.bridge.cards import Card
    from khabar.ports import Parts

JOB = system("tests")


@dataclass
class Far:
    """The other installation, as far as a bundle knows it: it can read what comes and sign what goes."""

    parts: Parts
    state: str = "DEU"
    address: str = ""
    number: int = field(default=0)

    @property
    def card(self) -> Card:
        return own_card(parts=self.parts, state=self.state, address=self.address)

    def sent(self, here: Parts, *items: bytes, number: int | None = None, **changed: object) -> bytes:
        """A bundle of theirs, with these items, sealed to us; anything in it may be otherwise than it should."""
        self.number = self.number + 1 if number is None else number
        key = self.parts.keys.key(self.parts.public.of_record)
        plain: dict[str, object] = {
            "contents": SENT_BY[self.parts.options.kind],
            "sender": sender_of(key.verify_key),
            "recipient": here.public[KeyClass.INTAKE].public,
            "number": self.number,
            "items": items,
        }
        bundle = Bundle(**(plain | changed))  # type: ignore[arg-type]  # values by name
        is_lodging = here.options.kind is Kind.INTERMEDIARY
        room = REQUESTS_ROOM if is_lodging else pages_room(pages_in(len(items)))
        return seal_bundle(here.public[KeyClass.INTAKE].public, written(bundle, key.signing), room)

    def opened(self, blob: bytes, here: Parts) -> Bundle:
        """What they read in a bundle of ours."""
        private = self.parts.keys.key(KeyClass.INTAKE).private
        return read(open_bundle([private], blob)).proven(here.public[here.public.of_record].verify_key)


@dataclass
class Near:
    """Our installation, with its tables."""

    parts: Parts
    side: Side
    partner: str = ""

    def joined(self, far: Far) -> Near:
        """Take the other on as a partner."""
        now, card = self.parts.clock.now(), far.card
        self.partner = add_partner(actor=JOB, now=now, parts=self.parts, card=card, typed=fingerprint(card))
        return self

    def take(self, blob: bytes) -> Coming:
        """Take one bundle in, as from a file."""
        return take_in(actor=JOB, now=self.parts.clock.now(), parts=self.parts, side=self.side, blob=blob)

    def made(self) -> bytes:
        """Make this round's bundle and give it."""
        make_bundles(actor=JOB, now=self.parts.clock.now(), parts=self.parts, side=self.side)
        found = bundle_for(self.partner)
        assert found is not None
        return found


def lodged_form(root: bytes, **fields: object) -> RequestForm:
    """Shirin's request as an association sends it, with a page whose secret the association keeps."""
    keys = keys_of_root(root)
    plain: dict[str, object] = {
        "filed_at": "2026-01-01T00:00:00+00:00",
        "name": "Darius Ahmadi",
        "father": "Hassan",
        "birth": "1986",
        "last_place": "Lindenau",
        "two_things": ("a boat, painted blue",),
        "enquirer_name": "Shirin Ahmadi",
        "enquirer_given": "Shirin",
        "kinship": "sister",
        "locator": keys.locator,
        "public": keys.public,
        "verify_key": keys.verify_key,
    }
    return RequestForm(**(plain | fields))  # type: ignore[arg-type]  # values by name


def item(form: RequestForm) -> bytes:
    """A request as it stands in a bundle."""
    return canonical.encode(form.to_body())
