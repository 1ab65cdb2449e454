"""The tables of lists that were brought, their rows until they are filed, and mappings kept for the next list.

No column may hold a name, a header or a file's name in clear, nor how many rows were refused.
"""

from __future__ import annotations

from django.db import models

SIGNING = "signing"
"""A list of presences that was handed over, and that the guarantor has not countersigned yet."""
STATES = ("brought", "waiting", SIGNING, "filing", "done", "unread")


class Brought(models.Model):
    """One list at a desk. `card` holds what is known and was answered; `blobs` names the sealed pieces of the file."""

    id = models.CharField(primary_key=True, max_length=32)
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=8)
    wrapped_key = models.BinaryField()
    card = models.BinaryField()
    blobs = models.TextField(blank=True)
    brought_by = models.CharField(max_length=32)
    brought_at = models.DateTimeField()
    parts_of = models.IntegerField(default=0)
    parts_done = models.IntegerField(default=0)

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="lists_brought_state_known"),
            models.CheckConstraint(condition=~models.Q(brought_by=""), name="lists_brought_by_somebody"),
        )


class Portion(models.Model):
    """Some rows of a list, sealed; once filed, what came of them: counts, keys, and the rows to mend."""

    list = models.ForeignKey(Brought, on_delete=models.CASCADE, related_name="+")
    number = models.IntegerField()
    is_filed = models.BooleanField(default=False)
    sealed = models.BinaryField()

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=("list", "number"), name="lists_portion_stands_once"),)


class KeptMapping(models.Model):
    """A mapping with its name, sealed to the register key: headers may tell whose list it was."""

    id = models.CharField(primary_key=True, max_length=32)
    kind = models.CharField(max_length=16)
    sealed = models.BinaryField()
    kept_at = models.DateTimeField()
