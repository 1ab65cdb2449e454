"""Tables of paper: sheets with what they are for, scans with the name of their sealed picture, openings of letters."""

from __future__ import annotations

from django.db import models


class Sheet(models.Model):
    """One sheet that was issued. Of its code only the hash is kept; kind and what it is about lie sealed.

    Rows of one trip look alike, whatever the sheets are for.
    """

    code_hash = models.CharField(primary_key=True, max_length=64)
    trip = models.CharField(max_length=32, blank=True, db_index=True)
    sealed = models.BinaryField()


class ScanClass(models.TextChoices):
    """To which class the key of a scan is sealed: letters where a half of a message form was seen, else register."""

    REGISTER = "register"
    LETTERS = "letters"


class Scan(models.Model):
    """One picture of one sheet, or of a page without a code. The picture is a blob under this scan's own key.

    `wrapped_key` is that key, sealed to the class: whoever deletes the row has erased the picture. `blob` is empty
    where nothing was to be kept of it, a blank sheet and a watched no alike. `holder` is the request or presence it was
    filed to, so that erasing the case needs no key; empty while it waits. `key` is a hash of file, page and code: the
    same upload twice is one row.
    """

    id = models.CharField(primary_key=True, max_length=32)
    key = models.BinaryField(max_length=32, unique=True)
    code_hash = models.CharField(max_length=64, blank=True, db_index=True)
    key_class = models.CharField(max_length=8, choices=ScanClass)
    wrapped_key = models.BinaryField()
    blob = models.CharField(max_length=32)
    sealed = models.BinaryField()
    is_waiting = models.BooleanField(default=True, db_index=True)
    holder = models.CharField(max_length=32, blank=True, db_index=True)
    taken_in_at = models.DateTimeField()

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(key_class__in=ScanClass.values), name="paper_scan_key_class_known"
            ),
            models.CheckConstraint(
                condition=models.Q(is_waiting=False) | models.Q(holder=""), name="paper_scan_waiting_has_no_holder"
            ),
            models.UniqueConstraint(
                fields=["code_hash"],
                condition=models.Q(holder__gt="") & models.Q(code_hash__gt=""),
                name="paper_scan_sheet_filed_once",
            ),
        )


class ScanReading(models.Model):
    """One opening of one picture of a letter: by whom, and until when it may be looked at without a new reason."""

    id = models.BigAutoField(primary_key=True)
    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="+")
    account = models.CharField(max_length=32)
    until = models.DateTimeField()
