"""Tables of accounts: who may sign in, with which duties, whose kin they are, and when operators looked.

Accounts are never deleted, only closed: the ledger names them by id.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from khabar.domain.duties import Duty


class Account(AbstractBaseUser):
    """One colleague under an invented name. When somebody last signed in stands in the ledger, not here."""

    last_login = None  # takes the column of the framework's base class away
    id = models.CharField(primary_key=True, max_length=32)
    username = models.CharField(max_length=32, unique=True)
    display_name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = BaseUserManager()

    def check_password(self, raw_password: str | None) -> bool:
        """Compare, and never hash anew: what is kept changes by an act that the ledger has, and by nothing else."""
        return raw_password is not None and check_password(raw_password, self.password)

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Give what a visit must know to go on: it changes with the passphrase, with each duty, and with closing.

        So whoever is given a duty, loses one or is closed signs in anew, wherever he is signed in.
        """
        duties = Assignment.objects.filter(account_id=self.pk).order_by("duty").values_list("duty", flat=True)
        known = "\x00".join([self.password, str(self.is_active), *duties])
        return salted_hmac("khabar.visit", known, secret=secret, algorithm="sha256").hexdigest()

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(username=Lower("username")) & ~models.Q(username=""),
                name="accounts_username_is_lower_case",
            ),
            models.CheckConstraint(condition=~models.Q(display_name=""), name="accounts_have_a_display_name"),
        )


class Assignment(models.Model):
    """One duty of one account. Which duties exclude one another is told by `domain.duties`."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=16)
    given_at = models.DateTimeField()

    class Meta:
        """Constraints."""

        constraints = (
            models.UniqueConstraint(fields=["account", "duty"], name="accounts_duty_once"),
            models.CheckConstraint(
                condition=models.Q(duty__in=sorted(duty.value for duty in Duty)), name="accounts_duty_known"
            ),
        )


class Kin(models.Model):
    """The name of a colleague's own relative, sealed to the register key: nobody works on his own family's case."""

    id = models.CharField(primary_key=True, max_length=32)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()


class OperatorSession(models.Model):
    """A stretch of time in which an operator looks, and why. Power is borrowed."""

    id = models.CharField(primary_key=True, max_length=32)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(condition=~models.Q(reason=""), name="accounts_session_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("opened_at")), name="accounts_session_ends_after_it_began"
            ),
        )


class Tried(models.Model):
    """A count of tries at the door, under a keyed hash of what is counted, until an end in seconds since 1970."""

    bucket = models.CharField(primary_key=True, max_length=64)
    kept = models.TextField()
    until = models.BigIntegerField(db_index=True)
