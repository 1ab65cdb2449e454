"""Tables of the quarantine: when one began and ended, and who confirmed what."""

from __future__ import annotations

from django.db import models


class Reason(models.TextChoices):
    """RESTORED: set up from a backup. BEHIND: found to be older than its own journal."""

    RESTORED = "restored"
    BEHIND = "behind"


class Quarantine(models.Model):
    """One quarantine; `as_of` is the moment that is remembered, `complete_until` the day that was confirmed."""

    began_at = models.DateTimeField()
    as_of = models.DateTimeField()
    reason = models.CharField(max_length=8, choices=Reason)
    replayed_until = models.DateTimeField(null=True)
    complete_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(condition=models.Q(reason__in=Reason.values), name="quarantine_reason_known"),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(complete_until__isnull=False),
                name="quarantine_ends_with_a_day",
            ),
            models.UniqueConstraint(
                fields=["reason"], condition=models.Q(ended_at=None), name="quarantine_one_for_a_reason"
            ),
        )


class Confirmation(models.Model):
    """One unlocker's word that the journal is complete up to a day; names are invented ones, as in the keyring."""

    quarantine = models.ForeignKey(Quarantine, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=64)
    until = models.DateField()
    said_at = models.DateTimeField()

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["quarantine", "name"], name="quarantine_confirmed_once_each"),)
