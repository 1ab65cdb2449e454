"""The table of pages that families read through an association. No column changes with news."""

from __future__ import annotations

from django.db import models


class Lodged(models.Model):
    """One page, by its locator, and the partner through which its family reads it."""

    locator = models.CharField(primary_key=True, max_length=64)
    partner = models.CharField(max_length=32, db_index=True)
    lodged_on = models.DateField()
