"""Turns a document into what the templates take: words, drawings of codes, digits, days as each language writes them.

Only what is printed goes in; there is no field a template does not show. Nothing here knows how a page looks.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, assert_never

from khabar.adapters.pdf import correspondence, lists, petitions
from khabar.adapters.pdf.days import written_day
from khabar.adapters.pdf.symbols import symbol
from khabar.adapters.pdf.values import paragraphs, value
from khabar.adapters.pdf.words import words_of
from khabar.domain.codes import grouped
from khabar.domain.documents import (
    AskingSheet,
    AskingSheets,
    CallingList,
    Cover,
    Document,
    IntakeForms,
    Look,
    MessageForms,
    MessagePaper,
    OfferSheets,
    SlipStock,
    StandingLetter,
    StandingLetters,
    StockSlip,
    require_size,
)
from khabar.domain.letters.sheets import LetterSheets
from khabar.domain.petition_paper import PetitionSheets, SignersList
from khabar.domain.sheets import GEOMETRY

if TYPE_CHECKING:
    from khabar.adapters.pdf.words import Words

Layout = dict[str, object]
Spoken = tuple["Words", ...]


def laid_out(document: Document, look: Look) -> Layout:
    """Give the whole layout; Invalid for a language there are no words for, or a size this form is not made in."""
    require_size(look, document)
    words = words_of(look.languages)
    kind, body = _body(document, words)
    return {
        "kind": kind,
        "paper": look.paper.value,
        "specimen": look.specimen,
        "geometry": asdict(GEOMETRY),
        "languages": [
            {"language": one.language, "direction": one.direction, "said": dict(one.said)} for one in _said(body, words)
        ],
        "body": body,
    }


def _said(body: Layout, words: Spoken) -> Spoken:
    """Add the languages of single letters to those of the whole document."""
    extra = body.pop("more_languages", ())
    wanted = extra if isinstance(extra, tuple) else ()
    return (*words, *(words_of((language,))[0] for language in wanted))


def _body(document: Document, words: Spoken) -> tuple[str, Layout]:  # noqa: C901, PLR0911 - one line for each kind
    match document:
        case IntakeForms():
            return "intake", {"sheets": [sheet(code, words) for code in document.codes]}
        case SlipStock():
            return "slip", _slips(document, words)
        case OfferSheets():
            return "offer", {"sheets": [sheet(code, words) for code in document.codes]}
        case AskingSheets():
            return "asking", _askings(document, words)
        case MessageForms():
            return "message", {"messages": [_message(one, words) for one in document.messages]}
        case StandingLetters():
            return "letter", _letters(document, words)
        case CallingList():
            return "calls", lists.calls(document, words)
        case Cover():
            return "cover", lists.cover(document, words)
        case LetterSheets():
            return "official", correspondence.letters(document)
        case PetitionSheets():
            return "petition", petitions.sheets(document, words, [sheet(code, words) for code in document.codes])
        case SignersList():
            return "signers", petitions.signers(document, words)
        case _:  # pragma: no cover - the type checker proves that no kind is left
            assert_never(document)


def sheet(code: str, words: Spoken) -> Layout:
    """Give a code as a drawing and as digits, in the digits of each language, each kind of digits once."""
    digits = dict.fromkeys(one.in_digits(grouped(code)) for one in words)
    return {"symbol": symbol(code), "digits": list(digits)}


def _spoken_digits(digits: str, words: Spoken) -> list[str]:
    return list(dict.fromkeys(one.in_digits(grouped(digits)) for one in words))


def _slips(stock: SlipStock, words: Spoken) -> Layout:
    return {
        "where": value(stock.where),
        "contact": value(stock.contact),
        "slips": [_slip(one, words) for one in stock.slips],
    }


def _slip(slip: StockSlip, words: Spoken) -> Layout:
    return {name: _spoken_digits(getattr(slip, name), words) for name in ("outer", "code", "pin")}


def _askings(document: AskingSheets, words: Spoken) -> Layout:
    return {"with_words": document.with_words, "sheets": [_asking(one, words) for one in document.sheets]}


def _asking(asking: AskingSheet, words: Spoken) -> Layout:
    marks = [list(dict.fromkeys(one.in_digits(mark) for one in words)) for mark in asking.marks]
    return sheet(asking.code, words) | {"marks": marks}


def _message(message: MessagePaper, words: Spoken) -> Layout:
    return {
        "message": sheet(message.code, words),
        "reply": sheet(message.reply_code, words),
        "from": value(message.from_name),
        "to": value(message.to_name),
        "kinship": value(message.kinship),
        "text": paragraphs(message.text),
        "on": [written_day(message.on, one) for one in words] if message.on else [],
    }


def _letters(document: StandingLetters, words: Spoken) -> Layout:
    languages = {letter.language for letter in document.letters if letter.language}
    return {
        "more_languages": tuple(sorted(languages - {one.language for one in words})),
        "sender": value(document.sender),
        "contact": value(document.contact),
        "letters": [_letter(one, document, words) for one in document.letters],
    }


def _letter(letter: StandingLetter, document: StandingLetters, words: Spoken) -> Layout:
    own = words_of((letter.language,)) if letter.language else words
    return {
        "address": [value(line) for line in letter.address],
        "languages": [one.language for one in own],
        "text": [one["letter.text"].format(date=written_day(letter.by, one)) for one in own],
        "on": [written_day(document.on, one) for one in own] if document.on else [],
    }
