"""The table of pigeonholes, on the porch: one blob of one size for each slip.

No column may change when there is news, for the blob of every row changes in every round.
"""

from __future__ import annotations

from django.db import models


class Pigeonhole(models.Model):
    """One slip's page: a locator, the key to seal to, a blob of the one size, and the day it was opened."""

    locator = models.CharField(primary_key=True, max_length=64)
    public = models.BinaryField(max_length=32)
    blob = models.BinaryField()
    opened_on = models.DateField()
