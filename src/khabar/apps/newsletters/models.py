"""Tables of the newsletter in the house: issues, and their pieces as sealed drafts, each with its two people.

`edition` is what was made for the porch: public, and empty again once it lies there. `wants` columns say what the porch
does not know yet; it is carried over between rounds, and again where that was cut off.
"""

from __future__ import annotations

from django.db import models


class Issue(models.Model):
    """One issue of the newsletter in one language. Number and day are set when it is published, and stay."""

    id = models.CharField(primary_key=True, max_length=32)
    language = models.CharField(max_length=8)
    made_at = models.DateTimeField()
    number = models.PositiveIntegerField(null=True)
    published_on = models.DateField(null=True)
    published_by = models.CharField(max_length=32, blank=True)
    edition = models.BinaryField()
    edition_version = models.PositiveIntegerField(default=0)
    carried_version = models.PositiveIntegerField(default=0)
    wants_sending = models.BooleanField(default=False)
    is_sent = models.BooleanField(default=False)

    class Meta:
        """Constraints."""

        constraints = (
            models.UniqueConstraint(fields=["language", "number"], name="newsletters_one_issue_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True, published_on__isnull=True, edition_version=0)
                | (models.Q(number__isnull=False, published_on__isnull=False) & ~models.Q(published_by="")),
                name="newsletters_published_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(carried_version__lte=models.F("edition_version")),
                name="newsletters_carried_was_made",
            ),
            models.CheckConstraint(
                condition=models.Q(wants_sending=False, is_sent=False) | models.Q(edition_version__gt=0),
                name="newsletters_sent_was_published",
            ),
        )


class Piece(models.Model):
    """One piece of an issue: the front (`place` 0) or an article. `draft` is sealed to the files key.

    `is_out`: taken out before publication, or taken back after it; nothing of such a piece is kept once it is out
    before publication, and its draft stays sealed where it had been published.
    """

    id = models.CharField(primary_key=True, max_length=32)
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    draft = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    written_by = models.CharField(max_length=32)
    written_at = models.DateTimeField()
    approved_version = models.PositiveIntegerField(default=0)
    approved_by = models.CharField(max_length=32, blank=True)
    is_out = models.BooleanField(default=False)

    class Meta:
        """Constraints."""

        constraints = (
            models.UniqueConstraint(fields=["issue", "place"], name="newsletters_one_piece_for_a_place"),
            models.CheckConstraint(
                condition=models.Q(approved_version=0)
                | (~models.Q(approved_by="") & models.Q(approved_version__lte=models.F("version"))),
                name="newsletters_approved_was_written",
            ),
            models.CheckConstraint(
                condition=~models.Q(approved_version=models.F("version"))
                | ~models.Q(approved_by=models.F("written_by")),
                name="newsletters_approved_by_another",
            ),
            models.CheckConstraint(condition=models.Q(place__gt=0) | models.Q(is_out=False), name="newsletters_front"),
        )
