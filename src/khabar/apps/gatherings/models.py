"""Tables of gatherings, sealed. In clear stands what the mail must know, to tell nobody an older time than the last.

No column may tell when a sitting is, who comes, or what was said.
"""

from __future__ import annotations

from django.db import models


class Gathering(models.Model):
    """One gathering with a data key of its own."""

    id = models.CharField(primary_key=True, max_length=32)
    wrapped_key = models.BinaryField()
    plan = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    is_closed = models.BooleanField(default=False)


class Sitting(models.Model):
    """One sitting: its plan, its list of speakers, its minutes; each with a version, for three people change them."""

    id = models.CharField(primary_key=True, max_length=32)
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="+")
    plan = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    floor = models.BinaryField()
    floor_version = models.PositiveIntegerField(default=1)
    minutes = models.BinaryField()
    minutes_version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()


class Guest(models.Model):
    """Somebody admitted. `card` is sealed with the gathering; `who` with the family's `file`, where there is one."""

    id = models.CharField(primary_key=True, max_length=32)
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="+")
    file = models.CharField(max_length=32, blank=True, db_index=True)
    card = models.BinaryField()
    who = models.BinaryField()
    made_at = models.DateTimeField()


class Seat(models.Model):
    """Somebody's place in a sitting, and the calendar entry for it, which bears its id.

    `name_key`: a hash of the pseudonym under the gathering's key; none for one that was given up, for good: who comes
    back gets another. `sequence`: the number of the next mail about it; `told`: that of the last one that left.
    """

    id = models.CharField(primary_key=True, max_length=32)
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, related_name="+")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="+")
    name_key = models.BinaryField(max_length=32, null=True)
    sequence = models.PositiveIntegerField(default=0)
    told = models.PositiveIntegerField(null=True)

    class Meta:
        """Constraints."""

        constraints = (
            models.UniqueConstraint(fields=["sitting", "name_key"], name="gatherings_no_name_twice_in_a_sitting"),
            models.UniqueConstraint(
                fields=["guest", "sitting"],
                condition=models.Q(name_key__isnull=False),
                name="gatherings_one_seat_for_each",
            ),
            models.CheckConstraint(
                condition=models.Q(told__isnull=True) | models.Q(told__lt=models.F("sequence")),
                name="gatherings_told_what_was_numbered",
            ),
        )
