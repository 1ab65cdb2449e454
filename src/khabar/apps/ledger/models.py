"""Tables of the ledger: chains, their entries, signed events. Written once, never changed."""

from __future__ import annotations

from django.db import models


class Chain(models.Model):
    """The head of one chain; locked last in every action, so that entries are in one order."""

    name = models.CharField(primary_key=True, max_length=16)
    sequence = models.BigIntegerField()
    head = models.BinaryField(max_length=32)

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(condition=models.Q(name__in=["porch", "house"]), name="ledger_chain_known"),
            models.CheckConstraint(condition=models.Q(sequence__gte=0), name="ledger_chain_counts_up"),
        )


class Entry(models.Model):
    """One act: who, when, what, about which id. Details are a commitment here and sealed beside it."""

    chain = models.CharField(max_length=16)
    sequence = models.BigIntegerField()
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)
    event = models.CharField(max_length=64, blank=True)
    commitment = models.BinaryField(max_length=32)
    sealed = models.BinaryField()

    class Meta:
        """Constraints."""

        constraints = (
            models.UniqueConstraint(fields=["chain", "sequence"], name="ledger_entry_once"),
            models.CheckConstraint(condition=~models.Q(actor=""), name="ledger_entry_has_an_actor"),
        )


class Event(models.Model):
    """One signed immutable event as it was written; the columns beside `encoded` only serve to find it."""

    id = models.CharField(primary_key=True, max_length=64)
    device = models.CharField(max_length=64)
    sequence = models.BigIntegerField()
    kind = models.CharField(max_length=32)
    subject = models.CharField(max_length=32, db_index=True)
    encoded = models.BinaryField()

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["device", "sequence"], name="ledger_event_device_counts"),)
