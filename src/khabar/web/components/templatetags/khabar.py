"""Template tags and filters of the pages: fields, codes, names, dates, evidence.

They turn a value that may already be shown into a read-model for one component template. They keep labels, hints and
errors tied together for people who listen to a page. They must never look anything up or decide what may be shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, PasswordInput, RadioSelect, Select, Textarea, Widget
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from khabar.domain.codes import GROUP
from khabar.domain.codes import grouped as in_groups
from khabar.text import only_digits
from khabar.web.components.days import shown_day, shown_figures, shown_number
from khabar.web.components.tables import labelled
from khabar.web.components.waterfalls import drawn
from khabar.web.components.weighing import Bar, bar_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.template import Context

register = template.Library()

_NUMBER = re.compile(r"(?<!\w)(\+?\d[\d ()/.-]{2,}\d)(?!\w)")
"""Digits of any script in groups, as people write a telephone number."""
_DATE = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


class Weighed(Protocol):
    """What the evidence list needs of a line of evidence; khabar.linkage.FieldEvidence has it."""

    @property
    def field(self) -> str:
        """Which field was compared."""

    @property
    def left(self) -> str:
        """The form that stands in the request."""

    @property
    def right(self) -> str:
        """The form that stands in the presence."""

    @property
    def weight(self) -> float:
        """Natural log likelihood ratio."""

    @property
    def sentence(self) -> str:
        """The reason in words."""

    @property
    def by_word(self) -> Sequence[str]:
        """For names, what their words say one by one."""


@dataclass(frozen=True)
class EvidenceLine:
    """One line of evidence as the page shows it; `weight` is a signed number with two decimals, as text."""

    field: str
    left: str
    right: str
    sentence: str
    by_word: Sequence[str]
    weight: str
    bar: Bar


@dataclass(frozen=True)
class Mending:
    """One line of an error summary: where to go (an id, or "" for the form as a whole) and what to mend."""

    target: str
    label: str
    text: str


@register.filter
def grouped(value: object) -> str:
    """Digits in groups of four, joined by no-break spaces: what is not a digit falls away."""
    return in_groups(only_digits(str(value))).replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def bdi(name: object) -> SafeString:
    """Let a name keep its own direction whatever stands around it, and keep it from being translated."""
    return format_html('<bdi translate="no">{}</bdi>', name)


@register.filter
def both_dates(value: date | None) -> str:
    """Write a day in the reader's calendar and in ISO; nothing for no day. A moment is read in its own zone."""
    return "" if value is None else shown_day(value)


@register.filter
def figures(value: object) -> str:
    """Write a number in running text with the digits of the reader's language; codes and ISO dates stay Latin."""
    return shown_figures(value)


@register.filter
def whole_dates(text: str) -> SafeString:
    """Keep a date such as 2026-12-21 or 1405-09-30 on one line and in this order inside a text of any script."""
    return mark_safe(_DATE.sub(r'<span class="whole" dir="ltr">\g<0></span>', conditional_escape(text)))  # noqa: S308 - escaped first


@register.filter
def whole_numbers(text: str) -> SafeString:
    """Keep a telephone number in its order and on one line in a text of any script: read otherwise it calls another."""
    pieces = _NUMBER.split(text)
    numbers = [format_html('<span class="whole" dir="ltr">{}</span>', one) for one in pieces[1::2]]
    between = [conditional_escape(one) for one in pieces[::2]]
    return mark_safe("".join(one for pair in zip(between, [*numbers, ""], strict=True) for one in pair))  # noqa: S308 - each is escaped


@register.filter
def iso_day(value: date | None) -> str:
    """Write a day for the `datetime` attribute of a `time` element."""
    if value is None:
        return ""
    return (value.date() if isinstance(value, datetime) else value).isoformat()


def _kind(widget: Widget) -> str:
    match widget:
        case RadioSelect():
            return "radios"
        case CheckboxInput():
            return "checkbox"
        case Textarea():
            return "textarea"
        case Select():
            return "select"
        case _:
            return "input"


def _rendered(bound: BoundField, wanted: Mapping[str, str]) -> SafeString:
    """Draw the widget with our attributes, except those the form has set itself."""
    attributes: dict[str, str | bool] = {
        key: value for key, value in wanted.items() if key not in bound.field.widget.attrs
    }
    return mark_safe(bound.as_widget(attrs=attributes))  # noqa: S308 - the framework's own, already escaped


