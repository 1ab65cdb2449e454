"""Tables of alarms. A row says that there was one, and when; what it was and who set it off lie sealed in one size."""

from __future__ import annotations

from django.db import models


class Alarm(models.Model):
    """One alarm as it was raised; never changed."""

    id = models.CharField(primary_key=True, max_length=32)
    raised_at = models.DateTimeField(db_index=True)
    sealed = models.BinaryField()


class Seen(models.Model):
    """That a colleague says he has looked at an alarm."""

    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, related_name="+")
    account = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["alarm", "account"], name="alarms_seen_once_each"),)


class Told(models.Model):
    """That a mail about an alarm left for one address, which is kept as a hash; not `is_done`: its fate is unknown."""

    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, related_name="+")
    whom = models.CharField(max_length=32)
    is_done = models.BooleanField()

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["alarm", "whom"], name="alarms_told_once_each"),)


class Tally(models.Model):
    """How much one account has read on one day (UTC), in points; what it read stands in the ledger as before."""

    account = models.CharField(max_length=32)
    day = models.DateField()
    points = models.PositiveIntegerField(default=0)
    was_stopped = models.BooleanField(default=False)

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["account", "day"], name="alarms_tally_once_a_day"),)


class Voice(models.Model):
    """That one colleague lets another one go on reading for a day; why lies sealed. Spent once two of them did so."""

    account = models.CharField(max_length=32)
    day = models.DateField()
    by = models.CharField(max_length=32)
    sealed = models.BinaryField()
    is_spent = models.BooleanField(default=False)

    class Meta:
        """Constraints."""

        constraints = (
            models.UniqueConstraint(fields=["account", "day", "by"], name="alarms_one_voice_each"),
            models.CheckConstraint(condition=~models.Q(account=models.F("by")), name="alarms_nobody_for_himself"),
        )


class Canary(models.Model):
    """One invented person: which page is that one's, and from when an opening rings, sealed in one size."""

    id = models.CharField(primary_key=True, max_length=32)
    sealed = models.BinaryField()


class Access(models.Model):
    """That an account said today why it opens a case; why lies sealed in the ledger, which names both as well."""

    account = models.CharField(max_length=32)
    subject = models.CharField(max_length=32)
    day = models.DateField()

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["account", "subject", "day"], name="alarms_access_once_a_day"),)
