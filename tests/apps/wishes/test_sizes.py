"""One size for all wishes, however much was wished and said: at the limit of every form, and one step beyond."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cast
from apps.wishes.wishing import about, described, kept, wished
from khabar.apps.post.wished import say
from khabar.apps.wishes import files, queries
from khabar.apps.wishes.actions import Said
from khabar.apps.wishes.models import Wish
from khabar.domain.errors import Conflict, Invalid, Refused
from khabar.domain.form_fields import NAME, SHORT
from khabar.domain.ids import NO_ACCOUNT, AccountId
from khabar.domain.wishes import (
    LONGEST_VOTE,
    MOST_VOTES,
    OF_A_PERSON,
    CameBy,
    Deed,
    Vote,
    WishForm,
    WishKind,
    WishStanding,
    agree,
)
from khabar.linkage import Person
from khabar.vault import canonical

if TYPE_CHECKING:
    from khabar.domain.actors import Actor
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])

OTHERS = [pytest.param(kind, marks=pytest.mark.long) for kind in sorted(OF_A_PERSON - {WishKind.NOT_TO})]
WIDE = "\U0001d4d0"
"""A letter of four bytes: there are none of more."""


def columns() -> set[tuple[int, ...]]:
    names = ("card", "body", "closes", "desk")
    return {tuple(len(bytes(getattr(row, name))) for name in names) for row in Wish.objects.all()}


def longest_form(parts: Parts, kind: WishKind) -> WishForm:
    """As many bytes as a form takes, nearly all of them of people who must not know."""
    full = described(parts, kind, not_to=("ن" * 200 + "\u0301" * 480,) * 20)
    while not (longer := replace(full, words=full.words + WIDE)).validate():
        full = longer
    return full


def speak(parts: Parts, who: Actor, wish: str, vote: Vote) -> None:
    say(actor=who, now=parts.clock.now(), parts=parts, wish_id=wish, vote=vote)


@pytest.mark.parametrize("kind", [WishKind.NOT_TO, *OTHERS])
def test_the_longest_wish_with_every_word_that_it_keeps_lies_in_a_row_like_any(parts: Parts, kind: WishKind) -> None:
    today = parts.clock.now().date()
    wished(parts, described(parts))
    wish = wished(parts, longest_form(parts, kind))
    full = files.Closes(shut=True, ids=tuple(f"{number:032x}" for number in range(files.MOST_CLOSED)))
    before = files.opened(Wish.objects.get(id=wish), files.Keys(parts))
    closes = replace(full, not_to=before.closes.not_to)
    files.save(
        before,
        files.Anew(before.said, before.standing, closes, queries.person_meant(before) or Person(wish, "")),
        parts=parts,
    )
    for number in range(MOST_VOTES // 2):
        for who in (cast.MIRA, cast.TOMAS):
            speak(parts, who, wish, Vote(Deed.SPARE, NO_ACCOUNT, WIDE * NAME, today, f"{number:032x}"))
    with pytest.raises(Refused, match="Too much"):
        speak(parts, cast.MIRA, wish, Vote(Deed.LIFT, NO_ACCOUNT, "She called.", today))
    assert len(files.opened(Wish.objects.get(id=wish), files.Keys(parts)).standing.agreed) == MOST_VOTES
    assert len(columns()) == 1


def test_a_wish_to_mend_with_every_word_that_it_keeps_lies_in_a_row_like_any(parts: Parts) -> None:
    today = parts.clock.now().date()
    wished(parts, described(parts))
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    wish = about(parts, WishKind.MEND, presence, words=WIDE * SHORT, proof=WIDE * SHORT)
    for number in range(MOST_VOTES):
        value = WIDE * (NAME - 2) + f"{number:02}"
        speak(parts, cast.MIRA, wish, Vote(Deed.GRANT, NO_ACCOUNT, WIDE * NAME, today, "birth_place", value))
    assert len(columns()) == 1


def test_what_is_longer_than_a_door_takes_is_refused_before_it_is_kept(parts: Parts) -> None:
    presence = cast.file_presence(parts, cast.dariuss_presence(parts.clock.now()))
    said = Said(kind=WishKind.SEE, came_by=CameBy.IN_PERSON, holder=presence)
    for field in ("words", "proof"):
        with pytest.raises(Invalid, match="too long"):
            kept(parts, replace(said, **{field: "x" * (SHORT + 1)}))  # type: ignore[arg-type]  # a text by its name
    assert not Wish.objects.exists()


@pytest.mark.parametrize("more", [{"value": "x" * 20_000}, {"target": "x" * 33}])
def test_no_colleague_uses_up_the_room_for_the_words_of_others(parts: Parts, more: dict[str, str]) -> None:
    today = parts.clock.now().date()
    wish = wished(parts, described(parts))
    for deed in (Deed.LIFT, Deed.SPARE):
        with pytest.raises(Refused, match="cannot be done"):
            speak(parts, cast.MIRA, wish, Vote(deed, NO_ACCOUNT, "Why.", today, **({"target": "p"} | more)))


votes = st.builds(
    Vote,
    st.sampled_from(Deed),
    st.sampled_from([AccountId(f"{number:032x}") for number in range(5)]),
    st.text(st.characters(min_codepoint=0x10000, exclude_categories=["Cs"]), min_size=NAME - 1, max_size=NAME + 1),
    st.dates(),
    st.sampled_from(["", "birth_place", "f" * 32, "f" * 33]),
    st.sampled_from(["", WIDE * NAME, WIDE * (NAME + 1)]),
)


@given(st.sampled_from(WishKind), st.lists(votes, max_size=2 * MOST_VOTES))
@settings(max_examples=40)
def test_whatever_is_said_stays_within_the_room_that_is_kept_for_words(kind: WishKind, said: list[Vote]) -> None:
    standing = WishStanding()
    for vote in said:
        try:
            standing = agree(kind, standing, vote).standing
        except (Conflict, Invalid, Refused):
            continue
    words = [len(canonical.encode(one.to_body())) for one in (*standing.waiting, *standing.agreed)]
    assert len(words) <= MOST_VOTES
    assert max(words, default=0) <= LONGEST_VOTE
