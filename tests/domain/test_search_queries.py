from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.errors import Invalid
from khabar.domain.search_queries import Hidden, Phrase, alike, apart, masked, spans, wanted, without


def found(text: str, query: str, *, by_sound: bool = False) -> list[str]:
    return [text[span.start : span.end] for span in spans(text, wanted(query, by_sound=by_sound))]


def ways(query: str) -> list[set[str]]:
    return [{" ".join(way.words) for way in term.ways} for term in wanted(query).terms]


def test_every_word_is_a_term() -> None:
    assert ways("Ministry silent") == [{"ministry"}, {"silent"}]


def test_a_joined_word_is_sought_parted_too_and_the_other_way_round() -> None:
    assert {"میروم", "می روم"} <= ways("میروم")[0]
    assert {"میروم", "می روم"} == ways("می\u200cروم")[0]
    assert "میروم" in ways("می روم")[0]
    assert "میروم" in ways("می روم")[1]


def test_latin_neighbours_are_never_joined() -> None:
    assert ways("in form") == [{"in"}, {"form"}]
    assert ways("نامه form") == [ways("نامه")[0], {"form"}]


def test_long_words_are_not_parted() -> None:
    assert ways("ا" * 15) == [{"ا" * 15}]


def test_quoted_words_stand_in_their_order() -> None:
    (term,) = wanted("«وزارت دادگستری»").terms
    assert term.ways == (Phrase(("وزارت", "دادگستری")),)
    (joined,) = wanted('"خانه\u200cها"').terms
    assert set(joined.ways) == {Phrase(("خانه", "ها")), Phrase(("خانهها",))}


def test_an_asterisk_stands_for_any_ending() -> None:
    assert found("prisoners and a prison", "prison*") == ["prisoners", "prison"]
    assert found("prisoners and a prison", "prison") == ["prison"]


@pytest.mark.parametrize("query", ["", "  ", "—", '""', "“ ”", "***"])
def test_a_query_without_words_is_refused(query: str) -> None:
    with pytest.raises(Invalid) as refused:
        wanted(query)
    assert refused.value.field == "words"


@pytest.mark.parametrize("query", ["a " * 13, "ab" * 200])
def test_a_query_without_end_is_refused(query: str) -> None:
    with pytest.raises(Invalid):
        wanted(query)


def test_places_are_quoted_as_they_stand() -> None:
    text = "او می\u200cروم، میروم و می روم؛ كتابِ علي"
    assert found(text, "میروم") == ["می\u200cروم", "میروم", "می روم"]
    assert found(text, "کتاب علی") == ["كتابِ علي"]


def test_a_divided_word_is_found_whole() -> None:
    assert found("more infor-mation here", "information") == ["infor-mation"]
    assert found("in form and inform", "inform") == ["inform"]


def test_a_phrase_is_found_over_a_comma_as_the_index_finds_it() -> None:
    assert found("the ministry, silent", '"ministry silent"') == ["ministry, silent"]


def test_arabic_words_are_joined_over_spaces_and_not_over_other_signs() -> None:
    assert found("خانه‌‌ها", "خانهها") == ["خانه‌‌ها"]
    assert found("ک، تاب‌خانه", "کتابخانه") == []


def test_by_sound_only_where_it_is_asked_for() -> None:
    assert found("در تهران", "Tehran") == []
    assert found("در تهران", "Tehran", by_sound=True) == ["تهران"]
    (span,) = spans("در تهران", wanted("Tehran", by_sound=True))
    assert span.by_sound


def test_places_inside_others_are_not_shown_twice() -> None:
    assert found("silent ministry", 'silent "silent ministry"') == ["silent ministry"]


MARKED = ["محمدعلی", "Darius", "Leyla Karimi"]


@pytest.mark.parametrize(
    "written",
    [
        "محمدعلی",
        "محمد علی",
        "محمد\u200cعلی",
        "مُحَمَّد علي",
        "Darius",
        "DARIUS",
        "Dariuš",
        "Dar-\nius",
        "Leyla\u00a0Karimi",
        "leyla-karimi",
    ],
)
def test_a_marked_word_is_hidden_in_every_spelling_folded_alike(written: str) -> None:
    hidden = without(MARKED)
    text = f"They asked {written} again"
    assert hidden.shown(text) == f"They asked {Hidden.SIGN} again"
    assert [token.word for token in hidden.kept(text)] == ["they", "asked", "again"]


def test_words_of_a_marked_phrase_stay_where_they_stand_alone() -> None:
    assert without(MARKED).shown("Leyla wrote to Karimi") == "Leyla wrote to Karimi"


def test_endings_are_other_words() -> None:
    assert without(MARKED).shown("Dariusz and Darius's") == f"Dariusz and {Hidden.SIGN}'s"


def test_without_marks_nothing_is_hidden() -> None:
    assert without([]).shown("anything") == "anything"
    assert without(["", "—"]).kept("a b") == without([]).kept("a b")


def test_a_hidden_part_of_a_bound_word_binds_no_more() -> None:
    assert [(one.word, one.bound) for one in without(["علی"]).kept("محمد\u200cعلی آمد")] == [
        ("محمد", False),
        ("امد", False),
    ]
    assert without(["محمد"]).kept("محمد آمد")[0].word == "امد"


@given(st.text(alphabet="abDarius -\n'،محدعلی\u200c", max_size=40))
def test_what_is_shown_has_no_marked_word_left(text: str) -> None:
    hidden = without(MARKED)
    assert hidden.spans(hidden.shown(text)) == []


def test_overlapping_places_are_one() -> None:
    assert apart([(3, 6), (0, 4), (8, 9)]) == [(0, 6), (8, 9)]
    assert masked("abcdefghij", [(0, 6), (8, 9)]) == "[…]gh[…]j"


def test_an_editor_is_told_of_words_like_a_marked_one() -> None:
    assert alike("Darius", ["Darius", "Dariusz", "darius's", "دارس", "dark", "داریوش"]) == [
        "Dariusz",
        "darius's",
        "دارس",
    ]
    assert alike("", ["anything"]) == []
