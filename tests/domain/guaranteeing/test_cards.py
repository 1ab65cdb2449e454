from __future__ import annotations

import json
from dataclasses import replace

import pytest
from nacl.bindings import crypto_scalarmult_base
from nacl.signing import SigningKey

from khabar.domain.errors import Invalid
from khabar.domain.guaranteeing.cards import (
    NO_CARD,
    NO_HOUSE,
    NO_NAME,
    NOT_A_GUARANTOR,
    NOT_A_HOUSE,
    Card,
    Role,
    card_text,
    guarantor_named,
    read_card,
    spoken,
)
from khabar.domain.key_cards import LONGEST, NO_KEY

PUBLIC = crypto_scalarmult_base(bytes([7] * 32))
VERIFY = bytes(SigningKey(bytes([5] * 32)).verify_key)
THEIRS = Card(of=Role.GUARANTOR, name="Oak Street Relief (invented)", house="", public=PUBLIC, verify_key=VERIFY)
OURS = replace(THEIRS, of=Role.HOUSE, name="The Tracing House of Lindenau (invented)", house="5a" * 16)


@pytest.mark.parametrize("card", [THEIRS, OURS])
def test_a_card_comes_back_as_it_was_written(card: Card) -> None:
    assert read_card(card_text(card), card.of) == card


def test_what_stands_in_the_settings_makes_the_same_card() -> None:
    assert guarantor_named(THEIRS.name, THEIRS.keys) == THEIRS
    for keys in ("", "5a", "x" * 128, THEIRS.keys + "00", "00" * 64):
        with pytest.raises(Invalid, match=NO_KEY):
            guarantor_named(THEIRS.name, keys)


def test_the_fingerprint_changes_with_every_field() -> None:
    other = crypto_scalarmult_base(bytes([8] * 32))
    changed = [replace(OURS, name="x"), replace(OURS, house="5b" * 16), replace(OURS, public=other), THEIRS]
    prints = {spoken(one) for one in (*changed, OURS, replace(OURS, verify_key=other))}
    assert len(prints) == 6
    assert all(len(one.replace(" ", "")) == 32 for one in prints)


def test_each_side_is_told_when_it_gives_the_others_card() -> None:
    with pytest.raises(Invalid, match=NOT_A_GUARANTOR[:30]):
        read_card(card_text(OURS), Role.GUARANTOR)
    with pytest.raises(Invalid, match=NOT_A_HOUSE[:30]):
        read_card(card_text(THEIRS), Role.HOUSE)


@pytest.mark.parametrize("name", ["", " x", "a\nb", "x" * 201])
def test_a_card_names_its_body(name: str) -> None:
    with pytest.raises(Invalid, match=NO_NAME):
        replace(THEIRS, name=name)


def test_a_card_that_could_not_be_used_is_refused() -> None:
    for changed in ({"public": bytes(32)}, {"verify_key": b"short"}):
        with pytest.raises(Invalid, match=NO_KEY):
            replace(THEIRS, **changed)  # type: ignore[arg-type]  # values by name
    for card in (THEIRS, OURS):
        with pytest.raises(Invalid, match=NO_HOUSE):
            replace(card, house="5a")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "[" * 3000,
        "x" * (LONGEST + 1),
        "{}",
        json.dumps(json.loads(card_text(THEIRS)) | {"card": "another"}),
        json.dumps(json.loads(card_text(THEIRS)) | {"of": "porch"}),
        json.dumps(json.loads(card_text(THEIRS)) | {"house": 5}),
    ],
)
def test_what_is_no_card_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(Invalid, match=NO_CARD[:30]):
        read_card(text, Role.GUARANTOR)
