"""A guarantor for a test house: its key, the house's settings that name it, and its answer to what waits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from click.testing import CliRunner

from khabar.apps.guarantor import actions
from khabar.apps.guarantor.queries import newest_bundle
from khabar.cli import guarantor_folder, guarantor_own
from khabar.domain.actors import system
from khabar.domain.guaranteeing.acts import countersign
from khabar.domain.guaranteeing.bundles import Word, opened_waiting, sealed_word
from khabar.domain.guaranteeing.cards import Card, Role, read_card, spoken
from khabar.domain.guaranteeing.licences import given_for, withdrawn
from khabar.vault.guarantor_keys import GuarantorKey, opened_key
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from khabar.apps.guarantor.actions import TakenIn
    from khabar.domain.guaranteeing.acts import Blinded
    from khabar.domain.guaranteeing.bundles import Waiting
    from khabar.ports import Parts

OAK = "Oak Street Relief (invented)"
PHRASE = "nine grey herons at dusk"
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
    return _named(parts, key, Card(of=Role.GUARANTOR, name=OAK, house="", public=key.public, verify_key=key.verify_key))


def with_guarantor_of_its_own(parts: Parts, folder: Path) -> Guarantor:
    """Give the same where the guarantor has made key and card itself, by its own command, in a new folder."""
    card = makes_its_key(folder)
    return _named(parts, opened_key((folder / guarantor_folder.KEY).read_bytes(), PHRASE), card)


def makes_its_key(folder: Path) -> Card:
    """Run `khabar guarantor key` as a guarantor does, and give the card that it has written for the house."""
    words, typed = [str(folder), "--name", OAK], f"{PHRASE}\n{PHRASE}\n"
    done = CliRunner().invoke(guarantor_own.key, words, input=typed, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    card = read_card((folder / guarantor_folder.CARD).read_text(encoding="utf-8"), Role.GUARANTOR)
    assert spoken(card) in done.stdout, "what is read over the telephone is that of the card"
    return card


def _named(parts: Parts, key: GuarantorKey, card: Card) -> Guarantor:
    settings = replace(parts.options, guarantor_name=card.name, guarantor_key=card.keys)  # type: ignore[type-var]  # a dataclass in tests
    return Guarantor(replace(parts, options=settings), key)
