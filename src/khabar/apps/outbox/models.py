"""The table of what must leave, each item sealed whole.

No column may tell a yes from a no, or what was undone from what has left.
"""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    """WAITING until a round claims it; DONE also when it was undone before: a row never tells which."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DONE = "done"


class Item(models.Model):
    """One thing that leaves at the first round not before `due`; its kind and body are sealed together."""

    id = models.CharField(primary_key=True, max_length=32)
    key_class = models.CharField(max_length=16)
    sealed = models.BinaryField()
    due = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    event = models.CharField(max_length=64, blank=True)

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="outbox_state_known"),
            models.CheckConstraint(condition=models.Q(attempts__lte=2), name="outbox_at_most_twice"),
        )
        indexes = (models.Index(fields=["state", "due"], name="outbox_waiting"),)
