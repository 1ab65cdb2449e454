"""The table of bundles that lie on the porch until the next round. No column may tell from whom, or what is inside."""

from __future__ import annotations

from django.db import models


class Delivery(models.Model):
    """One bundle as it came; `digest` is its SHA-256, so that the same one twice is one."""

    sequence = models.BigAutoField(primary_key=True)
    digest = models.BinaryField(max_length=32, unique=True)
    blob = models.BinaryField()
