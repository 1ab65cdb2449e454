"""Tables of the timetable: which round did which steps, and what came in and could not be read.

They exist so that a killed round resumes and nothing is lost. No column may tell what a round found.
"""

from __future__ import annotations

from django.db import models


class Round(models.Model):
    """One round, numbered by its place in the timetable; `steps` are those finished, so a killed round resumes."""

    number = models.BigIntegerField(primary_key=True)
    planned_at = models.DateTimeField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    steps = models.JSONField(default=dict)


class Unreadable(models.Model):
    """A submission that could not be opened or understood, kept as it came: nothing is lost."""

    key = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()
    found_at = models.DateTimeField()
