from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.claims.claim import About, Claim, Period, Quantity, Source, Stance
from khabar.domain.claims.quoting import quotation
from khabar.domain.claims.tellings import Telling, groups, source_numbers
from khabar.domain.claims.withholding import may_be_shown
from khabar.domain.search_queries import without

DAY = Period(date(2025, 3, 3), date(2025, 3, 3))
DETAINED = Quantity(120.0, 120.0, "person", frozenset({"detained"}), "detained", DAY)
SAID = "The ministry said that 120 people were detained in the north on 3 March 2025."
CLAIM = Claim(
    SAID,
    0,
    len(SAID),
    Source("gazette", 3, "Morning Gazette", Period(date(2025, 3, 12), date(2025, 3, 12))),
    About.FIGURE,
    "120 people",
    Stance.ASSERTS,
    0.85,
    "The ministry",
    quantity=DETAINED,
)
OF_A_BODY = replace(CLAIM, about=About.INSTITUTION, about_text="ministry", quantity=None)


def of(document: str, least: float = 120.0, speaker: str = "The ministry", **more: object) -> Claim:
    source = replace(CLAIM.source, document=document)
    quantity = replace(DETAINED, least=least, most=least)
    return replace(CLAIM, source=source, quantity=quantity, speaker=speaker, **more)  # type: ignore[arg-type]  # fields by name


def told(number: int, claim: Claim, paragraph: str = "") -> Telling:
    return Telling(f"c{number}", claim, f"{claim.source.document}/{number}", paragraph or f"text {number} alone")


def test_a_claim_without_a_marked_word_is_shown_as_it_is() -> None:
    assert may_be_shown(CLAIM, without(["Darius"])) == CLAIM
    assert may_be_shown(OF_A_BODY, without(())) == OF_A_BODY


def test_what_is_said_of_an_institution_beside_a_marked_word_is_kept_back() -> None:
    assert may_be_shown(replace(OF_A_BODY, text="The ministry said that Darius left."), without(["Darius"])) is None
    assert may_be_shown(replace(OF_A_BODY, text="The ministry said that […] left."), without(())) is None


def test_a_figure_beside_a_marked_word_is_shown_masked_and_its_speaker_is_nobody() -> None:
    claim = replace(
        CLAIM,
        text="Darius of the ministry said 120",
        speaker="Darius of the ministry",
        about_text="120 Darius",
        source=replace(CLAIM.source, outlet="Darius Press", published=None),
        said=replace(DAY, text="Darius day"),
        quantity=replace(DETAINED, population_text="Darius folk", as_of=None),
    )
    shown = may_be_shown(claim, without(["Darius"]))
    assert shown is not None
    assert "Darius" not in repr(shown)
    assert shown.speaker == ""
    assert shown.text == "[…] of the ministry said 120"


@given(st.sampled_from(["Darius", "ministry", "Gazette", "people", "120"]))
def test_no_marked_word_is_in_anything_shown(word: str) -> None:
    for claim in (CLAIM, OF_A_BODY):
        shown = may_be_shown(claim, without([word]))
        assert shown is None or word not in f"{shown.text} {shown.speaker} {shown.about_text} {shown.source.outlet}"


def test_two_documents_that_differ_are_two_sources_and_contradict() -> None:
    (group,) = groups([told(1, of("gazette")), told(2, of("bulletin", 300.0, "The union"))])
    assert (group.unit, group.population, group.sources) == ("person", frozenset({"detained"}), 2)
    assert [(one.id, other.id) for one, other in group.pairs] == [("c1", "c2")]
    assert [one.is_repeated for one in group.lines] == [False, False]


def test_a_reprint_counts_as_one_source_and_is_no_contradiction() -> None:
    text = "a long report of many words that was printed here and there again and again in all the papers of the land"
    (group,) = groups([told(1, of("gazette"), text), told(2, of("bulletin", 130.0), text)])
    assert group.sources == 1
    assert [one.is_repeated for one in group.lines] == [False, True]
    assert group.pairs == ()


def test_of_two_who_tell_the_same_the_one_that_appeared_first_is_the_source() -> None:
    late = of("gazette")
    early = replace(late, source=replace(late.source, document="bulletin", published=DAY))
    nobody_knows = replace(late, source=replace(late.source, document="leaflet", published=None))
    (group,) = groups([told(3, nobody_knows, SAID), told(1, late, SAID), told(2, early, SAID)])
    assert [one.id for one in group.lines if not one.is_repeated] == ["c2"]


def test_short_paragraphs_of_the_same_words_are_one_source_and_very_short_ones_are_not() -> None:
    assert len(set(source_numbers([told(1, of("a"), SAID), told(2, of("b"), SAID)]).values())) == 1
    short = "At least 300."
    assert len(set(source_numbers([told(1, of("a"), short), told(2, of("b"), short)]).values())) == 2


def test_one_speaker_in_one_document_is_one_source_and_may_contradict_herself() -> None:
    (group,) = groups([told(1, of("gazette")), told(2, of("gazette", 300.0))])
    assert group.sources == 1
    assert len(group.pairs) == 1


@given(st.permutations(range(5)))
def test_how_many_sources_there_are_does_not_hang_on_the_order(order: list[int]) -> None:
    one = [told(at, of("abcab"[at], 100.0 + at, "xyxzx"[at]), SAID if at % 2 else "") for at in range(5)]
    assert len(set(source_numbers([one[at] for at in order]).values())) == len(set(source_numbers(one).values()))


@pytest.mark.parametrize(
    ("language", "text", "attribution"),
    [
        ("en", f"“{SAID}”", "The ministry, in: Morning Gazette, 12 March 2025 (2025-03-12), page 3"),
        ("xx", f"“{SAID}”", "The ministry, in: Morning Gazette, 12 March 2025 (2025-03-12), page 3"),
    ],
)
def test_a_quotation_says_who_where_when_and_on_which_page(language: str, text: str, attribution: str) -> None:
    made = quotation("c1", CLAIM, language)
    assert (made.claim, made.text, made.attribution) == ("c1", text, attribution)


def test_a_quotation_in_persian_has_its_marks_digits_and_calendar() -> None:
    made = quotation("c1", CLAIM, "fa")
    assert made.text == f"«{SAID}»"
    assert "صفحهٔ ۳" in made.attribution
    assert "اسفند ۱۴۰۳" in made.attribution


def test_nobody_no_day_and_no_page_leave_the_outlet_alone() -> None:
    bare = replace(CLAIM, speaker="", source=Source("gazette", None, "Gazette"))
    assert quotation("c1", bare, "en").attribution == "Gazette"
    month = Period(date(2025, 3, 1), date(2025, 3, 31), "March 2025")
    for period, said in ((month, "March 2025"), (replace(month, text=""), "2025-03-01 – 2025-03-31")):
        source = Source("gazette", None, "Gazette", period)
        assert quotation("c1", replace(bare, source=source), "en").attribution == f"Gazette, {said}"


def test_quotation_marks_round_the_whole_are_not_doubled_and_others_are_left() -> None:
    assert quotation("c1", replace(CLAIM, text="«We counted 120.»"), "en").text == "“We counted 120.”"
    inner = "“One”, they said, “or two”"
    assert quotation("c1", replace(CLAIM, text=inner), "en").text == f"“{inner}”"


def test_no_sign_of_the_words_is_markup_in_markdown() -> None:
    made = quotation("c1", replace(CLAIM, text="# *120* [people](x)\n<b>"), "en")
    assert made.markdown.startswith(r"> “\# \*120\* \[people\]\(x\) \<b\>”")
    assert made.markdown.count("\n") == 3
