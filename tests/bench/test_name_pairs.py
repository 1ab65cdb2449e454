from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from bench._name_control import control_scores
from bench._name_figures import thirds
from bench._name_metrics import area
from bench._name_pairs import EACH, GROUPS, Attested, PairSet, pair_sets, romanised
from bench._name_register import register
from bench.name_data import Word

WORDS = {
    "arabic": [
        Word("arabic", "شیرین", {"shirin": 5, "chirine": 1}),
        Word("arabic", "داریوش", {"darius": 4, "dariush": 4}),
        Word("arabic", "نیما", {"nima": 3, "neema": 1}),
        Word("arabic", "فرید", {"farid": 2, "fareed": 1}),
        Word("arabic", "لیلا", {"leyla": 2, "laila": 2}),
    ],
    "cyrillic": [
        Word("cyrillic", "мира", {"mira": 3, "myra": 1}),
        Word("cyrillic", "томас", {"tomas": 2, "thomas": 9}),
        Word("cyrillic", "омар", {"omar": 2, "umar": 1}),
        Word("cyrillic", "ширин", {"shirin": 1, "schirin": 1}),
    ],
    "hebrew": [
        Word("hebrew", "עזרא", {"ezra": 3, "esra": 2}),
        Word("hebrew", "לילה", {"leyla": 1, "lila": 2}),
        Word("hebrew", "מירה", {"mira": 2, "meera": 1}),
    ],
}


@cache
def sets(seed: int = 1) -> list[PairSet]:
    return pair_sets(WORDS, 30, seed, "latin")


def test_words_seen_for_one_another_may_be_one_name_in_any_order() -> None:
    seen = Attested(WORDS)
    assert seen.may_be_one("شیرین فرید", "farid chirine")
    assert seen.may_be_one("shirin farid", "fareed schirin")
    assert not seen.may_be_one("شیرین فرید", "farid nima")
    assert not seen.may_be_one("شیرین فرید", "farid")


def test_a_name_of_common_words_is_less_rare() -> None:
    seen = Attested(WORDS)
    assert seen.rarity("томас") < seen.rarity("омар")


def test_to_each_same_pair_there_are_three_different_ones() -> None:
    seen = Attested(WORDS)
    for pairs in sets():
        assert len(pairs.left) == 30 * EACH
        assert pairs.same.sum() * EACH == len(pairs.same)
        for one, other, same in zip(pairs.left, pairs.right, pairs.same.tolist(), strict=True):
            assert seen.may_be_one(one, other) == same


def test_the_same_seed_makes_the_same_pairs_and_another_one_others() -> None:
    again = pair_sets(WORDS, 30, 1, "latin")
    assert [pairs.right for pairs in sets()] == [pairs.right for pairs in again]
    assert [pairs.right for pairs in sets()] != [pairs.right for pairs in sets(2)]
    assert [pairs.group for pairs in sets()] == list(GROUPS)


def test_the_first_names_keep_all_their_pairs() -> None:
    few = sets()[0].first(7)
    assert len(few.left) == len(few.right) == len(few.rarity) == 7 * EACH
    assert set(few.owner.tolist()) == set(range(7))


def test_thirds_are_of_equal_size_and_the_last_is_the_rare_one() -> None:
    rarity = np.repeat(np.arange(30.0), 4)
    found = thirds(rarity)
    assert [int((found == third).sum()) for third in range(3)] == [40, 40, 40]
    assert found[-1] == 2


def test_the_control_finds_what_lengths_give_away_and_nothing_where_they_give_nothing() -> None:
    names, longer = ["nima farid"] * 400, ["shirin" if at % 4 else "nima leyla" for at in range(400)]
    same, owner = np.arange(400) % 4 == 0, np.repeat(np.arange(100), 4)
    given = PairSet("latin", names, longer, same, owner, ~same, np.zeros(400))
    assert area(control_scores(given, Attested(WORDS)), same) == 1.0
    kept = PairSet("latin", names, names, same, owner, ~same, np.zeros(400))
    assert area(control_scores(kept, Attested(WORDS)), same) == pytest.approx(0.5, abs=0.05)


def test_a_register_holds_each_plain_form_once_and_what_is_sought_in_it() -> None:
    made = register(WORDS, 150, 5, seed=3)
    assert len({romanised(name) for name in made.names}) == len(made.names) == 150
    seen = Attested(WORDS)
    for script, sought in made.sought.items():
        assert len(sought) == 5
        for one in sought:
            assert seen.may_be_one(one.name, made.names[one.place])
            assert (script == "latin") == one.name.isascii()
            assert one.name != made.names[one.place]


def test_a_register_larger_than_the_words_allow_is_refused() -> None:
    with pytest.raises(ValueError, match="too few words"):
        register({"hebrew": WORDS["hebrew"][:1]}, 100, 4, seed=3)


def test_the_same_seed_makes_the_same_register() -> None:
    assert register(WORDS, 60, 4, seed=3) == register(WORDS, 60, 4, seed=3)
