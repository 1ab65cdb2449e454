"""The table of pairs: which request and which presence may speak of one person.

Everything that was thought or decided about them lies sealed inside; a row shows that the two were compared.
"""

from __future__ import annotations

from django.db import models


class Pair(models.Model):
    """A request and a presence that may speak of one person. State, score and opinions lie sealed inside.

    `version` counts changes: whoever saves must have read the version he replaces, else somebody acted first.
    """

    id = models.CharField(primary_key=True, max_length=32)
    request = models.ForeignKey("registry.Request", on_delete=models.CASCADE, related_name="+")
    presence = models.ForeignKey("registry.Presence", on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["request", "presence"], name="matches_pair_once"),)
