"""The table of pigeonholes, on the porch: one blob of one size for each slip.

No column may change when there is news, for the blob of every row changes in every round.
"""

from __future__ import annotations

from django.db import models


class Pigeonhole(models.Model):
    """One slip's page: a locator, the key to seal to, a blob of the one size, and the day it was opened.

    `first` is one sealed piece from the porch that stands on the page until the house knows it; it tells the page's own
    reader what kind of form was sent, and nobody else.
    """

    locator = models.CharField(primary_key=True, max_length=64)
    public = models.BinaryField(max_length=32)
    blob = models.BinaryField()
    first = models.BinaryField()
    opened_on = models.DateField()
