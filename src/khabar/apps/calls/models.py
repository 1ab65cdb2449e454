"""Tables of the calls: plans, the calls of a plan, and what a family has to do with all of them.

Rows say who calls whom on which day; whether somebody was reached, and all words, lie sealed inside.
"""

from __future__ import annotations

from django.db import models


class Plan(models.Model):
    """One plan as it was made: the hands it was made with, and whom they did not reach in time."""

    id = models.CharField(primary_key=True, max_length=32)
    made_at = models.DateTimeField(db_index=True)
    sealed = models.BinaryField()


class Call(models.Model):
    """One family on one helper's list of one day; its place there, its date and its outcome stand sealed inside."""

    id = models.CharField(primary_key=True, max_length=32)
    helper = models.CharField(max_length=32)
    day = models.DateField()
    request = models.CharField(max_length=32, db_index=True)
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()

    class Meta:
        """Indexes."""

        indexes = (models.Index(fields=["helper", "day"], name="calls_of_a_day"),)


class Standing(models.Model):
    """What holds for all calls with one family: a stop word that was heard, a call missed, wrong answers given."""

    request = models.CharField(primary_key=True, max_length=32)
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()
