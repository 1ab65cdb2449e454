"""What the holder of a slip wishes about her own file: to see it, to have it put right, to have it erased.

Signed by the slip, sealed into the one queue, answered alike for everybody: the porch knows of no file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from khabar.apps.intake.actions import take_in
from khabar.domain.actors import porch
from khabar.domain.form_fields import SHORT
from khabar.domain.wishes import CARD_KEPT, NOTHING_KEPT, SignedWish, WishKind
from khabar.vault.pigeonholes import signed_by_slip
from khabar.web.components.doors import HOUR, limited, parts_of
from khabar.web.components.slips import new_form_token, read_form_token
from khabar.web.family.visits import visited

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from khabar.ports import Parts
    from khabar.vault.pigeonholes import PigeonholeKeys

PURPOSE = "own wish"
WISHES = [
    (WishKind.SEE.value, _("Show me what you hold")),
    (WishKind.MEND.value, _("Put something right")),
    (WishKind.ERASE.value, _("Erase everything, and keep nothing")),
    (WishKind.ERASE_IN_PEACE.value, _("Erase everything but a sealed card, so that I am left in peace")),
]


class OwnWishFields(forms.Form):
    """What is wished, and what we should know for it."""

    wish = forms.ChoiceField(label=_("What do you wish?"), choices=WISHES, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What exactly, and how we may reach you safely"),
        help_text=_("To put something right: what is wrong, and what is right."),
        required=False,
        max_length=SHORT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)


@require_http_methods(["GET", "POST"])
@limited("wish", most="filings_per_day", seconds=24 * HOUR)
def own_wish(request: HttpRequest) -> HttpResponse:
    """Show the form; sign what was chosen with the slip's key and seal it when it is sent."""
    found, parts = visited(request), parts_of(request)
    if found is None:
        return redirect("family:sign_in")
    form = OwnWishFields(request.POST or None)
    token = read_form_token(PURPOSE, request.POST.get("token", ""), parts)
    if not form.is_valid() or token is None:
        return _asked(request, form, parts)
    now, given = parts.clock.now(), form.cleaned_data
    wish = SignedWish(
        locator=found.keys.locator, kind=WishKind(given["wish"]), words=given["words"], written_on=now.date()
    )
    body = {"kind": "own wish", **_signed(wish, found.keys, token.key).to_body()}
    take_in(actor=porch("wish"), now=now, parts=parts, key=token.key, body=body)
    return render(request, "family/own_wish_taken.html")


def _signed(wish: SignedWish, keys: PigeonholeKeys, key: bytes) -> SignedWish:
    return replace(wish, signature=signed_by_slip(keys.signing, wish.as_signed(key)))


def _asked(request: HttpRequest, form: OwnWishFields, parts: Parts) -> HttpResponse:
    """Show the form with a fresh token, and with what was typed where something was."""
    fresh = new_form_token(PURPOSE, parts)
    if form.is_bound:
        typed = request.POST.copy()
        typed["token"] = fresh
        form = OwnWishFields(typed)
    else:
        form = OwnWishFields(initial={"token": fresh})
    context = {"form": form, "nothing_kept": _(NOTHING_KEPT), "card_kept": _(CARD_KEPT)}
    return render(request, "family/own_wish.html", context, status=422 if form.is_bound else 200)
