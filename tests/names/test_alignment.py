"""Aligning letters: the best reading of every pair, the same alone and among others."""

from collections.abc import Mapping
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.names.alignment import Alignment
from khabar.names.letters import (
    FINAL,
    INITIAL,
    LONGEST_PIECE,
    MEDIAL,
    PLACES,
    UNKNOWN,
    WIDTH,
    Alphabet,
    coded,
    letters_of,
)
from khabar.names.lexicon import CURRENT
from khabar.names.tables import RANK, tables_of
from khabar.text import Script

TABLES = tables_of(CURRENT)
FROM, TO = Script.ARABIC, Script.LATIN
native = st.text(alphabet="ابتجحخدرزسشعفقکلمنوهی", min_size=1, max_size=4)
latin = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=4)


def best_by_trying_all(alignment: Alignment, source: str, target: str) -> float:
    """Try every way to share out the target's letters among the source's, and those in between."""
    one = coded([letters_of(source, FROM)], TABLES.alphabets[FROM])
    pieces = TABLES.alphabets[TO].piece_numbers
    codes = one.source[0, : one.source_length[0]]
    best = -np.inf
    for lengths in product(range(4), repeat=len(codes)):
        for gaps in product(range(len(target) + 1), repeat=len(codes) + 1):
            if sum(lengths) + sum(gaps) == len(target):
                best = max(best, reading(alignment, codes.tolist(), target, pieces, lengths, gaps))
    return best


def reading(
    alignment: Alignment,
    codes: list[int],
    target: str,
    pieces: Mapping[str, int],
    lengths: tuple[int, ...],
    gaps: tuple[int, ...],
) -> float:
    at, total = 0, 0.0
    for number, code in enumerate(codes):
        for letter in target[at : at + gaps[number]]:
            total += float(alignment.insertion[pieces[letter]])
        at += gaps[number]
        piece = target[at : at + lengths[number]]
        total += float(alignment.emission[code, pieces.get(piece, 1) if piece else 0])
        at += lengths[number]
    return total + sum(float(alignment.insertion[pieces[letter]]) for letter in target[at:])


@given(native, latin)
def test_the_score_is_that_of_the_best_reading(source: str, target: str) -> None:
    alignment = TABLES.alignments[FROM, TO]
    left = coded([letters_of(source, FROM)], TABLES.alphabets[FROM])
    right = coded([letters_of(target, TO)], TABLES.alphabets[TO])
    found = alignment.scores(left, np.array([0]), right, np.array([0]))[0]
    assert found == pytest.approx(best_by_trying_all(alignment, source, target), abs=1e-3)


@given(st.lists(st.tuples(native, latin), min_size=1, max_size=12))
def test_a_pair_scores_among_others_as_it_does_alone(pairs: list[tuple[str, str]]) -> None:
    alignment = TABLES.alignments[FROM, TO]
    left = coded([letters_of(one, FROM) for one, _ in pairs], TABLES.alphabets[FROM])
    right = coded([letters_of(other, TO) for _, other in pairs], TABLES.alphabets[TO])
    places = np.arange(len(pairs))
    together = alignment.scores(left, places, right, places)
    for at in places:
        alone = alignment.scores(left, places[at : at + 1], right, places[at : at + 1])
        assert together[at] == alone[0]


def test_every_meeting_of_scripts_has_a_table_in_the_order_of_the_ranks() -> None:
    scripts = list(RANK)
    assert set(TABLES.alignments) == {(one, other) for one in scripts for other in scripts if RANK[one] <= RANK[other]}


def test_the_rows_of_a_table_are_chances() -> None:
    for (source, target), alignment in TABLES.alignments.items():
        assert alignment.emission.shape == (
            TABLES.alphabets[source].source_size,
            TABLES.alphabets[target].piece_size,
        )
        assert np.exp(alignment.emission).sum(axis=1).max() < 1.1
        assert alignment.insertion.max() < 0


@pytest.mark.parametrize(
    ("word", "source", "target"),
    [
        ("Schahin", ("sch", "ah", "i", "n"), "schahin"),
        ("Şahin", ("ş", "ah", "i", "n"), "şahin"),
        ("Élodie", ("e", "l", "o", "d", "ie"), "elodie"),
        ("İsmail", ("i", "s", "m", "ai", "l"), "ismail"),
        ("O'Connor", ("o", "c", "o", "nn", "o", "r"), "oconnor"),
        ("", (), ""),
    ],
)
def test_latin_letters_are_read_as_the_sounds_they_write(word: str, source: tuple[str, ...], target: str) -> None:
    found = letters_of(word, Script.LATIN)
    assert (found.source, found.target) == (source, target)


def test_other_scripts_are_read_through_latin_letters() -> None:
    assert letters_of("Δαρείος", Script.GREEK) == letters_of("Dareios", Script.LATIN)
    assert letters_of("李", Script.OTHER).script is Script.LATIN


@given(st.text(max_size=60))
def test_any_text_can_be_coded(text: str) -> None:
    for script in RANK:
        found = coded([letters_of(text, script)], TABLES.alphabets[script])
        assert found.source.shape == (1, WIDTH)
        assert 0 <= found.length[0] <= WIDTH


@given(st.lists(st.text(alphabet="abcdeshkıçßĀʾ بتكی\u200cшщы😀", max_size=30), max_size=12))
def test_words_coded_together_are_what_each_spells_letter_by_letter(words: list[str]) -> None:
    for script in RANK:
        alphabet, letters = TABLES.alphabets[script], [letters_of(word, script) for word in words]
        found = coded(letters, alphabet)
        for row, word in enumerate(letters):
            sources = [alphabet.source_numbers[letter] for letter in word.source if letter in alphabet.source_numbers]
            assert (found.source[row, : len(sources)] // PLACES).tolist() == sources
            places = [INITIAL if not at else FINAL if at == len(sources) - 1 else MEDIAL for at in range(len(sources))]
            assert (found.source[row, : len(sources)] % PLACES).tolist() == places
            assert not found.source[row, len(sources) :].any()
            target = "".join(letter for letter in word.target if letter in alphabet.piece_numbers)
            for long in range(1, LONGEST_PIECE + 1):
                pieces = [target[end - long : end] if long <= end <= len(target) else "" for end in range(1, WIDTH + 1)]
                spelt = [alphabet.piece_numbers.get(piece, UNKNOWN) for piece in pieces]
                assert found.pieces[row, long - 1].tolist() == spelt


@given(st.lists(latin, min_size=1, max_size=9))
def test_a_word_surprises_by_each_letter_after_the_one_before(words: list[str]) -> None:
    numbers, followed = TABLES.letter_numbers[TO], TABLES.followed[TO]
    found = TABLES.surprise(coded([letters_of(word, TO) for word in words], TABLES.alphabets[TO]), TO)
    for word, surprise in zip(words, found.tolist(), strict=True):
        letters = [len(numbers), *(numbers[letter] for letter in word), len(numbers)]
        assert surprise == pytest.approx(-sum(float(followed[pair]) for pair in pairwise(letters)), abs=1e-4)


def test_an_alphabet_numbers_its_letters_and_pieces_apart_from_nothing_and_the_unknown() -> None:
    alphabet = Alphabet(Script.LATIN, ("a", "sh"), ("a", "ab", "b"))
    assert alphabet.source_numbers == {"a": 1, "sh": 2}
    assert alphabet.piece_numbers == {"a": 2, "ab": 3, "b": 4}
    assert (alphabet.source_size, alphabet.piece_size) == (9, 5)
