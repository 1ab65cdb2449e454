"""The forms beside a wish: one's word with a reason, and what somebody wishes about her own file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from khabar.apps.wishes.actions import Said
from khabar.domain.ids import NO_ACCOUNT, AccountId
from khabar.domain.wishes import CARD_KEPT, NOTHING_KEPT, CameBy, Deed, Vote, WishKind
from khabar.web.components.person_form import LONGEST
from khabar.web.components.wish_form import WishTyped
from khabar.web.front.deed_forms import SeenForm
from khabar.web.front.wish_words import FIELDS, KINDS, WAYS

if TYPE_CHECKING:
    from datetime import date

CAME = [(way.value, WAYS[way]) for way in (CameBy.TELEPHONE, CameBy.PAPER, CameBy.IN_PERSON)]
LONGEST_REASON = 200
LONGEST_PROOF = 1000


def _came_by() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("How did it come?"),
        choices=CAME,
        coerce=CameBy,
        initial=CameBy.TELEPHONE.value,
        widget=forms.RadioSelect,
    )


class TakenForm(WishTyped):
    """A wish for silence as somebody at a desk types it. Nobody is asked to prove anything."""

    came_by = _came_by()

    def said(self, by: AccountId, form: object) -> Said:
        """Give what was said, with the form that was looked over."""
        return Said(kind=form.kind, came_by=self.cleaned_data["came_by"], form=form, written_by=by)  # type: ignore[attr-defined, arg-type]  # what `looked_over` gives


class OwnFileForm(forms.Form):
    """What somebody wishes about the request or presence that is their own, and how the desk knows who is asking."""

    wish = forms.TypedChoiceField(label=_("What is wished?"), coerce=WishKind, widget=forms.RadioSelect)
    came_by = _came_by()
    proof = forms.CharField(
        label=_("How do you know who is asking?"),
        help_text=_("The slip was shown, the two things agree, somebody vouches. Others read it. No number of a slip."),
        max_length=LONGEST_PROOF,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    words = forms.CharField(
        label=_("What exactly is wished, in their own words"),
        required=False,
        max_length=LONGEST_PROOF,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, kinds: tuple[WishKind, ...], **kwargs: object) -> None:
        """Offer the wishes that there are for this kind of file."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # the framework's signature
        self.fields["wish"].choices = [(kind.value, KINDS[kind]) for kind in kinds]  # type: ignore[attr-defined]  # a choice field

    def said(self, holder: str, by: AccountId) -> Said:
        """Give what was said of this request or presence."""
        given = self.cleaned_data
        return Said(
            kind=given["wish"],
            came_by=given["came_by"],
            holder=holder,
            words=given["words"],
            proof=given["proof"],
            written_by=by,
        )


class WordForm(SeenForm):
    """One's word about a wish: what is to be done, to which, and why. The second one for the same thing decides."""

    word = forms.TypedChoiceField(
        choices=[(deed.value, deed.value) for deed in Deed], coerce=Deed, widget=forms.HiddenInput
    )
    target = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
    value = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST, strip=False)
    reason = forms.CharField(
        label=_("In a sentence, why"),
        help_text=_("The second person reads it. It is kept."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: object, deed: str = "word", **kwargs: object) -> None:
        """Keep the ids of several forms apart."""
        self.deed = deed
        super().__init__(*args, **kwargs)

    def vote(self, on: date) -> Vote:
        """Give the word; who says it is added by whoever counts it."""
        given = self.cleaned_data
        return Vote(given["word"], NO_ACCOUNT, given["reason"], on, given["target"], given["value"])


class MendForm(WordForm):
    """Which value is put right, and what it is to be."""

    target = forms.ChoiceField(label=_("What is put right"), choices=[(name, FIELDS[name]) for name in FIELDS])  # type: ignore[assignment]  # chosen here, hidden there
    value = forms.CharField(
        label=_("The right value"),
        help_text=_("Several names one on each line. What stood there before is kept beside it."),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DropForm(SeenForm):
    """Take back what one said oneself."""

    deed = "drop"


TOLD = {WishKind.ERASE: _(NOTHING_KEPT), WishKind.ERASE_IN_PEACE: _(CARD_KEPT)}
"""What is read to whoever decides what erasing shall mean."""
