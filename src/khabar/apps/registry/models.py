"""Sealed tables of persons. Only `registry` and `consent` read them; erasure empties the key and the sealed columns."""

from __future__ import annotations

from django.db import models

_ALIVE_OR_ERASED = models.Q(wrapped_key__isnull=False) | models.Q(card=b"", body=b"")


class PresenceList(models.Model):
    """One list that was taken in: who made it and whether its people knew stand sealed inside."""

    id = models.CharField(primary_key=True, max_length=32)
    fingerprint = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()
    taken_in_at = models.DateTimeField()


class Case(models.Model):
    """What requests and presences have in common: a data key of its own, a card for matching, a body with the rest."""

    id = models.CharField(primary_key=True, max_length=32)
    fingerprint = models.BinaryField(max_length=32, unique=True)
    wrapped_key = models.BinaryField(null=True)
    card = models.BinaryField()
    body = models.BinaryField()
    locator = models.CharField(max_length=64, blank=True, db_index=True)
    filed_at = models.DateTimeField()
    matched_by = models.CharField(max_length=32, blank=True)

    class Meta:
        """No table of its own."""

        abstract = True


class Presence(Case):
    """One "I am here". `fingerprint` is a keyed hash of the row as it came: taking it in twice changes nothing."""

    list = models.ForeignKey(PresenceList, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Constraints."""

        constraints = (models.CheckConstraint(condition=_ALIVE_OR_ERASED, name="registry_presence_erased_whole"),)


class Request(Case):
    """One tracing request, with its enquirer; `fingerprint` is the key its submission came with.

    `is_closed`: it was passed on, and nothing is told, asked or written under it any more. It stands in clear because a
    locked house renews pages too; to whom it passed, and why, lie sealed in the body.
    """

    is_closed = models.BooleanField(default=False)

    class Meta:
        """Constraints."""

        constraints = (models.CheckConstraint(condition=_ALIVE_OR_ERASED, name="registry_request_erased_whole"),)


class RowKey(models.Model):
    """The one key under which rows of lists are hashed; random and wrapped like a case's, so it outlives rotations."""

    id = models.CharField(primary_key=True, max_length=32)
    wrapped_key = models.BinaryField()


class Sweep(models.Model):
    """Up to which day requests have been looked through for third persons to forget; the one row says no more."""

    id = models.CharField(primary_key=True, max_length=32)
    swept_on = models.DateField()


class Arrival(models.Model):
    """A submission the intake process has opened and sealed again for the register; gone once it is filed."""

    key = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()
