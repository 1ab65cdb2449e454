"""What the link in a mail leads to. Looking changes nothing, because machines look at every link; buttons do.

Whoever holds the link reads the mailbox, and may confirm and withdraw. A link that is unknown, too old or made up meets
the page for whatever is not there, whatever is asked of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from khabar.apps.petitions import actions
from khabar.apps.petitions.actions import Outcome
from khabar.apps.petitions.queries import mine
from khabar.domain.petitions.states import SignatureState
from khabar.web.components.doors import parts_of
from khabar.web.petition.views import DOOR

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Show the signature this link stands for, and the buttons that do something with it."""
    return _page(request, token)


@csrf_exempt
@require_POST
def confirmed(request: HttpRequest, token: str) -> HttpResponse:
    """Count the signature."""
    return _after(request, token, actions.confirm(actor=DOOR, now=parts_of(request).clock.now(), token=token))


@csrf_exempt
@require_POST
def withdrawn(request: HttpRequest, token: str) -> HttpResponse:
    """Take the signature out, and destroy what is known of the signer."""
    return _after(request, token, actions.withdraw(actor=DOOR, now=parts_of(request).clock.now(), token=token))


@csrf_exempt
@require_POST
def silenced(request: HttpRequest, token: str) -> HttpResponse:
    """Write to this address about this petition no more."""
    done = actions.be_silent(actor=DOOR, now=parts_of(request).clock.now(), token=token)
    return _after(request, token, done, said="silent" if done is Outcome.DONE else "")


def _after(request: HttpRequest, token: str, outcome: Outcome, *, said: str = "") -> HttpResponse:
    return _page(request, token, said=said or ("full" if outcome is Outcome.FULL else ""))


def _page(request: HttpRequest, token: str, *, said: str = "") -> HttpResponse:
    found = mine(token, (get_language() or "en").partition("-")[0])
    if found is None:
        raise Http404
    is_signed = bool(found.receipt)
    context = {
        "mine": found,
        "token": token,
        "said": said,
        "is_signed": is_signed,
        "is_withdrawn": found.state is SignatureState.WITHDRAWN,
        "is_set_aside": found.state is SignatureState.INVALIDATED,
        "can_confirm": found.state is SignatureState.PENDING and not is_signed and found.is_open and said != "full",
    }
    return render(request, "petition/mine.html", context)
