"""How allauth signs colleagues in here: a closed door that says the same to everybody, and sealed factors.

There is no sign-up, no e-mail, no passphrase by self-service. An unknown name, a closed account and a wrong passphrase
take the same path and hear the same words. It must never say which part was wrong, nor who exists.
"""

from __future__ import annotations

import base64
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from khabar.apps.accounts.actions import note_sign_in
from khabar.apps.accounts.passphrases import as_meant
from khabar.apps.accounts.queries import actor_of
from khabar.apps.accounts.visits import SessionStore
from khabar.domain.ids import AccountId

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest, HttpResponse
    from django.utils.functional import _StrPromise

DOES_NOT_FIT = _("This name and this passphrase do not fit together.")
CODE_DOES_NOT_FIT = _("This code does not fit, or has been used. Please wait for the next one.")
TOO_MANY = _("Too many tries. Please wait five minutes.")
_PURPOSE = b"khabar/1/second-factors"
_AT_ONCE = BoundedSemaphore(2)
"""Passphrases that are tried at the same time: each takes 100 MiB of memory for a moment, whoever asks."""


class ClosedSignUp(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Lets people in who have an account, and says the same to everybody else."""

    error_messages: ClassVar[dict[str, str | _StrPromise]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": DOES_NOT_FIT,
        "invalid_login": DOES_NOT_FIT,
        "account_inactive": DOES_NOT_FIT,
        "incorrect_password": _("This passphrase does not fit."),
        "incorrect_code": CODE_DOES_NOT_FIT,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up: accounts are made from the shell or by an operator."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """One surface only: pages. An answer in another form would be another thing to keep silent."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Lead back to pages of this host alone, not of every host we answer to."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:  # noqa: ANN401 - allauth's signature
        """Give the account that fits, or None: a closed account is no account."""
        credentials["password"] = as_meant(credentials.get("password") or "")
        with _AT_ONCE:
            account: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return account if account is not None and account.is_active else None

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Begin the visit, count it as fresh proof of who this is, and write it into the ledger."""
        SessionStore.clear_expired()
        super().login(request, user)
        record_authentication(request, user, method="sign-in", reauthenticated=True)
        parts = request.parts  # type: ignore[attr-defined]  # set by config.wiring.give_parts
        note_sign_in(actor=actor_of(AccountId(user.pk)), now=parts.clock.now(), parts=parts)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:  # noqa: ARG002 - allauth's signature
        """Lead an account that was closed in mid-sign-in back to the door, without a word."""
        return HttpResponseRedirect(reverse("account_login"))

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Ask for the passphrase again, and for nothing else: the telephone may lie on the desk."""
        if not user.is_authenticated:
            return []
        return [
            {"id": "reauthenticate", "description": _("Use your passphrase"), "url": reverse("account_reauthenticate")}
        ]

    def add_message(self, *_args: object, **_kwargs: object) -> None:
        """Say nothing across pages: who signed in or out is nobody's message."""

    def send_mail(self, *_args: object, **_kwargs: object) -> None:
        """Refuse: colleagues have no e-mail here, so a path that wants to write one is a mistake of ours."""
        raise RuntimeError("this house writes no mail to its staff")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ANN401, ARG002 - allauth's signature
        """Count tries by the name alone: another spelling of our host is not another door."""
        return f"sign-in:{str(credentials.get('username', '')).lower()}"


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """Keeps the secrets of second factors sealed with a key that follows from the secret of this side."""

    error_messages: ClassVar[dict[str, str | _StrPromise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": CODE_DOES_NOT_FIT,
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for storage."""
        return _box().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret; raises `cryptography.fernet.InvalidToken` when it was altered or is not ours."""
        return _box().decrypt(encrypted_text.encode("ascii")).decode()

    def can_delete_authenticator(self, authenticator: object) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody takes off his own second factor."""
        return False


def note_second_factor(request: HttpRequest) -> None:
    """Write into the visit that the second factor was shown in it: at its activation, which is its first use."""
    record_authentication(request, request.user, method="mfa", type="totp")


def second_factor_shown(request: HttpRequest) -> bool:
    """Say whether this visit has shown a second factor, and not the passphrase alone."""
    return any(proof.get("method") == "mfa" for proof in get_authentication_records(request, request.user))


def fresh_proof_needed(request: HttpRequest) -> bool:
    """Say whether the last proof of who this is lies too far back for a change of factors."""
    return bool(is_reauthentication_required(request, app="allauth.mfa"))


def _box() -> MultiFernet:
    """Give the box of the present secret, which also opens what former secrets sealed."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(force_bytes(secret))) for secret in secrets])


def _derived(secret: bytes) -> bytes:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret)
    return base64.urlsafe_b64encode(key)
