from __future__ import annotations

import unicodedata

from silence.variants import variants

COUNT = 2_000


def test_thousands_of_descriptions_are_all_different_and_the_same_for_one_seed() -> None:
    first = [tuple(one.items()) for one in variants(1, COUNT)]
    assert len(set(first)) == COUNT
    assert first == [tuple(one.items()) for one in variants(1, COUNT)]
    assert first != [tuple(one.items()) for one in variants(2, COUNT)]


def test_names_come_in_three_scripts_in_other_forms_of_letters_and_in_both_orders() -> None:
    names = [one["name"] for one in variants(1, COUNT)]
    scripts = {unicodedata.name(letter).split()[0] for name in names for letter in name if letter.isalpha()}
    assert {"LATIN", "ARABIC", "CYRILLIC", "FULLWIDTH"} <= scripts
    assert any(name != unicodedata.normalize("NFC", name) for name in names)
    assert any(name.isupper() for name in names)
    assert any(name.startswith("Ahm") for name in names)
