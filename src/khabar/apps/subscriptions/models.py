"""Tables of the newsletter on the porch: published issues in clear, readers sealed, one row for each mail of an issue.

An address lies sealed to the mail key, which the porch has not; the link for leaving lies with it, because it stands in
every mail. What is in clear is a language, a state, days and keyed hashes. Rows of mails go once an issue is settled.
"""

from __future__ import annotations

from django.db import models

from khabar.domain.publishing.readers import HAS_AN_ADDRESS, DeliveryState, ReaderState


class Edition(models.Model):
    """One published issue; `page` holds articles and lines for its page and feed. `is_gone`: all of it was taken back.

    `version` grows whenever something of it is taken out.
    """

    id = models.CharField(primary_key=True, max_length=32)
    language = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    published_on = models.DateField()
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=400)
    page = models.JSONField()
    subject = models.CharField(max_length=420)
    mail_text = models.TextField()
    mail_html = models.TextField()
    short = models.TextField()
    aloud = models.TextField()
    pdf = models.BinaryField()
    wall = models.BinaryField()
    is_gone = models.BooleanField(default=False)

    class Meta:
        """Constraints."""

        constraints = (
            models.UniqueConstraint(fields=["language", "number"], name="subscriptions_one_issue_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(is_gone=False)
                | models.Q(mail_text="", mail_html="", short="", aloud="", pdf=b"", wall=b""),
                name="subscriptions_gone_is_gone",
            ),
        )


class Reader(models.Model):
    """One subscription of one mailbox to the issues in one language. `sealed` holds the address and the leaving link.

    `misses` counts issues in a row that came back for good. `journaled`: a line outside the house says that it ended.
    """

    id = models.CharField(primary_key=True, max_length=32)
    state = models.CharField(max_length=9, default=ReaderState.PENDING.value)
    language = models.CharField(max_length=8)
    sealed = models.BinaryField()
    mailbox = models.CharField(max_length=64, blank=True)
    token_hash = models.BinaryField(max_length=32, unique=True)
    asked_at = models.DateTimeField()
    confirmed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    mailed_at = models.DateTimeField(null=True)
    misses = models.PositiveSmallIntegerField(default=0)
    journaled = models.BooleanField(default=False)

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in ReaderState]), name="subscriptions_state_known"
            ),
            models.UniqueConstraint(
                fields=["mailbox", "language"],
                condition=models.Q(state=ReaderState.CONFIRMED.value),
                name="subscriptions_one_subscription_of_a_mailbox",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in HAS_AN_ADDRESS])
                | models.Q(sealed=b"", mailbox="", ended_on__isnull=False),
                name="subscriptions_ended_keeps_no_address",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ReaderState.CONFIRMED.value)
                | (~models.Q(mailbox="") & models.Q(confirmed_on__isnull=False)),
                name="subscriptions_confirmed_says_when",
            ),
        )
        indexes = (
            models.Index(fields=["language", "state", "id"], name="subscriptions_to_write_to"),
            models.Index(fields=["mailbox"], name="subscriptions_mailbox"),
        )


class Silenced(models.Model):
    """A mailbox whose owner wants no mail that asks to confirm. `journaled`: a line outside the house says so."""

    mailbox = models.CharField(max_length=64, unique=True)
    journaled = models.BooleanField(default=False)


class Mailing(models.Model):
    """The sending of one issue: where it has come to, and its figures as editors see them; only counts, no reader.

    `cursor` is the id of the last reader for whom a mail was put into the outbox.
    """

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, primary_key=True, related_name="+")
    started_at = models.DateTimeField()
    cursor = models.CharField(max_length=32, blank=True)
    finished_at = models.DateTimeField(null=True)
    settled_on = models.DateField(null=True)
    figures = models.JSONField(default=dict)
    left = models.PositiveIntegerField(default=0)


class Delivery(models.Model):
    """One issue for one reader: the row is there once, whoever prepares the mails. `id` is that of the outbox item."""

    id = models.CharField(primary_key=True, max_length=32)
    mailing = models.ForeignKey(Mailing, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, default=DeliveryState.WAITING.value)
    prepared_at = models.DateTimeField()

    class Meta:
        """Constraints."""

        constraints = (
            models.UniqueConstraint(fields=["mailing", "reader"], name="subscriptions_one_mail_of_an_issue"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in DeliveryState]), name="subscriptions_fate_known"
            ),
        )
