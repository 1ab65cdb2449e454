"""Tables of the post: pages, promises, notices, messages, releases, readings, letters that say the same to everyone.

And what the blank slots of pages are made of.
"""

from __future__ import annotations

from django.db import models


class Page(models.Model):
    """The house's side of one pigeonhole: where it is, the keys of its slip, and the date its holder hears from us."""

    locator = models.CharField(primary_key=True, max_length=64)
    public = models.BinaryField(max_length=32)
    verify_key = models.BinaryField(max_length=32)
    holder = models.CharField(max_length=32, unique=True)
    next_contact_on = models.DateField(db_index=True)


class Promise(models.Model):
    """The day by which people of ours speak with a family, or write to it: one without a screen.

    Where there is such a row a round moves no date: only a call that reached somebody does, or a letter that is posted.
    """

    holder = models.CharField(primary_key=True, max_length=32)
    next_contact_on = models.DateField(db_index=True)


class StandingLetter(models.Model):
    """One letter that is due: whose date it keeps, the next date it names once printed, and when it was posted."""

    id = models.BigAutoField(primary_key=True)
    holder = models.CharField(max_length=32)
    by = models.DateField()
    says = models.DateField(null=True)
    posted_on = models.DateField(null=True)

    class Meta:
        """Constraints."""

        constraints = (
            models.UniqueConstraint(fields=["holder", "by"], name="post_one_letter_for_a_date"),
            models.CheckConstraint(
                condition=models.Q(posted_on__isnull=True) | models.Q(says__isnull=False),
                name="post_printed_then_posted",
            ),
        )


class Notice(models.Model):
    """What a page says about its holder's own messages; sealed to the page's key."""

    id = models.BigAutoField(primary_key=True)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    made_at = models.DateTimeField()


class Freshness(models.Model):
    """Of what the blank slots of all pages are made until the next round that can open cards: one row, 32 random bytes.

    In such a round whatever lies in a slot is sealed anew and this is drawn anew, so that all slots change together.
    `quarantines`: how many had ended by then. What was drawn before one is used no more.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seed = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()
    quarantines = models.PositiveIntegerField(default=0)

    class Meta:
        """Constraints."""

        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="post_freshness_one_row"),)


class Message(models.Model):
    """One family message. The text is sealed to the letters key; its state stands in the sealed body."""

    id = models.CharField(primary_key=True, max_length=32)
    key = models.BinaryField(max_length=32, unique=True)
    writer = models.CharField(max_length=32, db_index=True)
    letter = models.BinaryField()
    sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()


class Lane(models.TextChoices):
    """What a release is: WORD holds all words and addresses told on a page so far, LETTER one letter."""

    WORD = "word"
    LETTER = "letter"


class Release(models.Model):
    """Something told to one person, under a Permit; sealed to that person's page, or handed over without one.

    `kept` is what a WORD holds, under the recipient's own key, so that the next one says it again beside what is new.
    """

    id = models.BigAutoField(primary_key=True)
    lane = models.CharField(max_length=8, choices=Lane)
    permit = models.ForeignKey("consent.Permit", on_delete=models.PROTECT, related_name="+")
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    kept = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        """Constraints."""

        constraints = (models.CheckConstraint(condition=models.Q(lane__in=Lane.values), name="post_lane_known"),)


class Reading(models.Model):
    """One opening of one letter: by whom, and until when the desk may look at it again without a new reason."""

    id = models.BigAutoField(primary_key=True)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    account = models.CharField(max_length=32)
    until = models.DateTimeField()
