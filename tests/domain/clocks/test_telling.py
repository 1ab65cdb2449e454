"""Lines of a clock in a reader's words: both languages have all of them, foreign words keep their direction."""

from __future__ import annotations

from datetime import date

from khabar.data.wordings import worded_languages, wording
from khabar.domain.clocks import Count, Step, StepKind, Unit, Weekdays, told
from khabar.domain.reader_words import counted_in_words, isolated, listed, words_for

DAY = date(2026, 3, 3)


def test_every_kind_of_line_has_words_in_every_language_with_the_same_gaps() -> None:
    for name in (f"clocks.{kind}" for kind in StepKind):
        gaps = {
            frozenset(part.split("}")[0] for part in wording(one)[name].split("{")[1:]) for one in worded_languages()
        }
        assert len(gaps) == 1, name


def test_persian_writes_its_own_calendar_digits_and_days() -> None:
    assert told(Step(StepKind.DUE, (("due", DAY),)), "fa") == (
        "پس مهلت پاسخ ۱۲ اسفند ۱۴۰۴ (\N{LEFT-TO-RIGHT ISOLATE}2026-03-03\N{POP DIRECTIONAL ISOLATE}) است."
    )
    assert told(Step(StepKind.WEEKEND, (("days", Weekdays((3, 4))),)), "fa") == (
        "روزهای تعطیل هفته در آنجا: پنجشنبه و جمعه."
    )


def test_a_reason_somebody_wrote_keeps_its_direction_and_ends_once() -> None:
    line = Step(StepKind.RULE_SOURCE, (("source", "Article 9 of their law."),))
    assert told(line, "fa") == (
        "مبنای این مهلت: \N{FIRST STRONG ISOLATE}Article 9 of their law\N{POP DIRECTIONAL ISOLATE}."
    )
    assert told(line, "en") == "This time rests on: Article 9 of their law."
    assert isolated("مادر", "ltr") == "\N{FIRST STRONG ISOLATE}مادر\N{POP DIRECTIONAL ISOLATE}"


def test_a_reason_with_braces_stays_what_somebody_wrote() -> None:
    assert told(Step(StepKind.RULE_SOURCE, (("source", "{due} %(x)s"),)), "en") == "This time rests on: {due} %(x)s."


def test_one_and_many_have_their_forms() -> None:
    english, persian = words_for("en"), words_for("fa")
    assert [counted_in_words(number, Unit.DAYS, english) for number in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    assert counted_in_words(412, Unit.WORKING_DAYS, persian) == "۴۱۲ روز کاری"
    assert told(Step(StepKind.RULE, (("amount", Count(1, Unit.MONTHS)),)), "en") == "Time to answer: 1 month."


def test_lists_are_joined_as_each_language_joins() -> None:
    days = ["Thursday", "Friday", "Saturday"]
    english = words_for("en")
    assert [listed(days[:many], english) for many in range(4)] == [
        *("", "Thursday", "Thursday and Friday", "Thursday, Friday and Saturday"),
    ]
    assert listed(["الف", "ب", "پ"], words_for("fa")) == "الف، ب و پ"
