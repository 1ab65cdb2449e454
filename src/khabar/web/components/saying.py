"""What rules have said, in the reader's language: their sentences translated, what somebody wrote left as it stands.

It escapes everything; nothing here decides what may be said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from khabar.web.components.days import shown_figures
from khabar.web.components.templatetags.khabar import bdi

if TYPE_CHECKING:
    from khabar.text import Said


def in_readers_words(said: Said) -> SafeString:
    """Say it in the language of the page: what somebody wrote in <bdi>, numbers in the digits of the language."""
    return mark_safe(said.told(_translated, _written))  # noqa: S308 - both of them escape


def _translated(words: str) -> str:
    return conditional_escape(_(words))


def _written(value: str | int) -> str:
    return shown_figures(value) if isinstance(value, int) else bdi(value)
