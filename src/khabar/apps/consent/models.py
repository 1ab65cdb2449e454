"""Tables of the gate: stances (a projection of events), Permits (acts of their own), and who may speak under one."""

from __future__ import annotations

from django.db import models


class Stance(models.Model):
    """What follows from the events of one person so far; `khabar rebuild` makes it anew and compares."""

    subject = models.CharField(primary_key=True, max_length=32)
    events = models.PositiveIntegerField()
    sealed = models.BinaryField()


class Permit(models.Model):
    """Leave to tell one recipient one thing, from one consent event. What, and until when, stand sealed inside.

    Every answer makes one, a no too (its inside then says: nothing), so that rows do not tell a yes from a no.
    """

    id = models.CharField(primary_key=True, max_length=32)
    recipient = models.CharField(max_length=32, db_index=True)
    subject = models.CharField(max_length=32, db_index=True)
    event = models.ForeignKey("ledger.Event", on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        """Constraints."""

        constraints = (models.CheckConstraint(condition=~models.Q(recipient=""), name="consent_permit_for_one"),)


class Naming(models.Model):
    """Who speaks the words of one Permit, if anybody was named: one row for each Permit, named or not.

    Whom, by whom, and whether it has been spoken stand sealed inside, so that rows do not tell a yes from a no.
    """

    permit = models.OneToOneField(Permit, primary_key=True, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField()
