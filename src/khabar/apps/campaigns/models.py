"""Tables of campaigns, in the house. No signer stands in any of them: signatures lie on the porch.

`wants` columns say what the porch does not know yet; the count carries it over, and again where it was cut off.
"""

from __future__ import annotations

from django.db import models

ALL = "*"
"""Stands for every place, or every language."""


class Campaign(models.Model):
    """One petition as its editors keep it. `draft` is sealed; `approved` is the plan that is, or will be, published.

    `published_version`: the version that lies on the porch, 0 for none. `digest_on`: when the next digest is due.
    """

    id = models.CharField(primary_key=True, max_length=32)
    slug = models.CharField(max_length=40, unique=True)
    draft = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=32)
    written_at = models.DateTimeField()
    approved = models.JSONField(null=True)
    approved_version = models.PositiveIntegerField(default=0)
    approved_by = models.CharField(max_length=32, blank=True)
    published_version = models.PositiveIntegerField(default=0)
    wants_closing = models.BooleanField(default=False)
    is_closed = models.BooleanField(default=False)
    digest_on = models.DateField(null=True)

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(approved_version=0) | ~models.Q(approved_by=""),
                name="campaigns_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(published_version__lte=models.F("approved_version")),
                name="campaigns_published_was_approved",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_version__lte=models.F("version")), name="campaigns_approved_was_written"
            ),
        )


class Timeline(models.Model):
    """The public timeline of a petition: which letters an editor approved for it, and what it shows of them.

    `approved` are ids of letters with the place of the recipient; `letters` what the porch is to show, made from them.
    """

    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT, primary_key=True, related_name="+")
    approved = models.JSONField(default=list)
    approved_by = models.CharField(max_length=32)
    letters = models.JSONField(default=list)
    as_of = models.DateField()
    wants_bringing = models.BooleanField(default=True)


class News(models.Model):
    """News for signers who asked for it. `draft` is sealed; `approved` is the text that two people want published."""

    id = models.CharField(primary_key=True, max_length=32)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    draft = models.BinaryField()
    written_by = models.CharField(max_length=32)
    written_at = models.DateTimeField()
    approved = models.JSONField(null=True)
    approved_by = models.CharField(max_length=32, blank=True)
    is_published = models.BooleanField(default=False)

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(approved_by="") | ~models.Q(approved_by=models.F("written_by")),
                name="campaigns_news_by_two",
            ),
        )


class PaperSheet(models.Model):
    """One printed sheet: the hash of its code, how many lines it has, and what two people counted on it.

    It counts once the two agree. The sheet itself stays on paper, in a cupboard; no name is typed off it.
    """

    code_hash = models.BinaryField(primary_key=True, max_length=32)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    lines = models.PositiveSmallIntegerField()
    printed_at = models.DateTimeField()
    counted = models.PositiveSmallIntegerField(null=True)
    counted_by = models.CharField(max_length=32, blank=True)
    confirmed = models.PositiveSmallIntegerField(null=True)
    confirmed_by = models.CharField(max_length=32, blank=True)

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(confirmed__isnull=True)
                | (models.Q(confirmed=models.F("counted")) & ~models.Q(confirmed_by=models.F("counted_by"))),
                name="campaigns_sheet_counted_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(counted__isnull=True) | models.Q(counted__lte=models.F("lines")),
                name="campaigns_sheet_has_no_more_lines",
            ),
        )


class Setting(models.TextChoices):
    """Where a setting-aside stands; ASKED waits for the second person, WANTED and BACK for the count."""

    ASKED = "asked"
    WANTED = "wanted"
    DONE = "done"
    BACK = "back"
    RESTORED = "restored"


class Invalidation(models.Model):
    """Signatures set aside together, by when and where they came; `number` is how many it turned out to be.

    A `place` that is empty stands for those who did not say where they are.
    """

    id = models.CharField(primary_key=True, max_length=32)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    place = models.CharField(max_length=40, default=ALL, blank=True)
    language = models.CharField(max_length=8, default=ALL)
    state = models.CharField(max_length=8, choices=Setting, default=Setting.ASKED)
    asked_by = models.CharField(max_length=32)
    agreed_by = models.CharField(max_length=32, blank=True)
    number = models.PositiveIntegerField(null=True)

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=Setting.values), name="campaigns_setting_known"),
            models.CheckConstraint(
                condition=models.Q(state="asked")
                | (~models.Q(agreed_by="") & ~models.Q(agreed_by=models.F("asked_by"))),
                name="campaigns_set_aside_by_two",
            ),
            models.CheckConstraint(condition=models.Q(since__lt=models.F("until")), name="campaigns_window_runs_on"),
        )


class Digest(models.Model):
    """Numbers for the addressees, of one occasion: a week, a threshold, the end. `letter` names what carries it."""

    id = models.CharField(primary_key=True, max_length=32)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="+")
    occasion = models.CharField(max_length=40)
    numbers = models.JSONField()
    made_at = models.DateTimeField()
    letter = models.CharField(max_length=32, blank=True)

    class Meta:
        """Constraints."""

        constraints = (
            models.UniqueConstraint(fields=["campaign", "occasion"], name="campaigns_one_digest_for_an_occasion"),
        )
