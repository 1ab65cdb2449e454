"""The words of a mail, in the language its reader asked to be spoken to in, as far as we speak it.

Only what is said to everyone stands in a mail; here the language is chosen and the day written, nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from khabar.domain.languages import language_named
from khabar.domain.reader_dates import day_in_plain_text
from khabar.domain.standing import ELSEWHERE

if TYPE_CHECKING:
    from datetime import date


def standing_mail(language: str, due: date) -> dict[str, str]:
    """Give subject and text of the mail that every family gets; `language` is what the form says, in any words."""
    code = language_named(language, tuple(dict(settings.LANGUAGES)))
    with translation.override(code):
        return {"subject": _("Your request"), "text": _(ELSEWHERE) % {"date": day_in_plain_text(due, code)}}
