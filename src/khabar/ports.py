"""What the house asks of the outside, as Protocols: time, randomness, keys, mail, paper, an engine that compares.

It exists so that rules and actions never reach for the outside themselves; doors get everything in one `Parts`.
It must never import an adapter, Django, a clock, a network or a database.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from typing import BinaryIO

    from khabar.domain.archive_files import ReadDocument
    from khabar.domain.archive_index import IndexedParagraph
    from khabar.domain.clocks import FreeDays
    from khabar.domain.documents import Document, Look
    from khabar.domain.gatherings.invitations import CalendarEntry
    from khabar.domain.kinds import Kind
    from khabar.domain.lists.tables import Table, Wishes
    from khabar.domain.pfif import Event
    from khabar.domain.publishing.gate import Finding
    from khabar.domain.publishing.issues import Block, Issue
    from khabar.domain.publishing.printed import Printed
    from khabar.domain.scans import ScannedPage
    from khabar.domain.search_queries import Wanted
    from khabar.linkage import Candidate, Person
    from khabar.vault.keys import ClassKey, KeyClass, PublicKeys


class Clock(Protocol):
    """The only source of the present moment."""

    def now(self) -> datetime:
        """Return the present as an aware moment in UTC."""
        ...


class Entropy(Protocol):
    """The only source of randomness that we draw ourselves."""

    def bytes(self, count: int) -> bytes:
        """Return `count` unpredictable bytes."""
        ...


class KeyAgent(Protocol):
    """Hands out class keys while the house is unlocked; ask each time, keep nothing."""

    def key(self, key_class: KeyClass, key_id: str | None = None) -> ClassKey:
        """Return the current key of the class, or the older one named by `key_id`.

        Raises `domain.errors.Locked` while locked, absent, or not ours to have; `vault.UnknownKey` for an
        id that the unlocked keyring does not hold (a destroyed key).
        """
        ...

    def locked(self) -> frozenset[KeyClass]:
        """Return those of our key classes that cannot be had now."""
        ...


@dataclass(frozen=True, slots=True)
class Envelope:
    """One mail as it leaves: plain text, one recipient, a Message-ID fixed by the outbox so a repeat is known.

    `calendar`: an entry for the recipient's calendar, which goes as a second form of the same words (RFC 6047).
    `html`: the same words as a page, which is another second form; `heads`: further headers, each of one line.
    """

    message_id: str
    sender: str
    recipient: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    calendar: CalendarEntry | None = field(default=None, repr=False)
    html: str = field(default="", repr=False)
    heads: tuple[tuple[str, str], ...] = field(default=(), repr=False)


class Mailer(Protocol):
    """Carries one mail out of the house."""

    def send(self, envelope: Envelope) -> None:
        """Hand the mail over; raises `domain.errors.Outside`, which says whether trying again can help."""
        ...


@runtime_checkable
class MailerOfMany(Mailer, Protocol):
    """A mailer that can hand over many mails in a row by one connection."""

    def many(self) -> AbstractContextManager[Mailer]:
        """Open it; each mail has a fate of its own, as with `send`."""
        ...


def line_of(mailer: Mailer) -> AbstractContextManager[Mailer]:
    """Give one line for many mails where the mailer has such a thing, else the mailer itself."""
    return mailer.many() if isinstance(mailer, MailerOfMany) else nullcontext(mailer)


class Printer(Protocol):
    """Makes paper: the same document gives the same bytes."""

    def print(self, document: Document, look: Look) -> bytes:
        """Return a PDF. Raises `domain.errors.Invalid` where no font of ours has a letter, naming the letters."""
        ...


class Reader(Protocol):
    """Looks at photographs and scans as people send them."""

    def read(self, name: str, data: bytes) -> tuple[ScannedPage, ...]:
        """Return every page of one file, written anew without metadata, with the codes on it.

        Raises `domain.errors.Invalid` (field `scan`) for a file that is no picture and no PDF, damaged, encrypted, or
        larger than `domain.scans` allows; the sentence says which.
        """
        ...


class Documents(Protocol):
    """Reads documents as strangers send them: PDF, DOCX, web pages, texts."""

    def read(
        self, data: bytes, progress: Callable[[int, int], None] | None = None, *, within: float | None = None
    ) -> ReadDocument:
        """Return the repaired paragraphs of one file. `progress` is told how many pages of how many were read.

        Raises `domain.errors.Invalid` (field `document`) for a file that is not taken; `within`: seconds it may last.
        """
        ...


class Tables(Protocol):
    """Reads lists of people as strangers send them: CSV of any kind, workbooks, PFIF documents."""

    def open(self, source: BinaryIO, wishes: Wishes = ...) -> Table:
        """Return what a file is and its lines, one after the other; it stays the caller's to close.

        Raises `domain.errors.Invalid` (fields `list`, `encoding`, `separator`) for a file that is not taken; of text,
        faults in the middle are raised when their line is reached.
        """
        ...

    def is_document(self, source: BinaryIO) -> bool:
        """Say whether a file is XML, which is read as PFIF and no table."""
        ...

    def records(self, source: BinaryIO) -> Iterator[Event]:
        """Give a PFIF document record by record. Raises `domain.pfif.DocumentFault` for what cannot be read as one."""
        ...


class Courier(Protocol):
    """Carries a bundle to another installation over the network."""

    def post(self, address: str, bundle: bytes) -> None:
        """Hand it to the porch at this address (https://…/); raises `domain.errors.Outside` where that failed."""
        ...


class Blobs(Protocol):
    """Keeps sealed bytes too large for a row. What is kept is on the disk before `keep` returns."""

    def keep(self, sealed: bytes) -> str:
        """Store under a random name, which is returned."""
        ...

    def fetch(self, name: str) -> bytes:
        """Return what was kept; raises `domain.errors.Broken` where it is gone."""
        ...

    def drop(self, name: str) -> None:
        """Forget it; nothing happens where it is gone already."""
        ...


class SecondPlace(Protocol):
    """What an installation gives out of the house for safe keeping: signed checkpoints, the journal of withdrawals."""

    @property
    def verify_key(self) -> bytes:
        """The public half of the key that signs what leaves."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Sign what leaves; works while the house is locked."""
        ...

    def has_journal(self) -> bool:
        """Say whether there is a second place at all, there now or away."""
        ...

    def has_checkpoint(self, name: str) -> bool:
        """Say whether a checkpoint was kept wherever it can be kept now. Outside where that cannot be read."""
        ...

    def keep_checkpoint(self, name: str, text: str) -> None:
        """Keep a checkpoint; one of that name that is there stays. Raises `domain.errors.Outside` where it cannot."""
        ...

    def newest_checkpoint(self) -> str | None:
        """Give the text of the newest checkpoint; None where there is none yet."""
        ...

    def last_line(self, name: str) -> str | None:
        """Give the last line of a journal; None where it has none. Raises `domain.errors.Outside` when away."""
        ...

    def append(self, name: str, line: str) -> None:
        """Add a line to a journal; on its disk before this returns. Raises `domain.errors.Outside` when away."""
        ...

    def wrote_last(self, line: str) -> bool:
        """Say whether the last line that this house has written, on whichever medium, is this one."""


class FullText(Protocol):
    """An index of the words in documents; engines differ in speed, never in what they find."""

    def put(self, paragraphs: Iterable[IndexedParagraph]) -> None:
        """Add paragraphs; one that is there already must be dropped first."""
        ...

    def drop(self, numbers: Iterable[int]) -> None:
        """Take paragraphs out; nothing happens for those that are not there."""
        ...

    def purge(self) -> None:
        """Clear away what dropped paragraphs have left behind."""
        ...

    def find(self, wanted: Wanted, *, most: int) -> list[int]:
        """Give the numbers of paragraphs that hold all that is wanted, best first; of very many the first ones."""
        ...


class WordIndexes(Protocol):
    """Makes indexes of words that live in the memory of this process and touch no disk."""

    def empty(self) -> FullText:
        """Return an index that holds nothing yet."""
        ...


class WorkingDays(Protocol):
    """Knows on which days nobody works in a country; nothing is fetched."""

    def free_days(
        self, country: str, years: Iterable[int], language: str, *, weekend: frozenset[int] | None = None
    ) -> FreeDays:
        """Return weekend and holidays of a country (ISO 3166, two or three letters) for these years.

        `weekend` (Monday is 0) stands in for the country's own. Raises `domain.errors.Invalid` (field `country`) for a
        country that is not listed.
        """
        ...


class NewsPress(Protocol):
    """Reads articles of the newsletter, and makes all editions of an issue: the same issue gives the same bytes."""

    def read(self, text: str, name: str, language: str) -> tuple[Block, ...]:
        """Read Markdown; raises `domain.errors.Invalid` (field `name:line`) for what has no place in an article."""
        ...

    def unprintable(self, issue: Issue) -> tuple[Finding, ...]:
        """List the letters that no font of ours can draw, each with its place."""
        ...

    def printed(self, issue: Issue, numbers: Sequence[int]) -> Printed:
        """Make every edition; `numbers` are the anchors of the articles, which stay when another one is taken out."""
        ...

    def preview(self, issue: Issue) -> bytes:
        """Print the PDF alone, to be looked at before anybody approves."""
        ...


class LinkageEngine(Protocol):
    """Compares two lists of persons; engines differ in speed and size, never in what a score means."""

    def link(
        self,
        requests: Iterable[Person],
        registrations: Iterable[Person],
        *,
        min_probability: float,
        prior: float,
        progress: Callable[[int], None] | None = None,
    ) -> Iterator[Candidate]:
        """Yield candidates whose probability (at `prior`) reaches `min_probability`."""
        ...


class Terms(Protocol):
    """What an installation has settled for itself, as far as doors and actions need to know it."""

    @property
    def kind(self) -> Kind:
        """What this installation is for."""
        ...

    @property
    def who_runs_this(self) -> str:
        """The body that answers for this installation, as its pages name it."""
        ...

    @property
    def contact(self) -> str:
        """How that body is reached without this system."""
        ...

    @property
    def porch_address(self) -> str:
        """Where families reach their pages: what is printed inside a slip, and where helpers find the form."""
        ...

    @property
    def round_hours(self) -> int:
        """Hours between two rounds."""
        ...

    @property
    def contact_days(self) -> int:
        """Days after which every family hears from us again, even if only the standing text."""
        ...

    @property
    def reading_minutes(self) -> int:
        """Minutes for which an opened letter may be looked at without a new reason."""
        ...

    @property
    def visit_minutes(self) -> int:
        """Minutes a family's visit to its page lasts."""
        ...

    @property
    def filings_per_day(self) -> int:
        """Forms accepted from one network in a day."""
        ...

    @property
    def sign_ins_per_hour(self) -> int:
        """Tries at a code from one network in an hour."""
        ...

    @property
    def signatures_per_minute(self) -> int:
        """Signatures accepted from one network in a minute: families share a telephone, a hall shares a network."""
        ...

    @property
    def signatures_per_day(self) -> int:
        """Signatures accepted from one network in a day."""
        ...

    @property
    def slip_salt(self) -> str:
        """The salt of all slips of this installation, in hexadecimal; public, and never changed."""
        ...

    @property
    def fast_keys(self) -> bool:
        """Whether codes and passphrases cost little to try: in the demo and in tests only."""
        ...

    @property
    def mail_from(self) -> str:
        """The sender address of mails; empty where no mail is sent."""
        ...


@dataclass(frozen=True, slots=True)
class Parts:
    """The outside as one door sees it: wired once in `config`, given to every request and command."""

    clock: Clock
    entropy: Entropy
    keys: KeyAgent
    public: PublicKeys
    mailer: Mailer
    options: Terms
    printer: Printer
    reader: Reader
    blobs: Blobs
    working_days: WorkingDays
    news: NewsPress
    documents: Documents
    word_indexes: WordIndexes
    courier: Courier
    tables: Tables
    second_place: SecondPlace | None = None
