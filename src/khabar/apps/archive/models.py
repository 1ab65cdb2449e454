"""The tables of the archive: the shelf with its marked words, documents, their leaves, claims. The house's database.

What a document is and says is sealed under its own key, marked words under the shelf's. In clear stand counts, states
of reading, who added what and when. There is no index of words here: it lives in memory alone.
"""

from __future__ import annotations

from django.db import models

from khabar.apps.archive.states import State


class Shelf(models.Model):
    """The archive as a whole, one row: its key, the words marked as a private person's, and how often they changed."""

    id = models.CharField(primary_key=True, max_length=32)
    only = models.PositiveSmallIntegerField(default=1, unique=True)
    wrapped_key = models.BinaryField()
    marks = models.BinaryField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Constraints."""

        constraints = (models.CheckConstraint(condition=models.Q(only=1), name="archive_one_shelf"),)


class Document(models.Model):
    """One document. `card`: what it is, where from, its hash. `blob`: the file as it came; none once it was refused.

    `origin_key`: a keyed hash of the file's SHA-256. `proposed`: leaves gone through for claims.
    """

    id = models.CharField(primary_key=True, max_length=32)
    wrapped_key = models.BinaryField()
    card = models.BinaryField()
    origin_key = models.BinaryField(max_length=32)
    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in State])
    blob = models.CharField(max_length=32, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    pages_read = models.PositiveIntegerField(default=0)
    pages_of = models.PositiveIntegerField(default=0)
    leaves = models.PositiveIntegerField(default=0)
    proposed = models.PositiveIntegerField(default=0)
    added_by = models.CharField(max_length=32)
    added_at = models.DateTimeField()

    class Meta:
        """Constraints and indexes."""

        constraints = (
            models.UniqueConstraint(
                fields=["origin_key"], condition=~models.Q(state=State.REFUSED.value), name="archive_no_document_twice"
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.REFUSED.value) | ~models.Q(blob=""), name="archive_file_is_kept"
            ),
            models.CheckConstraint(
                condition=models.Q(proposed__lte=models.F("leaves")), name="archive_no_leaf_proposed_that_is_not_there"
            ),
        )
        indexes = (models.Index(fields=["state", "added_at"], name="archive_by_state"),)


class Leaf(models.Model):
    """Some paragraphs of a document, and the words an index may know of them. `is_stale`: those are to be made anew."""

    id = models.CharField(primary_key=True, max_length=32)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    paragraphs = models.BinaryField()
    words = models.BinaryField()
    is_stale = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Constraints."""

        constraints = (models.UniqueConstraint(fields=["document", "number"], name="archive_leaf_has_one_place"),)


class Claim(models.Model):
    """One claim of a document; what was decided lies inside. `is_decided`: a person has looked at it."""

    id = models.CharField(primary_key=True, max_length=32)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    is_decided = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()

    class Meta:
        """Indexes."""

        indexes = (models.Index(fields=["is_decided", "made_at"], name="archive_claims_waiting"),)
