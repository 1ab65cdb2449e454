"""Tables of the guarantor: one row for each act that waits, whatever it decides; licences; the numbers of bundles.

No column may tell a yes from a no, or an asking from a step with which nobody is asked: the kind lies sealed.
"""

from __future__ import annotations

from django.db import models


class GuaranteedAct(models.Model):
    """One act: `id` is that of the outbox item, Permit or list it stands for. Kind, day and salt lie sealed.

    `countersignature` is empty until it has come, and sealed from then on: it speaks of the kind, and whoever knows the
    guarantor's public key could try them all. A guarantor who refuses leaves it empty, and `refused_on` says when.
    """

    id = models.CharField(primary_key=True, max_length=32)
    blind = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()
    countersignature = models.BinaryField(default=b"")
    refused_on = models.DateField(null=True)


class LicenceWord(models.Model):
    """One licence or withdrawal as the guarantor signed it: no secret, so that a locked house knows how it stands."""

    number = models.BigIntegerField(primary_key=True)
    plain = models.BinaryField()
    signature = models.BinaryField(max_length=64)
    taken_at = models.DateTimeField()


class GuarantorPost(models.Model):
    """One row: the numbers of the last bundle made and taken in, and the newest one, which leaves as a file.

    `verify_key` is that of the guarantor for whom it was made: under another one everything waits anew.
    The last two columns say when the house was last told of a pattern, and of a licence that ends or has ended.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    made_number = models.BigIntegerField(default=0)
    taken_number = models.BigIntegerField(default=0)
    blob = models.BinaryField(default=b"")
    verify_key = models.BinaryField(max_length=32, default=b"")
    made_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    pattern_told_on = models.DateField(null=True)
    licence_told_on = models.DateField(null=True)

    class Meta:
        """Constraints."""

        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="guarantor_one_post"),)
