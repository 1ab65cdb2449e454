"""The table of trips: whose, and sealed under the trip's own key what was planned and what is known of it.

No column may tell how many are asked by name, what came back, or which pair or message went along.
"""

from __future__ import annotations

from django.db import models


class Trip(models.Model):
    """One trip of one carrier. `plan` is what the desk decided, `account` what follows from the trip's events.

    `version` counts changes: whoever saves must have read the version he replaces, else somebody acted first.
    """

    id = models.CharField(primary_key=True, max_length=32)
    carrier = models.CharField(max_length=32, db_index=True)
    wrapped_key = models.BinaryField()
    plan = models.BinaryField()
    account = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
