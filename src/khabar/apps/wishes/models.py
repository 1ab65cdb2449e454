"""The table of wishes. No column tells what is wished, about whom, or whether it still stands."""

from __future__ import annotations

from django.db import models


class Wish(models.Model):
    """One wish. `card`: who is meant, for the matcher. `body`: what was said, and what colleagues decided.

    `closes`: for which requests and presences the gate is shut, and to whom; all of them are sealed anew together, so
    that no row tells by its change that something was filed about its person. `version` counts decisions.
    """

    id = models.CharField(primary_key=True, max_length=32)
    fingerprint = models.BinaryField(max_length=32, unique=True)
    wrapped_key = models.BinaryField()
    card = models.BinaryField()
    body = models.BinaryField()
    closes = models.BinaryField()
    desk = models.BinaryField(default=b"")
    version = models.PositiveIntegerField(default=1)
    matched_by = models.CharField(max_length=32, blank=True)
    filed_at = models.DateTimeField()


class Edition(models.Model):
    """One row: which edition of all wishes lies here, so that a process sees at a glance whether it knows them still.

    The mark changes with every change of any wish, and says nothing but that.
    """

    id = models.PositiveSmallIntegerField(primary_key=True)
    mark = models.BinaryField(max_length=32)
