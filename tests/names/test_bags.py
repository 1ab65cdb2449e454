"""Ranking words by their letters: the same for a word alone as in a crowd, whatever order a product adds in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from khabar.names.bags import STEP, expected, leanings, presence
from khabar.names.letters import coded, letters_of
from khabar.names.lexicon import CURRENT
from khabar.names.tables import tables_of
from khabar.text import Script

TABLES = tables_of(CURRENT)
FROM, TO = Script.ARABIC, Script.LATIN
native = st.text(alphabet="ابتجحخدرزسشعفقکلمنوهی", max_size=30)
latin = st.text(alphabet="abcdefghijklmnopqrstuvwxyzşç", max_size=30)


@given(st.lists(native, min_size=1, max_size=70), st.lists(latin, min_size=1, max_size=70))
def test_the_fit_of_two_words_is_the_same_to_the_last_bit_in_any_company(asked: list[str], here: list[str]) -> None:
    lean = leanings(
        expected(TABLES, (FROM, TO)), coded([letters_of(word, FROM) for word in asked], TABLES.alphabets[FROM])
    )
    there = presence(TABLES, TO, coded([letters_of(word, TO) for word in here], TABLES.alphabets[TO]))
    together = lean @ there.T
    backwards = (there[::-1, ::-1] @ lean[:, ::-1].T)[::-1].T
    assert together.tolist() == backwards.tolist()
    assert together[:1, :1].tolist() == [[float((lean[0].astype(np.float64) * there[0]).sum())]]
    assert np.all(lean / STEP == np.rint(lean / STEP))


def test_the_letters_of_a_name_fit_its_other_writing_best() -> None:
    words = ["dariush", "shirin", "omar", "leyla", "tomas"]
    there = presence(TABLES, TO, coded([letters_of(word, TO) for word in words], TABLES.alphabets[TO]))
    asked = coded(
        [letters_of(word, FROM) for word in ("داریوش", "شیرین", "عمر", "لیلا", "توماس")], TABLES.alphabets[FROM]
    )
    fit = leanings(expected(TABLES, (FROM, TO)), asked) @ there.T
    assert fit.argmax(axis=1).tolist() == [0, 1, 2, 3, 4]
