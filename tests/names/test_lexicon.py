"""Names by number: the same text has the same number, and many pairs are scored as one is."""

from math import log
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar import names
from khabar.names.alike import AlikeWords, Depth
from khabar.names.parameters import RARITY
from khabar.names.whole import scores

STOCK = ["Shirin Ahmadi", "شیرین احمدی", "Ширин", "שירין כהן", "Darius", "داریوش رستمی", "", "Mohammad Reza", "محمدرضا"]


@given(st.lists(st.sampled_from(STOCK), max_size=20))
def test_the_same_name_has_the_same_number(asked: list[str]) -> None:
    lexicon = names.Lexicon()
    numbers = lexicon.numbers_of(asked).tolist()
    assert numbers == [lexicon.number_of(name) for name in asked]
    assert len(lexicon) == len(set(asked))


WORDS = ["Shirin", "Ahmadi", "شیرین", "احمدی", "Ширин", "Петровна", "שירין", "כהן", "M.", "د.", "al-Haq", "Σωκράτης"]
WORDS += ["Abdullah", "عبدالله", "李", "bin", ""]
names_of_any_length = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


@given(st.lists(st.tuples(names_of_any_length, names_of_any_length), min_size=1, max_size=120), st.randoms())
@settings(max_examples=60)
def test_a_pair_scores_the_same_to_the_last_bit_in_any_company(pairs: list[tuple[str, str]], random: Random) -> None:
    lexicon = names.Lexicon()
    left, right = (lexicon.numbers_of([pair[side] for pair in pairs]) for side in (0, 1))
    together = scores(lexicon, left, right)
    for size in (1, 2, 3, 7, 16, 33, 64):
        start = random.randrange(len(pairs))
        few = slice(start, start + size)
        assert scores(lexicon, left[few], right[few]).tolist() == together[few].tolist()
        assert names.score_pairs(*zip(*pairs[few], strict=True)).tolist() == together[few].tolist()


def test_a_lexicon_grows_beyond_its_first_room() -> None:
    lexicon = names.Lexicon()
    numbers = lexicon.numbers_of(
        [f"Shirin {'abcdefghij'[n % 10]}{'klmnop'[n % 6]}{'rstuv'[n % 5]}a Omar" for n in range(3000)]
    )
    assert scores(lexicon, numbers, numbers) == pytest.approx(scores(lexicon, numbers[:1], numbers[:1])[0], abs=8)
    assert len(lexicon.words) > 30


def test_no_pair_says_more_than_the_rarity_of_its_words_allows() -> None:
    found = names.compare("Ali Ahmadi", "Ali Ahmadi")
    assert found.score <= -sum(map(log, (RARITY.common_given, RARITY.common_family)))
    assert found.score < names.compare("Zorvan Khashtrapour", "Zorvan Khashtrapour").score


def test_words_alike_are_found_in_every_script() -> None:
    lexicon = names.Lexicon()
    for name in STOCK:
        lexicon.number_of(name)
    vocabulary = AlikeWords(lexicon.words, Depth(one_in=1, least=50, most=50, kept=20))
    for number in range(len(lexicon)):
        vocabulary.put(lexicon.words_of(number).tolist())
    (shirin,) = lexicon.words_of(lexicon.number_of("Chirine")).tolist()
    found = {lexicon.words.tokens[word].text for word in vocabulary.alike(shirin)[0].tolist()}
    assert {"Shirin", "شیرین", "Ширин", "שירין"} <= found
    assert "Darius" not in found


def test_words_put_in_later_are_found_as_well() -> None:
    lexicon = names.Lexicon()
    vocabulary = AlikeWords(lexicon.words, Depth(one_in=1, least=50, most=50, kept=20))
    (darius,) = lexicon.words_of(lexicon.number_of("Dariush")).tolist()
    assert len(vocabulary.alike(darius)[0]) == 0
    vocabulary.put(lexicon.words_of(lexicon.number_of("داریوش")).tolist())
    assert [lexicon.words.tokens[word].text for word in vocabulary.alike(darius)[0].tolist()] == ["داریوش"]
    assert np.all(vocabulary.alike(darius)[1] > 0)
