"""Tables of the intake queue, on the porch: what came in, sealed, and counters that slow a flood.

No column may tell what kind of thing came in, from where, or when.
"""

from __future__ import annotations

from django.db import models


class Submission(models.Model):
    """One thing that came in, sealed to the intake key; `key` makes a second press of the button harmless."""

    sequence = models.BigAutoField(primary_key=True)
    key = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()


class Counter(models.Model):
    """How often somebody tried within one window; the bucket is a keyed hash, never an address.

    `window` is the second at which the window began.
    """

    bucket = models.CharField(primary_key=True, max_length=64)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField()
