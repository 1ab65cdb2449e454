"""Figures: typed in any keyboard's digits, shown in those of the reader."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

import pytest
from django import forms
from django.template import engines
from django.utils import translation

import khabar.web
from khabar.web.components.days import shown_figures, shown_number

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYBOARDS = ("0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")
NUMERIC = (forms.IntegerField, forms.DateField)


def all_forms() -> Iterator[type[forms.Form]]:
    for module in pkgutil.walk_packages(khabar.web.__path__, "khabar.web."):
        if ".templatetags" not in module.name:
            importlib.import_module(module.name)
    yield from _below(forms.Form)


def _below(kind: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("khabar."):
            yield one
        yield from _below(one)


def numeric_fields() -> list[tuple[str, forms.Field]]:
    """Every field of any form in which somebody types a number or a day."""
    return sorted(
        {
            f"{kind.__module__}.{kind.__name__}.{name}": field
            for kind in all_forms()
            for name, field in kind.base_fields.items()
            if isinstance(field, NUMERIC) and not isinstance(field.widget, forms.HiddenInput)
        }.items()
    )


def test_every_numeric_field_takes_the_digits_of_every_keyboard() -> None:
    found = numeric_fields()
    assert found
    for name, field in found:
        written = "2026-11-21" if isinstance(field, forms.DateField) else "12"
        values = {field.to_python(written.translate(str.maketrans(KEYBOARDS[0], digits))) for digits in KEYBOARDS}
        assert len(values) == 1, name
        assert None not in values, name


def test_no_field_lets_the_browser_refuse_persian_digits() -> None:
    """A browser takes only its own digits in a field of the type number."""
    for name, field in numeric_fields():
        assert isinstance(field.widget, forms.TextInput), name
        assert field.widget.input_type == "text", name


@pytest.mark.parametrize(("language", "shown"), [("en", "1405 of 12"), ("fa", "۱۴۰۵ of ۱۲"), ("fr", "1405 of 12")])
def test_figures_stand_in_the_digits_of_the_language(language: str, shown: str) -> None:
    with translation.override(language):
        assert shown_figures("1405 of 12") == shown
        template = engines["django"].from_string("{% load khabar %}{{ number|figures }}")
        assert template.render({"number": 12}) == shown_figures(12)


@pytest.mark.parametrize(
    ("written", "persian"),
    [
        ("20,000", "۲۰٬۰۰۰"),
        ("7", "۷"),
        ("+7.91", "\N{LEFT-TO-RIGHT MARK}+۷٫۹۱"),
        ("\N{MINUS SIGN}1.50", "\N{LEFT-TO-RIGHT MARK}\N{MINUS SIGN}۱٫۵۰"),
    ],
)
def test_a_number_has_the_marks_of_the_language_and_its_sign_before_it(written: str, persian: str) -> None:
    with translation.override("fa"):
        assert shown_number(written) == persian
    with translation.override("en"):
        assert shown_number(written) == written
