"""A mail as the rules see it: its head, its text, and what reports it carries; nothing is opened, run or fetched.

The adapter reads bytes into this and bounds every part of it. Whatever is missing or odd is a value here, never an
error: rules about a stranger's mail must hold for any mail.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from khabar.domain.replies.headers import Mailbox, mailboxes_in
from khabar.text import Said

MOST_FROM_LINES: Final = 5


class Fate(Enum):
    """What a delivery report says became of a letter (RFC 3464, Action), the worst first."""

    FAILED = "failed"
    DELAYED = "delayed"
    ARRIVED = "arrived"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a letter at one address; `status` is the code of RFC 3463 where given."""

    address: str
    fate: Fate
    status: str = ""
    diagnosis: str = ""


@dataclass(frozen=True, slots=True)
class Reports:
    """What the structure of a mail says of itself: delivery reports, a complaint, a receipt for reading.

    `complaint` is the kind of feedback (RFC 5965: abuse, fraud …), `receipt` what a reader's program says (RFC 8098).
    """

    deliveries: tuple[Delivery, ...] = ()
    is_delivery_report: bool = False
    complaint: str = ""
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a report gives back of our letter: its head as far as it was there, and addresses that failed."""

    head: str = ""
    message_ids: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heads:
    """The headers of a mail: names in small letters, values decoded and bounded, in the order of the mail."""

    fields: tuple[tuple[str, str], ...] = ()
    _by_name: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name: dict[str, tuple[str, ...]] = {}
        for name, value in self.fields:
            by_name[name] = (*by_name.get(name, ()), value)
        object.__setattr__(self, "_by_name", by_name)

    def every(self, name: str) -> tuple[str, ...]:
        """Give all values of a header, the topmost first."""
        return self._by_name.get(name, ())

    def first(self, name: str) -> str:
        """Give the topmost value of a header, empty where there is none."""
        return next(iter(self.every(name)), "")

    def has(self, name: str) -> bool:
        """Say whether the header is there, with any value."""
        return name in self._by_name


@dataclass(frozen=True, slots=True)
class Incoming:
    """A mail that came in.

    `text` is what a reader would see first, `beside` the same in HTML where the text alone does not name its letter;
    `notes` what the adapter found odd or left out; `typed` the reference that a colleague typed who brought it in.
    """

    heads: Heads = Heads()
    text: str = ""
    beside: str = ""
    reports: Reports = Reports()
    returned: Returned = Returned()
    notes: tuple[Said, ...] = ()
    typed: str = ""

    @property
    def senders(self) -> tuple[Mailbox, ...]:
        """Everybody named in any From line; of more lines than any honest mail has, in the first ones."""
        return tuple(sender for line in self.heads.every("from")[:MOST_FROM_LINES] for sender in mailboxes_in(line))

    @property
    def subject(self) -> str:
        """The subject as it was written."""
        return self.heads.first("subject")
