"""How an action's objection gets back to the form it came from, so that nothing typed is lost.

Invalid goes beside its field, Conflict above the form. A refusal is left alone: outside it looks like silence.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from khabar.domain.errors import Conflict, Invalid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.forms import BaseForm


@contextmanager
def mending(form: BaseForm, words: Callable[[str], str] = gettext) -> Iterator[None]:
    """Run an action for a valid form; afterwards `form.errors` is empty exactly when it was done.

    `words` puts an objection into the reader's language.
    """
    try:
        yield
    except Invalid as mistake:
        form.add_error(mistake.field if mistake.field in form.fields else None, words(mistake.message))
    except Conflict as earlier:
        form.add_error(None, gettext(str(earlier)))
