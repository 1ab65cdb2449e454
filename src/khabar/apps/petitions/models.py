"""Tables of petitions, on the porch. Numbers that are shown are written by the count alone.

A signature's name, address and ticks are sealed to the signatures key, which the porch has not. What stands in clear is
a coarse place, a language, a minute and keyed hashes.
"""

from __future__ import annotations

from django.db import models

from khabar.domain.petitions.states import TAKES_PLACE, SignatureState


class Petition(models.Model):
    """What was published of a petition, and what the count has come to; `plan` is `domain.petitions.plans.Plan`.

    `head` and `batches` are those of the chain. `cells`, `days`: what is shown by place, by language and by day.
    """

    id = models.CharField(primary_key=True, max_length=32)
    slug = models.CharField(max_length=40, unique=True)
    plan = models.JSONField()
    is_open = models.BooleanField(default=True)
    opened_at = models.DateTimeField()
    closed_on = models.DateField(null=True)
    confirmed = models.PositiveIntegerField(default=0)
    on_paper = models.PositiveIntegerField(default=0)
    batches = models.PositiveIntegerField(default=0)
    head = models.BinaryField(max_length=32)
    counted_at = models.DateTimeField()
    cells = models.JSONField(default=dict)
    cells_at = models.DateTimeField(null=True)
    days = models.JSONField(default=list)
    is_anonymised = models.BooleanField(default=False)


class Signature(models.Model):
    """One signature. `mailbox` and `person` are keyed hashes and empty once they serve nothing more.

    `counted`: the chain holds it. `mailed_at`: when the last mail about it was handed over. `journaled`: a line outside
    the house says that it was withdrawn.
    """

    id = models.CharField(primary_key=True, max_length=32)
    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=11, default=SignatureState.PENDING.value)
    counted = models.BooleanField(default=False)
    sealed = models.BinaryField()
    mailbox = models.CharField(max_length=64, blank=True)
    person = models.CharField(max_length=64, blank=True)
    token_hash = models.BinaryField(max_length=32, null=True, unique=True)
    place = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=8)
    signed_at = models.DateTimeField()
    confirmed_on = models.DateField(null=True)
    mailed_at = models.DateTimeField(null=True)
    invalidation = models.CharField(max_length=32, blank=True)
    journaled = models.BooleanField(default=False)

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in SignatureState]), name="petitions_state_known"
            ),
            models.UniqueConstraint(
                fields=["petition", "person"],
                condition=models.Q(state__in=[state.value for state in TAKES_PLACE]),
                name="petitions_one_person_signs_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[state.value for state in TAKES_PLACE]) | ~models.Q(person=""),
                name="petitions_counted_have_a_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["withdrawn", "anonymised"])
                | models.Q(sealed=b"", mailbox="", person=""),
                name="petitions_gone_is_gone",
            ),
        )
        indexes = (
            models.Index(fields=["petition", "state", "counted"], name="petitions_to_count"),
            models.Index(fields=["petition", "mailbox"], name="petitions_mailbox"),
        )


class Timeline(models.Model):
    """What a petition's public timeline shows: bodies, days, answers, as of a day; an editor approved each letter."""

    petition = models.OneToOneField(Petition, on_delete=models.PROTECT, primary_key=True, related_name="+")
    letters = models.JSONField()
    as_of = models.DateField()


class Silenced(models.Model):
    """A mailbox whose owner wants no more mails about a petition. `journaled`: a line outside the house says so."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="+")
    mailbox = models.CharField(max_length=64)
    journaled = models.BooleanField(default=False)

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["petition", "mailbox"], name="petitions_silenced_once"),)


class Announcement(models.Model):
    """News of a petition, approved in the house; `cursor` is the last signature that was looked at for its mails."""

    id = models.CharField(primary_key=True, max_length=32)
    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="+")
    wordings = models.JSONField()
    published_at = models.DateTimeField()
    cursor = models.CharField(max_length=32, blank=True)
    is_spread = models.BooleanField(default=False)


class NewsMail(models.Model):
    """One mail of one announcement to one mailbox: the row is there once, whoever spreads it. `has_left`: it is gone.

    `token` is the hash of what stands in its link, with which its reader ends these mails.
    """

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="+")
    mailbox = models.CharField(max_length=64)
    token = models.CharField(max_length=64, unique=True)
    has_left = models.BooleanField(default=False)

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["announcement", "mailbox"], name="petitions_news_once"),)


class Batch(models.Model):
    """One link of a petition's chain: hashes that came in and that went out, 32 bytes each, in rising order."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    added = models.BinaryField()
    removed = models.BinaryField()

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["petition", "number"], name="petitions_batch_once"),)


class Threshold(models.Model):
    """A threshold that was crossed: the row is there once, whoever counts."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    crossed_at = models.DateTimeField()

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["petition", "number"], name="petitions_threshold_once"),)


class Snapshot(models.Model):
    """A signed snapshot as it is published; `hash` is what the next one names as the one before it."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    batches = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    hash = models.CharField(max_length=64)
    signed = models.TextField()

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["petition", "number"], name="petitions_snapshot_once"),)
