"""Everything Khabar prints, as plain values: what stands on each form, letter and list, and in which languages.

What goes inside a closed place (offer, asking, message) has no field for an association, a case, a place or a cause;
there must never be one. The words that are the same on every copy belong to the printer; here is only what differs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from khabar.domain.errors import Invalid
from khabar.domain.letters.sheets import LetterSheets
from khabar.domain.petition_paper import PetitionSheets, SignersList


class Paper(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    A5 = "a5"


@dataclass(frozen=True)
class Look:
    """How a document is to look: one language, or two beside each other, the first leading; and the paper.

    A `specimen` carries that word across each page; the codes on it are nobody's.
    """

    languages: tuple[str, ...] = ("en",)
    paper: Paper = Paper.A4
    specimen: bool = False


@dataclass(frozen=True)
class IntakeForms:
    """Blank request forms for families, each with its own code."""

    codes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class StockSlip:
    """One slip of the stock: the outer number that forms carry, and inside, folded and sealed, code and PIN."""

    outer: str
    code: str = field(repr=False)
    pin: str = field(repr=False)


@dataclass(frozen=True)
class SlipStock:
    """Slips to be folded and sealed. `where` says how the page is opened and `contact` whom to ask, as for families."""

    slips: tuple[StockSlip, ...]
    where: str = ""
    contact: str = ""


@dataclass(frozen=True)
class OfferSheets:
    """General offer sheets: blank, the same for everyone, different in nothing but the code."""

    codes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class AskingSheet:
    """One asking sheet: its code, and four ordinary-looking numbers to mark, in the order in which they are printed."""

    code: str = field(repr=False)
    marks: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class AskingSheets:
    """Asking sheets with numbers alone, or with the printed words where paper is not read by others.

    With words, the boxes stand in the order of `domain.answers.Tells`, and the numbers are not printed.
    """

    sheets: tuple[AskingSheet, ...]
    with_words: bool = False


@dataclass(frozen=True)
class MessagePaper:
    """One family message: two halves, message and reply, each with its code. An empty text is to be written by hand."""

    code: str = field(repr=False)
    reply_code: str = field(repr=False)
    from_name: str = field(default="", repr=False)
    to_name: str = field(default="", repr=False)
    kinship: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    on: date | None = None


@dataclass(frozen=True)
class MessageForms:
    """Message forms in two halves."""

    messages: tuple[MessagePaper, ...]


@dataclass(frozen=True)
class StandingLetter:
    """One "nothing we may tell you today" letter: where it is sent, and by when its reader hears from us again."""

    address: tuple[str, ...] = field(repr=False)
    by: date = date.min
    language: str = ""


@dataclass(frozen=True)
class StandingLetters:
    """Letters that say the same to everyone. `sender` and `contact` are those of the installation."""

    letters: tuple[StandingLetter, ...]
    sender: str = ""
    contact: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Call:
    """One line of a calling list: a first name, a number, safe hours; the word that stops the call, if there is one."""

    first_name: str = field(repr=False)
    phone: str = field(repr=False)
    safe_times: str = field(default="", repr=False)
    language: str = ""
    stop_word: str = field(default="", repr=False)
    by: date | None = None


@dataclass(frozen=True)
class CallingList:
    """A helper's calling list for some days, A5: the same lines to say for everybody on it."""

    helper: str
    calls: tuple[Call, ...]
    on: date


@dataclass(frozen=True)
class CoverAsking:
    """What a carrier must know to ask one person by name: whom, and which number on which sheet stands for what.

    `meanings` are the numbers as they are printed, each with the name of a `domain.answers.Tells` in small letters.
    """

    sheet: int
    name: str = field(repr=False)
    known_by: str = field(default="", repr=False)
    may_say: str = field(default="", repr=False)
    meanings: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class CoverMessage:
    """One message that the carrier hands over: which sheet, to whom."""

    sheet: int
    name: str = field(repr=False)
    known_by: str = field(default="", repr=False)


@dataclass(frozen=True)
class Cover:
    """A carrier's cover: kept apart from the stack, never taken inside.

    `sheets` are the codes in the stack's order, the first of them with the number `first`.
    """

    trip: str
    offers: int = 0
    askings: tuple[CoverAsking, ...] = ()
    messages: tuple[CoverMessage, ...] = ()
    sheets: tuple[str, ...] = field(default=(), repr=False)
    until: date | None = None
    first: int = 1


Document = (
    IntakeForms
    | SlipStock
    | OfferSheets
    | AskingSheets
    | MessageForms
    | StandingLetters
    | CallingList
    | Cover
    | LetterSheets
    | PetitionSheets
    | SignersList
)

SIZES: Mapping[type, tuple[Paper, ...]] = MappingProxyType(
    {OfferSheets: (Paper.A4, Paper.A5), AskingSheets: (Paper.A4, Paper.A5), CallingList: (Paper.A5, Paper.A4)}
)
"""The sizes a kind is made in, the usual one first; what is not named here is made in A4 alone."""
ONE_SIZE = "This form is not made in that size of paper. Please choose another one."


def sizes_of(document: Document) -> tuple[Paper, ...]:
    """List the sizes in which this kind of document is made, the usual one first."""
    return SIZES.get(type(document), (Paper.A4,))


def fitted(look: Look, document: Document) -> Look:
    """Give this look on the paper asked for, or on the usual one where this kind is not made in that size."""
    sizes = sizes_of(document)
    return look if look.paper in sizes else replace(look, paper=sizes[0])


def require_size(look: Look, document: Document) -> None:
    """Raise Invalid for `paper` where this kind is not made in that size."""
    if look.paper not in sizes_of(document):
        raise Invalid("paper", ONE_SIZE)
