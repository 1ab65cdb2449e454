"""Tables of letters, sealed. In clear stands what a locked house must know: when an answer is due.

Notes on a dispatch are signed events; the rows here are made from them. No column may tell what a letter says, whom it
names or whether it was answered.
"""

from __future__ import annotations

from django.db import models


class Body(models.Model):
    """One body of the address book, sealed to the files key."""

    id = models.CharField(primary_key=True, max_length=32)
    sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()


class TemplateApproval(models.Model):
    """A colleague has read a version of a template and approves it, word for word."""

    template = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=32)
    on = models.DateField()

    class Meta:
        """Constraints."""

        constraints = (
            models.UniqueConstraint(fields=["template", "digest", "by"], name="correspondence_approves_once"),
        )


class Letter(models.Model):
    """One letter with a data key of its own; `file` is the id of the family's file it belongs to, or empty."""

    id = models.CharField(primary_key=True, max_length=32)
    file = models.CharField(max_length=32, blank=True, db_index=True)
    wrapped_key = models.BinaryField()
    body = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    look_on = models.DateField(null=True)


class Dispatch(models.Model):
    """One recipient of a letter, or one copy, and what was noted of it; made from signed events."""

    id = models.CharField(primary_key=True, max_length=32)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["letter", "place"], name="correspondence_one_for_each_place"),)


class Departed(models.Model):
    """A mail that a round has handed to the mail server: the round that holds the files key notes it as sent."""

    id = models.CharField(primary_key=True, max_length=32)
    dispatch = models.CharField(max_length=48, unique=True)
    """The letter's id, a colon and the dispatch's place among its copies."""
    left_at = models.DateTimeField()


class Incoming(models.Model):
    """Something that came back: a mail, an upload, a note of a call; sealed with its raw bytes beside it.

    `key` is a hash of the bytes under the house's own key, so that the same mail twice is one. `letter` is empty while
    it lies in the tray.
    """

    id = models.CharField(primary_key=True, max_length=32)
    key = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()
    blob = models.CharField(max_length=64, blank=True)
    letter = models.CharField(max_length=32, blank=True, db_index=True)
    came_at = models.DateTimeField()
