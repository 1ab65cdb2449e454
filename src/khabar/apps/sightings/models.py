"""The table of sightings: when one was told; whom, where, what and by whom lie sealed, in one size."""

from __future__ import annotations

from django.db import models


class Told(models.Model):
    """One sighting. No column may link it to a request or a presence."""

    id = models.CharField(primary_key=True, max_length=32)
    told_at = models.DateTimeField(db_index=True)
    sealed = models.BinaryField()
