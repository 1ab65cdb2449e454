"""The table of copies: one row for each request or presence that came as a PFIF record, and for those that are gone."""

from __future__ import annotations

from django.db import models


class Copy(models.Model):
    """One record as it came, sealed under the key of the case it became; `id` is that case's.

    `fingerprint` is a keyed hash of the record's id, and stays when the case is erased: nobody is brought back by a
    list. `expires_on` is the day (UTC) on which the case goes; in clear, because a locked house erases too.
    """

    id = models.CharField(primary_key=True, max_length=32)
    fingerprint = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()
    expires_on = models.DateField(null=True, db_index=True)
    taken_in_at = models.DateTimeField()
