"""The table of what was told: nothing in it names anybody, and nothing in it is exact."""

from __future__ import annotations

from django.db import models


class Told(models.Model):
    """One quarter as it was told; a row is written once and stays."""

    quarter = models.CharField(primary_key=True, max_length=8)
    told_at = models.DateTimeField()
    cells = models.JSONField()
    total = models.PositiveIntegerField(null=True)
    is_whole = models.BooleanField()

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(total=None) | models.Q(total__gte=10), name="statistics_whole_from_ten_up"
            ),
        )
