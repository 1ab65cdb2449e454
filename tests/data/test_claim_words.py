from __future__ import annotations

from khabar.data.claims import cue_words, number_words
from khabar.data.words import is_english_word
from khabar.domain.claims.sentences import known_languages

KINDS = {
    "common", "say", "deny", "that", "accord", "accordafter", "least", "over", "most", "under", "about", "nearly",
    "between", "to", "asof", "round", "institution", "unit", "group", "label",
}  # fmt: skip


def test_every_row_has_a_known_kind_and_forms() -> None:
    for row in cue_words():
        assert row.kind in KINDS
        assert all(form and form == form.strip() for form in row.forms)


def test_every_language_has_the_words_that_rules_need() -> None:
    for language in known_languages():
        kinds = {row.kind for row in cue_words() if row.language == language}
        assert {"say", "deny", "least", "over", "about", "institution", "unit", "group", "round", "label"} <= kinds


def test_units_and_groups_have_the_same_keys_in_every_language() -> None:
    for kind in ("unit", "group"):
        keys = {
            lang: {row.key for row in cue_words() if (row.language, row.kind) == (lang, kind)}
            for lang in known_languages()
        }
        assert len({frozenset(found) for found in keys.values()}) == 1


def test_no_form_names_two_kinds_of_people_in_one_language() -> None:
    for language in known_languages():
        rows = [row for row in cue_words() if (row.language, row.kind) == (language, "unit")]
        forms = [form for row in rows for form in row.forms]
        assert len(forms) == len(set(forms))


def test_number_words_stand_for_whole_numbers() -> None:
    assert {language for language, _, _ in number_words()} == known_languages()
    assert all(value >= 0 and forms for _, value, forms in number_words())


def test_common_english_words_are_known_and_others_are_not() -> None:
    assert is_english_word("information")
    assert not is_english_word("selfemployed")
    assert not is_english_word("qerkon")
