"""The table of what families entrusted to intermediaries, sealed.

It may never hold a presence, a pair or an answer: `page` is the family's own sealed page, of one size, replaced by
every bundle whether or not anything in it changed, and nothing that is read in it is written anywhere.
"""

from __future__ import annotations

from django.db import models


class Entrusted(models.Model):
    """One request to one partner. `sealed`, under the file's own key, holds the request and the secret of its page.

    `sent` counts the bundles in which it went; `page_on` is the day of the newest page, empty until it has arrived.
    """

    id = models.CharField(primary_key=True, max_length=32)
    file = models.CharField(max_length=32, db_index=True)
    partner = models.CharField(max_length=32, db_index=True)
    sealed = models.BinaryField()
    locator = models.CharField(max_length=64, unique=True)
    sent = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    page = models.BinaryField(default=b"")
    page_on = models.DateField(null=True)

    class Meta:
        """Constraints: a page and its day come together."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(page=b"", page_on=None) | (~models.Q(page=b"") & models.Q(page_on__isnull=False)),
                name="entrusted_page_has_its_day",
            ),
        )
