"""Who the guarantor of this house is, as its settings say; none where they give a reason for doing without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from khabar.domain.guaranteeing.cards import Card, Role, guarantor_named
from khabar.vault.keys import KeyClass

if TYPE_CHECKING:
    from khabar.ports import Parts, Terms


@runtime_checkable
class NamesGuarantor(Protocol):
    """The settings of an installation as far as they speak of a guarantor."""

    @property
    def guarantor_name(self) -> str:
        """The body that countersigns; empty for none."""
        ...

    @property
    def guarantor_key(self) -> str:
        """Its two public keys, 128 hexadecimal digits."""
        ...


def guarantor_of(parts: Parts) -> Card | None:
    """Give the guarantor's card, or None where this house works without one."""
    return guarantor_in(parts.options)


def guarantor_in(options: Terms) -> Card | None:
    """Give the card of the guarantor whom these settings name, or None."""
    if not isinstance(options, NamesGuarantor):
        raise TypeError("settings that do not say whether there is a guarantor")
    return guarantor_named(options.guarantor_name, options.guarantor_key) if options.guarantor_key else None


def house_card(*, parts: Parts) -> Card:
    """Give this house's own card: its mark, and the keys with which it seals and signs today."""
    return Card(
        of=Role.HOUSE,
        name=parts.options.who_runs_this,
        house=parts.options.slip_salt,
        public=parts.public[KeyClass.INTAKE].public,
        verify_key=parts.public[KeyClass.REGISTER].verify_key,
    )
