"""A guarantor's folder: its key, its card, and the numbers by which a bundle that comes twice is known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, Self

import click

from khabar.cli.whole_files import write_whole
from khabar.domain.errors import Invalid
from khabar.domain.guaranteeing.bundles import NOT_FOR_US, OVERTAKEN, WAITING_SIZE, opened_waiting
from khabar.domain.guaranteeing.cards import Role, read_card
from khabar.domain.key_cards import LONGEST
from khabar.vault.errors import VaultError
from khabar.vault.guarantor_keys import LONGEST as LONGEST_KEY
from khabar.vault.guarantor_keys import opened_key

if TYPE_CHECKING:
    from pathlib import Path

    from khabar.domain.guaranteeing.bundles import Waiting

KEY: Final = "guarantor.key"
CARD: Final = "guarantor.card"
NUMBERS: Final = "numbers.json"
NO_KEY: Final = "There is no key in this folder. `khabar guarantor key` makes one in a new folder."
NOT_OPEN: Final = "This passphrase does not open the key, or the key's file is damaged."
NO_NUMBERS: Final = "numbers.json in this folder is damaged. Put it aside: then every bundle looks new once more."


def passphrase_from() -> str:
    """Ask for the passphrase; where there is no terminal, the first line of what is given in."""
    typed: str = click.prompt("Passphrase", hide_input=True, err=True)
    return typed


class Folder:
    """The opened folder and the card of one house. As a context, so that the numbers are kept once all went well."""

    def __init__(self, folder: Path, house: Path, passphrase: str) -> None:
        """Open the key; Invalid (fields `key`, `house`, `passphrase`) says what is wrong."""
        self._folder = folder
        self.house = read_card(_start_of(house, LONGEST).decode("utf-8", errors="replace"), Role.HOUSE)
        if not (folder / KEY).is_file():
            raise Invalid("key", NO_KEY)
        try:
            self.key = opened_key(_start_of(folder / KEY, LONGEST_KEY), passphrase)
        except VaultError:
            raise Invalid("passphrase", NOT_OPEN) from None
        self._numbers = _numbers_in(folder / NUMBERS)

    def __enter__(self) -> Self:
        """Give this folder."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Keep the numbers, unless something went wrong."""
        if kind is None:
            write_whole(self._folder / NUMBERS, json.dumps(self._numbers, indent=2).encode())

    @property
    def last_seen(self) -> int:
        """The number of the newest bundle of this house that was looked at; 0 for none."""
        return self._numbers.get(f"seen {self.house.house}", 0)

    @property
    def last_word(self) -> int:
        """The number of the last word that was given."""
        return self._numbers.get("given", 0)

    def waiting(self, file: Path) -> Waiting:
        """Open a bundle of this house; Invalid (field `bundle`) for anything else, and for one that was overtaken."""
        blob = _start_of(file, WAITING_SIZE)
        told = opened_waiting(blob, private=self.key.private, verify_key=self.house.verify_key)
        if told.house != self.house.house:
            raise Invalid("bundle", NOT_FOR_US)
        if told.number < self.last_seen:
            raise Invalid("bundle", OVERTAKEN)
        return told

    def note_seen(self, told: Waiting) -> None:
        """Remember the number of a bundle."""
        self._numbers[f"seen {told.house}"] = told.number

    def note_word(self, number: int) -> None:
        """Remember the number of a word."""
        self._numbers["given"] = number


def _start_of(file: Path, most: int) -> bytes:
    with file.open("rb") as source:
        return source.read(most + 1)


def _numbers_in(file: Path) -> dict[str, int]:
    if not file.exists():
        return {}
    try:
        numbers = json.loads(file.read_bytes())
    except ValueError:
        numbers = None
    if not isinstance(numbers, dict) or not all(type(one) is int for one in numbers.values()):
        raise Invalid("key", NO_NUMBERS)
    return numbers
