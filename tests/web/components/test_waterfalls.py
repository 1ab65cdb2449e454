"""The evidence drawn and told: the table says all that the drawing shows, in the language and direction of the page."""

from __future__ import annotations

from dataclasses import dataclass

from django.template import Context, Template
from django.utils import translation

from khabar.linkage import DEFAULT_PRIOR
from khabar.linkage.evidence import log_odds
from khabar.web.components.waterfalls import drawn

START = log_odds(DEFAULT_PRIOR)


@dataclass(frozen=True)
class Reason:
    field: str
    weight: float


LINES = (Reason("Name", 7.5), Reason("Birth", -2.0), Reason("Sex", 0.0))


def test_the_table_says_each_weight_and_the_chance_after_it() -> None:
    steps = drawn(LINES, start=START, score=5.5).steps
    assert [(step.label, step.note, step.chance) for step in steps] == [
        ("At first", "", "1 in 20,000"),
        ("Name", "for, +7.50", "1 in 12"),
        ("Birth", "against, \N{MINUS SIGN}2.00", "1 in 83"),
        ("Sex", "says nothing", "1 in 83"),
        ("All together", "", "1 in 83"),
    ]


def test_what_is_drawn_has_words_for_whoever_does_not_see_it() -> None:
    page = Template("{% load khabar %}{% waterfall lines start score %}").render(
        Context({"lines": LINES, "start": START, "score": 5.5})
    )
    assert 'role="img"' in page
    assert "It starts at 1 in 20,000. Name: for, +7.50;" in page
    assert "It ends at 1 in 83.</desc>" in page
    assert "the odds change 10 times" in page
    assert page.count('<th scope="row"') == 5
    assert " style=" not in page


def test_where_the_lines_leave_something_out_of_the_score_it_is_drawn_too() -> None:
    steps = drawn(LINES, start=START, score=4.0).steps
    assert (steps[-2].label, steps[-2].note) == ("What they share", "against, \N{MINUS SIGN}1.50")
    assert steps[-1].chance == steps[-2].chance


def test_in_persian_it_runs_from_right_to_left_with_persian_figures() -> None:
    with translation.override("fa"):
        shown = drawn(LINES, start=START, score=5.5)
    assert 'direction="rtl"' in shown.svg
    assert "۷٫۵۰" in shown.svg
    assert shown.steps[1].note == "موافق، \N{LEFT-TO-RIGHT MARK}+۷٫۵۰"
    assert shown.steps[0].chance.endswith("۲۰٬۰۰۰")
