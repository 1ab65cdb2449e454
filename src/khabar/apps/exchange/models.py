"""Tables of the bridge, in a house of either kind: partners, sealed, and the one bundle that leaves for each.

No column may hold anything of a family or of anybody sought. Every round changes every row of bundles.
"""

from __future__ import annotations

from django.db import models


class Partner(models.Model):
    """One other installation. `card` is sealed to the record's key, `address` to the mail key of whoever carries.

    Public keys stand in clear: with them a bundle is made or believed before anything is unlocked. The numbers are of
    the last bundle made for it and taken in from it; `refused_on` is the last day on which one of its own was refused.
    """

    id = models.CharField(primary_key=True, max_length=32)
    card = models.BinaryField()
    address = models.BinaryField()
    public = models.BinaryField(max_length=32)
    verify_key = models.BinaryField(max_length=32)
    sender = models.CharField(max_length=16, unique=True)
    made_number = models.BigIntegerField(default=0)
    taken_number = models.BigIntegerField(default=0)
    taken_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)


class Outgoing(models.Model):
    """The newest bundle for a partner; `posted_at` once it was handed over the network, or was tried."""

    partner = models.OneToOneField(Partner, primary_key=True, on_delete=models.PROTECT, related_name="+")
    number = models.BigIntegerField()
    blob = models.BinaryField()
    made_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)
