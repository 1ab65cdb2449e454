"""The table of slips made beforehand: the number on the outside, and the keys to seal to.

No column may hold a code or a PIN, or anything that would test a guess faster than the slip's own Argon2id run.
"""

from __future__ import annotations

from django.db import models


class Slip(models.Model):
    """One slip of the stock. `used_by` is the request whose page it opens; empty while it lies in the stock."""

    number = models.CharField(primary_key=True, max_length=10)
    locator = models.CharField(max_length=64, unique=True)
    public = models.BinaryField(max_length=32)
    verify_key = models.BinaryField(max_length=32)
    used_by = models.CharField(max_length=32, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        """Constraints."""

        constraints = (
            models.UniqueConstraint(fields=["used_by"], condition=~models.Q(used_by=""), name="slips_one_page_each"),
        )
