"""A person as a card: plain values that CBOR can hold, with a schema number, upgraded when read.

Cards are sealed one by one and live for decades; a card of an older schema must stay readable for ever.
It must never guess at a card it does not know: a newer schema or an unknown key is refused.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, cast

from khabar.linkage.person import Birth, Person, Reading

SCHEMA: Final = 1
"""The schema that `card_of` writes."""

Card = dict[str, object]
Upgrade = Callable[[Mapping[str, object]], Card]

UPGRADES: Final[Mapping[int, Upgrade]] = MappingProxyType({})
"""From the schema number of an old card to the step that writes it in the next schema."""

_TEXTS: Final = ("father", "grandfather", "mother", "sex", "birth_place", "nationality", "last_place")
_WRITTEN: Final = frozenset({"id", "name", *_TEXTS})
_KEYS: Final = frozenset({"schema", "other_names", "birth", *_WRITTEN})


class UnknownCardError(ValueError):
    """The card was not written by this version or an earlier one, or it is damaged."""


def card_of(person: Person) -> Card:
    """Write a person as a card: text, lists and numbers only; what is not given is left out."""
    card: Card = {"schema": SCHEMA, "id": person.id, "name": person.name}
    if person.other_names:
        card["other_names"] = list(person.other_names)
    for key in _TEXTS:
        if text := getattr(person, key):
            card[key] = text
    if person.birth is not None:
        card["birth"] = _birth_card(person.birth)
    return card


def person_from_card(card: Mapping[str, object], *, upgrades: Mapping[int, Upgrade] = UPGRADES) -> Person:
    """Read a card of this schema or an older one; raises `UnknownCardError` for any other."""
    current = _upgraded(card, upgrades)
    if unknown := set(current) - _KEYS:
        raise UnknownCardError(f"card holds unknown keys: {', '.join(sorted(map(str, unknown)))}")
    try:
        return _person(current)
    except (KeyError, TypeError, ValueError) as fault:
        raise UnknownCardError("card is damaged") from fault


def _person(card: Mapping[str, object]) -> Person:
    texts = cast("dict[str, str]", {key: text for key, text in card.items() if key in _WRITTEN})
    if not {str}.issuperset(map(type, texts.values())):
        raise TypeError("not a text")
    return Person(
        other_names=tuple(map(_text, _items(card["other_names"]))) if "other_names" in card else (),
        birth=_birth(cast("Mapping[str, object]", card["birth"])) if "birth" in card else None,
        **texts,
    )


def _upgraded(card: Mapping[str, object], upgrades: Mapping[int, Upgrade]) -> Mapping[str, object]:
    schema = card.get("schema")
    while schema != SCHEMA:
        if not isinstance(schema, int) or schema not in upgrades:
            raise UnknownCardError(f"card has schema {schema!r}; this version reads up to {SCHEMA}")
        card = upgrades[schema](card)
        schema = card.get("schema")
    return card


def _birth_card(birth: Birth) -> Card:
    readings = [[r.calendar, r.earliest.isoformat(), r.latest.isoformat(), r.weight] for r in birth.readings]
    return {"text": birth.text, "readings": readings}


def _birth(card: Mapping[str, object]) -> Birth:
    return Birth(_text(card["text"]), tuple(_reading(_items(item)) for item in _items(card["readings"])))


def _reading(item: list[object]) -> Reading:
    calendar, earliest, latest, weight = item
    if not isinstance(weight, int | float):
        raise TypeError("weight is no number")
    return Reading(
        _text(calendar), date.fromisoformat(_text(earliest)), date.fromisoformat(_text(latest)), float(weight)
    )


def _items(value: object) -> list[object]:
    if not isinstance(value, list | tuple):
        raise TypeError("not a list")
    return list(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
