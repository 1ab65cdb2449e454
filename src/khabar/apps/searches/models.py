"""The table of searches: who asked and when; what was asked and found is sealed to the register key.

No column may hold a name, nor say whether anything was found.
"""

from __future__ import annotations

from django.db import models


class Search(models.Model):
    """One search. `answer` is empty until the worker has looked; both blobs have one size each, whatever they say."""

    id = models.CharField(primary_key=True, max_length=32)
    asked_by = models.CharField(max_length=32)
    asked_at = models.DateTimeField()
    question = models.BinaryField()
    answer = models.BinaryField(null=True)

    class Meta:
        """Constraints."""

        constraints = (models.CheckConstraint(condition=~models.Q(asked_by=""), name="searches_have_an_asker"),)
