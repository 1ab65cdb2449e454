"""How to speak of somebody without the name: "A mother from the north, about her son"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.data.publishing import naming_words

if TYPE_CHECKING:
    from khabar.domain.publishing.issues import Person


def instead_of(person: Person, language: str) -> str:
    """Give words for a person in a language: the editor's own, or role, region and about whom; never the name."""
    described, words = person.described, naming_words()[language]
    if described.instead:
        return described.instead
    who = words.roles.get(described.role, words.someone)
    if described.region:
        who = words.whence.format(who=who, region=described.region)
    return words.about.format(who=who, about=described.about) if described.about else who


def roles() -> tuple[str, ...]:
    """List what somebody may be called in an issue, in English as it is written there."""
    return tuple(naming_words()["en"].roles)


def role_words(language: str) -> dict[str, str]:
    """Give what somebody may be called, by its English word, in a language; in English where we have no such words."""
    return dict(naming_words().get(language, naming_words()["en"]).roles)


def languages() -> tuple[str, ...]:
    """List the languages the gate can read, and so those an issue can have."""
    return tuple(sorted(naming_words()))
