"""Tables of families' files, sealed; erasure empties the key and the sealed columns.

What stands in clear is what a locked house must know: when the next step is due. A file that is open has one, always.
"""

from __future__ import annotations

from django.db import models

_ALIVE_OR_ERASED = models.Q(wrapped_key__isnull=False) | models.Q(body=b"")
_NEVER_EMPTY = models.Q(is_closed=True) | models.Q(next_step_on__isnull=False)


class Sealed(models.Model):
    """What both kinds of file have in common: a data key of its own, a body, and the day of the next step."""

    id = models.CharField(primary_key=True, max_length=32)
    wrapped_key = models.BinaryField(null=True)
    body = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    next_step_on = models.DateField(null=True)
    is_closed = models.BooleanField(default=False)

    class Meta:
        """No table of its own."""

        abstract = True


class CaseFile(Sealed):
    """One family's file: whom they miss, what they know, whom they let write to whom."""

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(condition=_ALIVE_OR_ERASED, name="casework_file_erased_whole"),
            models.CheckConstraint(condition=_NEVER_EMPTY, name="casework_file_has_a_next_step"),
        )


class HelpFile(Sealed):
    """Help for one who came out: a file apart, of another worker, on that person's own consent; nothing links to it."""

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(condition=_ALIVE_OR_ERASED, name="casework_help_erased_whole"),
            models.CheckConstraint(condition=_NEVER_EMPTY, name="casework_help_has_a_next_step"),
        )


class Entry(models.Model):
    """One event, incident, document, contact or consent of a file; which of these it is stands sealed inside.

    `place` counts a file's entries: order is by it and never by the clock, which may go wrong, for of two things that
    somebody said the later one counts.
    """

    id = models.CharField(primary_key=True, max_length=32)
    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    sealed = models.BinaryField()
    event = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["file", "place"], name="casework_one_for_each_place"),)
