"""The sign-in pages: allauth's views with our forms and words, and our own pages for the second factor.

allauth's pages for sign-up, e-mail, and passphrases by self-service are not built in. Nothing here may say who exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.views import LoginView, LogoutView, ReauthenticateView
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.base.views import AuthenticateView
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khabar.apps.accounts import factors
from khabar.apps.accounts.queries import has_factor
from khabar.apps.accounts.sign_in import CODE_DOES_NOT_FIT, fresh_proof_needed, note_second_factor
from khabar.domain.ids import AccountId
from khabar.web.front.access import for_all_staff, for_anyone, for_newcomers
from khabar.web.front.forms import AgainForm, FirstCodeForm, SecondFactorForm, SignInForm

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from khabar.web.front.access import StaffRequest

_SECRET = "second-factor-in-preparation"  # noqa: S105 - the name of a place in the visit, no secret
_GROUP = 4


class SignIn(LoginView):  # type: ignore[misc]  # allauth is untyped
    """Name and passphrase."""

    form_class = SignInForm
    template_name = "front/sign_in.html"


class SecondFactor(AuthenticateView):  # type: ignore[misc]  # allauth is untyped
    """A code of the authenticator, or a printed one."""

    form_class = SecondFactorForm
    template_name = "front/second_factor.html"


class Again(ReauthenticateView):  # type: ignore[misc]  # allauth is untyped
    """The passphrase once more."""

    form_class = AgainForm
    template_name = "front/again.html"


class SignOut(LogoutView):  # type: ignore[misc]  # allauth is untyped
    """End of the visit; only a form posted here ends it."""

    template_name = "front/sign_out.html"

    def post(self, *args: object, **kwargs: object) -> HttpResponseBase:
        """End the visit, and ask the browser to forget what it kept of it.

        Cookies are not among it: that word would also end what belongs to neighbouring names. Ours ends by itself.
        A browser obeys over HTTPS alone.
        """
        response: HttpResponseBase = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


sign_in = for_anyone(SignIn.as_view())
second_factor = for_anyone(SecondFactor.as_view())
sign_out = for_anyone(SignOut.as_view())
again = for_newcomers(Again.as_view())


@require_http_methods(["GET", "HEAD", "POST"])
@for_newcomers
def activate(request: StaffRequest) -> HttpResponseBase:
    """Show the secret to be typed into an authenticator, and take its first code."""
    account = AccountId(request.actor.name)
    if has_factor(account):
        return redirect("front:home")
    _ask_for_fresh_proof(request)
    secret = _secret_in_preparation(request)
    form = FirstCodeForm(request.POST or None)
    if form.is_valid() and _first_code_fits(request, form, secret):
        _enrol(request, account, secret)
        factors.spend_totp_code(account, form.cleaned_data["code"])
        return redirect("mfa_view_recovery_codes")
    context = {
        "form": form,
        "groups": [secret[at : at + _GROUP] for at in range(0, len(secret), _GROUP)],
        "address": factors.totp_url(account, secret),
    }
    return render(request, "front/activate.html", context)


@require_safe
@for_all_staff
def printed_codes(request: StaffRequest) -> HttpResponseBase:
    """Say how many printed codes are left, and offer to show them once or to draw new ones."""
    account = AccountId(request.actor.name)
    context = {"left": factors.recovery_codes_left(account), "shown_before": factors.were_codes_shown(account)}
    return render(request, "front/printed_codes.html", context)


@require_POST
@for_all_staff
def show_printed_codes(request: StaffRequest) -> HttpResponseBase:
    """Show the printed codes, once."""
    _ask_for_fresh_proof(request)
    parts, account = request.parts, AccountId(request.actor.name)
    codes = factors.show_recovery_codes(actor=request.actor, now=parts.clock.now(), parts=parts, account=account)
    if not codes:
        return redirect("mfa_view_recovery_codes")
    return render(request, "front/printed_codes_shown.html", {"codes": codes})


@require_POST
@for_all_staff
def new_printed_codes(request: StaffRequest) -> HttpResponseBase:
    """Draw new printed codes in place of the old ones."""
    _ask_for_fresh_proof(request)
    parts, account = request.parts, AccountId(request.actor.name)
    factors.renew_recovery_codes(actor=request.actor, now=parts.clock.now(), parts=parts, account=account)
    return redirect("mfa_view_recovery_codes")


def _ask_for_fresh_proof(request: HttpRequest) -> None:
    """Interrupt for the passphrase when it was last given too long ago; allauth's middleware leads there and back."""
    if fresh_proof_needed(request):
        raise ReauthenticationRequired


def _secret_in_preparation(request: StaffRequest) -> str:
    """Give the secret this visit is setting up, drawn at its first page; it lies sealed in the visit."""
    box = get_adapter()
    if _SECRET not in request.session:
        request.session[_SECRET] = box.encrypt(factors.new_totp_secret(request.parts.entropy.bytes))
    return str(box.decrypt(request.session[_SECRET]))


def _first_code_fits(request: StaffRequest, form: FirstCodeForm, secret: str) -> bool:
    try:
        count_no_more = check_rate_limit(request.user, error_key="too_many_login_attempts")
    except ValidationError as limit:
        form.add_error("code", limit)
        return False
    if not factors.fits(secret, form.cleaned_data["code"]):
        form.add_error("code", str(CODE_DOES_NOT_FIT))
        return False
    count_no_more()
    return True


def _enrol(request: StaffRequest, account: AccountId, secret: str) -> None:
    parts = request.parts
    factors.enrol_factor(actor=request.actor, now=parts.clock.now(), parts=parts, account=account, secret=secret)
    note_second_factor(request)
    del request.session[_SECRET]
