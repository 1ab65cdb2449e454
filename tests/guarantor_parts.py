"""A guarantor for a test house: its key, the house's settings that name it, and its answer to what waits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from khabar.apps.guarantor import actions
from khabar.apps.guarantor.queries import newest_bundle
from khabar.domain.actors import system
from khabar.domain.guaranteeing.acts import countersign
from khabar.domain.guaranteeing.bundles import Word, opened_waiting, sealed_word
from khabar.domain.guaranteeing.cards import Card, Role
from khabar.domain.guaranteeing.licences import given_for, withdrawn
from khabar.vault.guarantor_keys import GuarantorKey
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.apps.guarantor.actions import TakenIn
    from khabar.domain.guaranteeing.acts import Blinded
    from khabar.domain.guaranteeing.bundles import Waiting
    from khabar.ports import Parts

OAK = "Oak Street Relief (invented)"
TAKES_IN = system("shell: guarantor")


@dataclass
class Guarantor:
    """Somebody outside the house, with a key of its own; each word has the next number."""

    parts: Parts
    key: GuarantorKey = field(default_factory=lambda: GuarantorKey(bytes([7] * 32)))
    number: int = 0

    @property
    def house(self) -> str:
        """The mark of the house it stands for."""
        return self.parts.options.slip_salt

    def looks(self) -> Waiting:
        """Open the bundle that the last round has made."""
        verify_key = self.parts.public[KeyClass.REGISTER].verify_key
        return opened_waiting(newest_bundle(), private=self.key.private, verify_key=verify_key)

    def word(self, **said: object) -> bytes:
        """Seal a word to the house."""
        self.number += 1
        word = Word(**({"house": self.house, "number": self.number} | said))  # type: ignore[arg-type]  # by name
        return sealed_word(word, signing=self.key.signing, to=self.parts.public[KeyClass.INTAKE].public)

    def signs(self, which: Callable[[Blinded], bool] = lambda _: True) -> bytes:
        """Countersign what waits in the last bundle, and refuse the rest."""
        acts = self.looks().acts
        signed = {
            one.blind: countersign(self.house, one.kind, one.blind, signing=self.key.signing)
            for one in acts
            if which(one)
        }
        return self.word(countersigned=signed, refused=frozenset(one.blind for one in acts) - set(signed))

    def licenses(self, days: int = 90, *, ends: bool = False) -> bytes:
        """Give a licence from today on, or withdraw it."""
        on, number = self.parts.clock.now().date(), self.number + 1
        licence = withdrawn(on=on, by=OAK, number=number) if ends else given_for(days, on=on, by=OAK, number=number)
        return self.word(licence=licence, licence_signature=licence.signed(self.house, signing=self.key.signing))

    def tells(self, blob: bytes) -> TakenIn:
        """Have the house take in a word."""
        return actions.take_in(actor=TAKES_IN, now=self.parts.clock.now(), parts=self.parts, blob=blob)


def with_guarantor(parts: Parts) -> Guarantor:
    """Give a guarantor and its house: the same house, whose settings name it."""
    key = GuarantorKey(bytes([7] * 32))
    card = Card(of=Role.GUARANTOR, name=OAK, house="", public=key.public, verify_key=key.verify_key)
    settings = replace(parts.options, guarantor_name=OAK, guarantor_key=card.keys)  # type: ignore[type-var]  # a dataclass in tests
    return Guarantor(replace(parts, options=settings), key)
