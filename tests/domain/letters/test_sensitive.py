"""Words of health, self-harm and escape are questions: found in every language, asked where there are no words."""

from __future__ import annotations

import pytest

from khabar.data.letters import topic_words
from khabar.domain.errors import Invalid
from khabar.domain.letters.sensitive import Answer, Topic, questions, spoken_of, unanswered


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("She was taken to the clinic.", Topic.HEALTH),
        ("A HUNGER STRIKE began in May.", Topic.HEALTH),
        ("او بیمار است و به دارو نیاز دارد.", Topic.HEALTH),
        ("بیماری‌هایش را نوشته‌اند", Topic.HEALTH),
        ("They fear that he may kill\nhimself.", Topic.SELF_HARM),
        ("از خودکشی حرف می‌زد", Topic.SELF_HARM),
        ("خود‌کشی", Topic.SELF_HARM),
        ("He wants to leave.", Topic.ESCAPE),
        ("Two of them escaped.", Topic.ESCAPE),
        ("می‌خواهد برود", Topic.ESCAPE),
        ("سه بار فرار کرد", Topic.ESCAPE),
        ("فرارش را دیدند", Topic.ESCAPE),
    ],
)
def test_a_word_asks_its_question_in_either_language(text: str, topic: Topic) -> None:
    for language in ("en", "fa", "en-GB"):
        assert [one.topic for one in questions({"account": text}, language)] == [topic]


@pytest.mark.parametrize(
    "text",
    [
        "We ask for a visit in May and for a letter back.",
        "The willing painter filled the whole page.",
        "ما می‌پرسیم چه کسی دربارهٔ دیدار تصمیم می‌گیرد.",
        "تبریز و سلام",
    ],
)
def test_words_that_only_look_alike_ask_nothing(text: str) -> None:
    assert questions({"account": text}, "en") == ()


def test_each_topic_is_asked_once_where_it_was_seen_first() -> None:
    found = questions({"one": "He is ill.", "two": "ill, and fled"}, "en")
    assert [(one.topic, one.field, one.excerpt) for one in found] == [
        (Topic.HEALTH, "one", "ill"),
        (Topic.ESCAPE, "two", "fled"),
    ]
    assert "fled" not in repr(found)


def test_in_a_language_without_words_every_topic_is_asked() -> None:
    assert [one.topic for one in questions({"account": "Ai është mirë."}, "sq")] == list(Topic)
    assert [one.field for one in questions({"account": "hospital"}, "sq")] == ["account", "language", "language"]


def test_what_is_answered_is_asked_no_more_and_a_no_needs_its_reason() -> None:
    asked = questions({"one": "ill, and fled"}, "en")
    answers = {Topic.HEALTH: Answer(speaks_of_it=True)}
    assert [one.topic for one in unanswered(asked, answers)] == [Topic.ESCAPE]
    assert spoken_of(answers) == (Topic.HEALTH,)
    with pytest.raises(Invalid) as found:
        Answer(speaks_of_it=False, reason=" ")
    assert found.value.field == "reason"


def test_every_topic_has_words_in_every_language_and_each_finds_itself() -> None:
    for language, topics in topic_words().items():
        assert set(topics) == set(Topic)
        for topic, phrases in topics.items():
            for phrase in phrases:
                found = questions({"text": f"a {phrase.removesuffix('*')} b"}, language)
                assert topic in [one.topic for one in found], phrase
