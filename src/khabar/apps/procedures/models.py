"""Tables of procedures, sealed under the key of the file they belong to.

In clear stands what a locked house must know: the day on which a clock of ours falls next. No column may tell which
procedure it is, what is claimed, or whether anybody answered.
"""

from __future__ import annotations

from django.db import models


class CaseVersion(models.Model):
    """The facts of a case as somebody kept them; every version stays, and the last one holds."""

    id = models.CharField(primary_key=True, max_length=32)
    file = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["file", "number"], name="procedures_one_of_each_number"),)


class Submission(models.Model):
    """One submission that was filed with a body, and all that was noted of it since."""

    id = models.CharField(primary_key=True, max_length=32)
    file = models.CharField(max_length=32, db_index=True)
    sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    noted_at = models.DateTimeField()


class Watch(models.Model):
    """Our own clocks over one file: the day on which the next one falls, and which of them have rung."""

    file = models.CharField(primary_key=True, max_length=32)
    due_on = models.DateField(null=True)
    looked_on = models.DateField(null=True)
    sealed = models.BinaryField()
