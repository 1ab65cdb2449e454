"""Tags and filters: digits, names and dates as people read them; fields tied to their words."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.utils.html import conditional_escape
from hypothesis import given
from hypothesis import strategies as st

from khabar.text import only_digits
from khabar.web.components.templatetags.khabar import bdi, both_dates, grouped, iso_day, whole_dates, whole_numbers
from web.components.sample_forms import PresenceForm, RequestForm, SlipForm


@dataclass(frozen=True)
class Reason:
    field: str
    left: str
    right: str
    weight: float
    sentence: str
    by_word: tuple[str, ...] = ()


def rendered(source: str, **context: object) -> str:
    return Template("{% load khabar %}" + source).render(Context(context))


def test_digits_of_every_script_are_read_in_groups_of_four() -> None:
    assert grouped("۱۲۳۴۵۶۷۸۹۰۱۲") == "1234\u00a05678\u00a09012"


@given(st.text(alphabet="0123456789", max_size=40))
def test_grouping_loses_no_digit(digits: str) -> None:
    assert only_digits(grouped(digits)) == digits
    assert all(len(group) <= 4 for group in grouped(digits).split("\u00a0"))


def test_a_name_keeps_its_own_direction_and_cannot_write_markup() -> None:
    assert bdi("شیرین <b>") == '<bdi translate="no">شیرین &lt;b&gt;</bdi>'


def test_a_day_stands_in_the_calendar_of_the_reader_and_in_iso() -> None:
    text = both_dates(date(2026, 3, 21))
    assert "2026-03-21" in text
    assert text == "21 March 2026 (2026-03-21)"
    assert both_dates(datetime(2026, 3, 21, 23, 59, tzinfo=UTC)) == text


def test_no_day_is_an_empty_text() -> None:
    assert both_dates(None) == iso_day(None) == ""


def test_a_moment_has_the_day_of_its_own_zone() -> None:
    assert iso_day(datetime(2026, 11, 21, 23, 0, tzinfo=UTC)) == "2026-11-21"


def test_a_date_is_not_torn_nor_turned_round() -> None:
    assert whole_dates("by 2026-12-21 <i>") == 'by <span class="whole" dir="ltr">2026-12-21</span> &lt;i&gt;'
    assert whole_dates("12026-12-210") == "12026-12-210"


def test_a_field_is_tied_to_its_label_hint_and_error() -> None:
    page = rendered("{% field form.email %}", form=RequestForm({"email": "nowhere"}))
    assert '<label for="id_email">' in page
    assert 'aria-describedby="id_email_helptext id_email_error"' in page
    assert 'id="id_email_helptext"' in page
    assert 'id="id_email_error"' in page


def test_free_text_takes_the_direction_of_its_writer() -> None:
    assert 'dir="auto"' in rendered("{% field form.father %}", form=RequestForm())
    assert 'dir="auto"' in rendered("{% field form.risk %}", form=RequestForm())


def test_a_form_has_the_last_word_about_its_own_control() -> None:
    class Address(forms.Form):
        mail = forms.CharField(widget=forms.TextInput(attrs={"dir": "ltr"}))

    page = rendered("{% field form.mail %}", form=Address())
    assert 'dir="ltr"' in page
    assert 'dir="auto"' not in page


def test_only_what_may_stay_empty_says_so() -> None:
    form = RequestForm()
    assert "may stay empty" in rendered("{% field form.father %}", form=form)
    assert "may stay empty" not in rendered("{% field form.name %}", form=form)


def test_a_choice_is_a_fieldset_with_a_legend() -> None:
    page = rendered("{% field form.tells %}", form=PresenceForm())
    assert "<legend>What may be told?</legend>" in page
    assert page.count('class="choice"') == 4


def test_a_tick_stands_before_its_words() -> None:
    page = rendered("{% field form.wants_page %}", form=PresenceForm())
    assert page.index('type="checkbox"') < page.index("I want a page")
    assert "may stay empty" not in page


def test_a_code_is_typed_with_figures_from_left_to_right() -> None:
    page = rendered("{% digits_field form.pin %}", form=SlipForm())
    assert all(part in page for part in ('inputmode="numeric"', 'dir="ltr"', 'autocomplete="off"', 'class="digits"'))


def test_a_code_is_shown_in_groups_that_never_break() -> None:
    page = rendered("{% code label digits %}", label="Code", digits="123456789012")
    assert page.count('class="digits-group"') == 3
    assert 'translate="no"' in page


def test_a_form_without_errors_has_no_summary() -> None:
    assert rendered("{% error_summary form %}", form=SlipForm()).strip() == ""


def test_a_summary_names_the_whole_form_too() -> None:
    form = SlipForm({"code": "", "pin": "1"})
    form.add_error(None, "Please look at both numbers.")
    page = rendered("{% error_summary form %}", form=form)
    assert "2 things are to be mended" in page
    assert '<a href="#id_code">Code</a>' in page
    assert "<li>Please look at both numbers.</li>" in page


def test_the_title_says_first_that_something_is_to_be_mended() -> None:
    assert rendered("{% errors_first form 'Form' %}", form=SlipForm({})) == "To mend: Form"
    assert rendered("{% errors_first form 'Form' %}", form=SlipForm()) == "Form"


def test_evidence_says_in_words_what_the_bar_draws() -> None:
    reasons = [
        Reason("Name", "داریوش", "Darius", 7.914, "One name in two scripts.", ("Darius in two scripts.",)),
        Reason("Birth", "1990", "1986", -1.5, "Four years apart."),
        Reason("Mother", "Parvin", "", 0.0, "One side says nothing."),
    ]
    page = rendered("{% evidence reasons %}", reasons=reasons)
    assert "speaks for it, +7.91" in page
    assert "speaks against it, −1.50" in page
    assert "says nothing" in page
    assert "style=" not in page
    assert page.count("<bdi") == 6
    assert "<li>Darius in two scripts.</li>" in page


def test_a_group_keeps_what_stands_in_it() -> None:
    page = rendered("{% group name 'A hint.' %}{% field form.pin %}{% endgroup %}", name="You & yours", form=SlipForm())
    assert "You &amp; yours" in page
    assert 'id="id_pin"' in page
    assert 'class="group-hint"' in page
    assert "group-hint" not in rendered("{% group 'You' %}x{% endgroup %}")


def test_a_table_scrolls_inside_itself_and_has_a_name() -> None:
    page = rendered("{% scrolling_table 'Limits' %}<tbody><tr><td>5</td></tr></tbody>{% endscrolling_table %}")
    assert 'role="region" tabindex="0" aria-label="Limits"' in page
    assert "<caption>Limits</caption>" in page


@pytest.mark.parametrize("number", ["555 01", "+98 21 555-01", "۵۵۵ ۰۱", "0172/555 01"])
def test_a_telephone_number_keeps_its_order_in_a_text_of_any_script(number: str) -> None:
    assert whole_numbers(f"{number}، صبح‌ها") == f'<span class="whole" dir="ltr">{number}</span>، صبح‌ها'


@pytest.mark.parametrize("text", ["after 10", "Mill Lane 3", "'<3>'", "x12345"])
def test_what_is_no_telephone_number_stays_as_it_is(text: str) -> None:
    assert whole_numbers(text) == conditional_escape(text)


def test_markup_beside_a_number_is_escaped() -> None:
    assert whole_numbers("<b>555 01</b>") == '&lt;b&gt;<span class="whole" dir="ltr">555 01</span>&lt;/b&gt;'
