"""The forms for naming who brings a word. Each carries the version of the pair that its reader had before him."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.domain.ids import AccountId
from khabar.web.front.deed_forms import SeenForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.apps.accounts.queries import Colleague


class BringerForm(SeenForm):
    """Whom one of the desk proposes."""

    deed = "bringer"
    bringer = forms.TypedChoiceField(
        label=_("Who speaks it"),
        help_text=_("Somebody who is not of the family, and speaks its language."),
        coerce=AccountId,
    )

    def __init__(self, *args: object, bringers: Sequence[Colleague], **kwargs: object) -> None:
        """Offer the bringers who work here."""
        super().__init__(*args, **kwargs)
        self.fields["bringer"].choices = [(one.account, one.display_name) for one in bringers]  # type: ignore[attr-defined]  # a choice


class ConfirmForm(SeenForm):
    """The second person agrees."""

    deed = "confirm"


class DropForm(SeenForm):
    """Nobody brings it after all."""

    deed = "drop"
