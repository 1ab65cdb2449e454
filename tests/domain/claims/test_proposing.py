from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.claims import last_seen, said, unseen
from khabar.domain.claims.claim import About, Claim, Period, Source, Stance
from khabar.domain.claims.proposing import MOST_IN_A_PARAGRAPH, Reading, proposed
from khabar.domain.claims.sentences import language_of

if TYPE_CHECKING:
    from domain.claims.said import Said

READING = Reading(Source("a document", 3, "The Letter"), date(2026, 3, 2))


@dataclass(frozen=True)
class Counted:
    """Proposals that were right, proposals in all, claims there were."""

    right: int
    proposals: int
    there: int

    @property
    def precision(self) -> float:
        return self.right / self.proposals

    @property
    def recall(self) -> float:
        return self.right / self.there


def keys(claims: list[Claim]) -> list[object]:
    return [
        (one.quantity.least, one.quantity.most, one.quantity.unit, one.quantity.population)
        if one.quantity
        else one.about_text
        for one in claims
    ]


def counted(sentences: list[Said]) -> Counted:
    right = proposals = there = 0
    for one in sentences:
        wished = [*one.figures, *([one.body] if one.body else [])]
        got = keys(proposed(one.text, READING, language=one.language))
        right += sum(key in wished for key in got)
        proposals += len(got)
        there += len(wished)
    return Counted(right, proposals, there)


def claim(text: str, language: str = "en") -> Claim:
    (one,) = proposed(text, READING, language=language)
    return one


def test_the_sentences_that_the_rules_were_made_with_are_read() -> None:
    found = counted(said.SENTENCES)
    assert found.precision >= 0.97
    assert found.recall >= 0.97


def test_the_sentences_that_the_rules_were_mended_with_are_mostly_read() -> None:
    found = counted(unseen.SENTENCES)
    assert found.precision >= 0.85
    assert found.recall >= 0.85


def test_sentences_that_no_rule_has_seen_are_mostly_read() -> None:
    found = counted(last_seen.SENTENCES)
    assert found.precision >= 0.85
    assert found.recall >= 0.9


@pytest.mark.parametrize("one", said.SENTENCES, ids=lambda one: one.text[:40])
def test_speaker_and_stance_are_read(one: Said) -> None:
    for found in proposed(one.text, READING, language=one.language):
        assert found.stance.value == one.stance
        assert one.speaker in found.speaker
        assert bool(found.speaker) is bool(one.speaker)


@pytest.mark.parametrize("one", [*said.SENTENCES, *unseen.SENTENCES], ids=lambda one: one.text[:40])
def test_the_language_of_a_sentence_with_a_claim_is_guessed(one: Said) -> None:
    if one.figures or one.body:
        assert language_of(one.text) == one.language


@pytest.mark.parametrize(
    "text",
    [
        "Shirin said that Darius had been seen alive.",
        "The court said that Omar was sentenced.",
        "According to a neighbour, Darius is ill.",
        "Nima wrote to his mother.",
        "دادگاه گفت که علی محکوم شد.",
    ],
)
def test_there_is_no_claim_about_a_private_person(text: str) -> None:
    assert proposed(text, READING, language="fa" if text[0] > "z" else "en") == []


def test_a_private_speaker_is_not_named() -> None:
    assert claim("Farid Karimi said that 40 people were held.").speaker == ""
    assert claim("Farid Karimi, a spokesman of the committee, said that 40 people were held.").speaker


def test_a_figure_behind_another_body_is_nobodys_word_for_sure() -> None:
    first, second = proposed("The police speak of 57 missing, the committee of at least 90 people.", READING)
    assert (first.speaker, second.speaker) == ("The police", "")
    assert second.confidence < first.confidence


def test_a_claim_says_where_it_stands() -> None:
    text = "It rained. The ministry said that 40 people were held. It stopped."
    one = claim(text)
    assert text[one.start : one.end] == "The ministry said that 40 people were held"
    assert one.text == text[one.start : one.end]
    assert one.source.page == 3
    assert one.about is About.FIGURE
    assert one.about_text == "40 people"
    assert one.confirmed_by == ""


def test_dates_inside_what_is_said_say_as_of_when_and_others_when_it_was_said() -> None:
    inside = claim("The ministry said that as of 1 May 2024 40 people were held.")
    assert inside.quantity is not None
    assert inside.quantity.as_of == Period(date(2024, 5, 1), date(2024, 5, 1), "1 May 2024")
    outside = claim("On 3 June 2024 the ministry said that 40 people were held.")
    assert outside.quantity is not None
    assert outside.quantity.as_of is None
    assert outside.said == Period(date(2024, 6, 3), date(2024, 6, 3), "3 June 2024")
    assert outside.held_on == outside.said


def test_a_date_of_another_calendar_is_one_day_too() -> None:
    one = claim("کمیته گزارش داد که تا ۱۲ مهر ۱۴۰۲ صد نفر ناپدید شده‌اند.", "fa")
    assert one.quantity is not None
    assert one.quantity.as_of is not None
    assert one.quantity.as_of.earliest == date(2023, 10, 4)


def test_a_text_of_no_known_language_has_no_claims() -> None:
    assert proposed("12345 67890", READING) == []
    assert proposed("", READING, language="xx") == []


def test_what_the_document_says_of_its_language_is_believed_where_we_know_it() -> None:
    text = "The ministry said that 40 people were held."
    assert proposed(text, READING, language="en-GB") == proposed(text, READING, language="xx")


def test_doubt_about_the_text_is_doubt_about_the_claim() -> None:
    text = "The ministry said that 40 people were held."
    (one,) = proposed(text, Reading(READING.source, READING.today, trust=0.5))
    assert one.confidence == pytest.approx(claim(text).confidence / 2, abs=0.001)


def test_a_paragraph_has_an_end_of_claims() -> None:
    text = "The ministry said that 40 people were held. " * 80
    assert len(proposed(text, READING)) == MOST_IN_A_PARAGRAPH


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "The committee wrote 40 people.", ""),
        ("en", "40 people in all of the northern camps are held today the ministry said.", ""),
        ("en", "“40 people are held in all.”", ""),
        ("tr", "Bakanlık 40 kişinin tutuklu olduğunu açıkladı.", "Bakanlık"),
        ("tr", "40 kişinin tutuklu olduğunu açıkladı.", ""),
        ("de", "40 Menschen sind in Haft, dem Verband zufolge.", "dem Verband"),
        ("ar", "قال 40 شخصا محتجزون.", ""),
        ("en", "According to the ministry 40 people are held.", "the ministry"),
        ("en", "According to Shirin 40 people are held.", ""),
        ("en", "40 people are held, according to the ministry.", "the ministry"),
    ],
)
def test_other_orders_of_words_are_read_too(language: str, text: str, speaker: str) -> None:
    one = proposed(text, READING, language=language)[0]
    assert one.speaker == speaker
    assert one.quantity is not None
    assert one.quantity.least == 40


def test_a_denial_is_a_claim_of_its_own() -> None:
    assert claim("The government denied that 40 people were killed.").stance is Stance.DENIES