def _may_stay_empty(bound: BoundField) -> bool:
    return not bound.field.required and getattr(bound.field, "may_stay_empty", True)


def _field_model(bound: BoundField, wanted: Mapping[str, str]) -> dict[str, object]:
    kind = _kind(bound.field.widget)
    return {
        "bound": bound,
        "kind": kind,
        "control": "" if kind == "radios" else _rendered(bound, wanted),
        "may_stay_empty": _may_stay_empty(bound) and kind in {"input", "textarea"},
        "hint_id": f"{bound.auto_id}_helptext",
        "error_id": f"{bound.auto_id}_error",
    }


@register.inclusion_tag("components/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """Draw one field of a form with label, hint and error, tied to the control by `aria-describedby`.

    Free text takes the direction of what is written in it (`dir="auto"`), unless the form says otherwise.
    """
    wanted = {"dir": "auto"} if _kind(bound.field.widget) in {"input", "textarea"} else {}
    return _field_model(bound, wanted)


@register.inclusion_tag("components/field.html")
def digits_field(bound: BoundField) -> dict[str, object]:
    """Draw a field for a code or a PIN: large figures, a keyboard of digits, left to right in every language."""
    return _field_model(bound, {"inputmode": "numeric", "dir": "ltr", "class": "digits", "autocomplete": "off"})


@register.inclusion_tag("components/hidden_fields.html")
def hidden_fields(form: BaseForm) -> dict[str, object]:
    """Draw the hidden fields of a form, which no error summary can point to."""
    return {"fields": form.hidden_fields()}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, object]:
    """List what is to be mended, each line a link to its field; nothing at all for a form without errors.

    A passphrase is never sent back, so a form with one cannot say that all else is kept.
    """
    lines = [Mending("", "", text) for text in _texts(form.non_field_errors())]
    for bound in form:
        target = "" if bound.is_hidden else bound.id_for_label or bound.auto_id or ""
        lines += [Mending(target, str(bound.label), text) for text in _texts(bound.errors)]
    return {"lines": lines, "is_kept": not any(isinstance(bound.field.widget, PasswordInput) for bound in form)}


def _texts(errors: Iterable[object]) -> list[str]:
    return [str(error) for error in errors]


@register.inclusion_tag("components/code.html")
def code(label: str, digits: str) -> dict[str, object]:
    """Show a code or PIN in large figures, in groups of four; a group never breaks."""
    plain = only_digits(digits)
    return {"label": label, "groups": [plain[at : at + GROUP] for at in range(0, len(plain), GROUP)]}


@register.inclusion_tag("components/evidence.html")
def evidence(lines: Iterable[Weighed]) -> dict[str, object]:
    """List what speaks for and against: words first, a small bar beside them."""
    return {"lines": [_evidence_line(line) for line in lines]}


@register.inclusion_tag("components/waterfall.html")
def waterfall(lines: Sequence[Weighed], start: float, score: float) -> dict[str, object]:
    """Draw how the lines add up, from the log odds `start` to where the score leads, beside a table of the same."""
    return {"drawn": drawn(lines, start=start, score=score)}


def _evidence_line(line: Weighed) -> EvidenceLine:
    weight = shown_number(f"{line.weight:+.2f}".replace("-", "\N{MINUS SIGN}"))
    return EvidenceLine(line.field, line.left, line.right, line.sentence, line.by_word, weight, bar_of(line.weight))


def _component(context: Context, name: str, model: Mapping[str, object]) -> SafeString:
    engine = context.template.engine if context.template else template.Engine.get_default()
    return engine.get_template(f"components/{name}").render(context.new(dict(model)))


@register.simple_block_tag(takes_context=True)
def group(context: Context, content: str, legend: str, hint: str = "") -> SafeString:
    """Draw a fieldset with a legend as large as a heading and one hint: `{% group legend hint %}…{% endgroup %}`."""
    return _component(context, "group.html", {"content": content, "legend": legend, "hint": hint})


@register.simple_block_tag(takes_context=True)
def scrolling_table(context: Context, content: str, caption: str) -> SafeString:
    """Draw a table that scrolls inside itself where it must, reachable by keyboard; the caption is its name.

    On a narrow page its rows are cards, each cell with the words of its column before it.
    """
    return _component(context, "table.html", {"content": labelled(content), "caption": caption})


@register.simple_tag
def errors_first(form: BaseForm, title: str) -> str:
    """Let a page title say first that something is to be mended, when it is."""
    return _("To mend: %(title)s") % {"title": title} if form.errors else title
