"""What is wrong with a list or a row of it, in the reader's language: the words of rules and readers, and PFIF's rules.

Rules and readers say it in one English line, with the line and the figures in it, because the shell reads them too and
lists keep it. Here each such line is known again by its own words. One that nobody knows is shown as it is.
"""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabar.domain.lists.columns import Meaning
from khabar.domain.pfif.looking import TOO_MANY_OUTSIDE, TOO_MANY_PERSONS, TOO_MUCH_OUTSIDE
from khabar.domain.pfif.rules import RULES
from khabar.web.components.days import shown_number
from khabar.web.front.list_words import MEANINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from khabar.domain.pfif import DocumentFault

FAULTS: Mapping[str, _StrPromise] = MappingProxyType(
    {
        "is empty.": _("This is empty."),
        "holds a character that no list should have (NUL).": _("This holds a character that no list should have."),
        "has %(count)s characters; at most %(most)s are read.": _(
            "This has %(count)s characters; at most %(most)s are read."
        ),
        "%(count)s cells, but the header has %(width)s columns.": _(
            "This row has %(count)s cells, but the header has %(width)s columns."
        ),
        "the cells of this row hold more than %(most)s kB together.": _(
            "The cells of this row hold more than %(most)s kB together."
        ),
        "this row is larger than %(most)s MB; its cells are cut short here.": _(
            "This row is larger than %(most)s MB. Its cells are cut short here."
        ),
        "the headers of its columns hold more than %(most)s kB together.": _(
            "The headers of its columns hold more than %(most)s kB together."
        ),
        "the header, or the names of the sheets, are too long to be kept.": _(
            "The header, or the names of the sheets, are too long to be kept."
        ),
        "its cells hold more than %(most)s MB; please cut it in pieces.": _(
            "Its cells hold more than %(most)s MB. Please cut it in pieces."
        ),
        "more stands in it at once than can be kept; please cut it in pieces.": _(
            "More stands in it at once than can be kept. Please cut it in pieces."
        ),
        "its sealed file is gone or damaged; please bring it again.": _(
            "Its sealed file is gone or damaged. Please bring it again."
        ),
        "is none of %(words)s.": _("This is none of %(words)s."),
        "the same id stands in line %(other)s.": _("The same number stands in line %(other)s."),
        "the file is empty.": _("The file is empty."),
        "this is too large; at most %(most)s MB are read.": _("This is too large; at most %(most)s MB are read."),
        "this is neither a text nor a workbook (.xlsx).": _("This is neither a text nor a workbook (.xlsx)."),
        "how its letters are written cannot be told; name it with --encoding, or save the list as UTF-8.": _(
            "How its letters are written cannot be told. Please save the list as UTF-8."
        ),
        "a separator is one character, such as a comma, a semicolon or tab.": _(
            "A separator is one character, such as a comma, a semicolon or a tab."
        ),
        "not readable as CSV: %(why)s.": _("This cannot be read as CSV."),
        "some of it, here or soon after, is not %(encoding)s; say another --encoding.": _(
            "Some of it, here or soon after, is not %(encoding)s. Choose how its letters are written."
        ),
        "there is no encoding %(encoding)s; there are utf-8, utf-16, cp1256, cp1251, cp1252.": _(
            "There is no encoding %(encoding)s."
        ),
        "more than %(rows)s rows or %(columns)s columns.": _(
            "There are more than %(rows)s rows or %(columns)s columns."
        ),
        "more than %(most)s rows.": _("There are more than %(most)s rows."),
        "other workbooks are being read; please try again in a few minutes.": _(
            "Other workbooks are being read. Please try again in a few minutes."
        ),
        "the workbook takes too much time or memory to read.": _("The workbook takes too much time or memory to read."),
        "the workbook is locked, or of an older kind (.xls); save it as .xlsx without a password.": _(
            "The workbook is locked, or of an older kind (.xls). Please save it as .xlsx without a password."
        ),
        "the workbook would unfold to far more than it is; it is not opened.": _(
            "The workbook would unfold to far more than it is. It is not opened."
        ),
        "the workbook is damaged, or is none.": _("The workbook is damaged, or is none."),
        "there is no such sheet.": _("There is no such sheet."),
        "the workbook holds no table.": _("The workbook holds no table."),
        "the list has no column %(column)s.": _("The list has no column %(column)s."),
        "it says nothing about the column %(column)s.": _("It says nothing about the column %(column)s."),
        "The record with its notes is larger than %(most)s kB; it is not taken in.": _(
            "The record with its notes is larger than %(most)s kB. It is not taken in."
        ),
        TOO_MANY_OUTSIDE: _("More than 100,000 notes stand outside their persons. Nothing was taken in."),
        TOO_MUCH_OUTSIDE: _("Notes outside their persons have more than 1,000,000 fields. Nothing was taken in."),
        TOO_MANY_PERSONS: _("There are more than 300,000 persons. Nothing was taken in."),
    }
)
"""What rules and readers say, after what stands here for it."""
RULES_SAID: Mapping[str, _StrPromise] = MappingProxyType(
    {
        "xml": _("The document is well-formed XML."),
        "doctype": _("There is no document type declaration: PFIF needs none, and entities hide in it."),
        "charset": _("It is UTF-8 (or UTF-16 with its mark), and is what it says it is."),
        "control-character": _("It holds no control characters."),
        "too-large": _("It is at most 512 MB, a record 16 MB, a field 1 MB, a tag 64 KB."),
        "too-deep": _("Elements are nested at most eight deep."),
        "namespace": _("The root is pfif, in the namespace of a PFIF version."),
        "version": _("The version is 1.1, 1.2, 1.3 or 1.4."),
        "empty-document": _("There is at least one person or note."),
        "attribute": _("Elements have no attributes."),
        "stray-text": _("Text stands in fields only."),
        "nested-element": _("A field holds text, and no element."),
        "unknown-field": _("Every element is one of this version."),
        "repeated-field": _("A record has each field once."),
        "missing": _("What must be there is there; of a placeholder, id and three dates."),
        "empty": _("A field that is there says something."),
        "order": _("1.1: all fields in order; 1.2: ids first, notes last."),
        "format": _("A value is of its field's kind."),
        "id-domain": _("A record id begins with a domain name in small letters."),
        "invisible-character": _("There are no C1 controls, and no marks that turn text round."),
        "age-order": _("The lower age stands first."),
        "age-undated": _("An age stands with a source_date: it is as of then."),
        "birth-after-source": _("Nobody is born after the record was made."),
        "entry-before-source": _("A copy is not older than what it copies."),
        "future": _("No record was made later than tomorrow."),
        "id-repeated": _("No two persons, and no two notes, have one id."),
        "note-outside": _("In 1.1 a note stands inside its person."),
        "note-without-person": _("A note outside a person names the one it belongs to."),
        "note-of-another": _("A note inside a person belongs to that person."),
        "note-person-absent": _("The person of a note is in the document, if any is."),
        "link-one-way": _("Where A links to B and B is here, B links to A."),
        "link-absent": _("The record that a note links to is here."),
        "link-itself": _("A link joins two records."),
        "same-author-twice": _("One author does not enter one person, or say one thing, twice."),
        "expired-data": _("A day after its expiry a person says nothing any more."),
        "expired-note": _("Nor do the notes of an expired person."),
        "placeholder-dates": _("A placeholder's source_date and entry_date are one."),
        "placeholder-late": _("A placeholder is made within a day of the expiry."),
        "placeholder-early": _("A placeholder is not made before the expiry."),
    }
)
"""What each rule of PFIF asks; a test keeps these words and those of the rules one."""
_FIELD = re.compile(r"([a-z][a-z0-9_]*): (.+)", re.DOTALL)
_LINE = re.compile(r"line ([0-9,]+): (.+)", re.DOTALL)
_FIGURES = re.compile(r"[0-9][0-9,.]*")
_GAP = re.compile(r"%\\\((\w+)\\\)s|%\((\w+)\)s")


def said(sentence: str, column: str = "") -> str:
    """Say what is wrong, with the column or the line where it stands."""
    if found := _LINE.fullmatch(sentence):
        return _joined(_called(column), _in_line(found[1], found[2]))
    if not column and (found := _FIELD.fullmatch(sentence)):
        column, sentence = found[1], found[2]
        return said(sentence, column) if column not in _OF_FILES else said(sentence)
    return _joined(_called(column), _in_words(sentence))


def refused(fault: DocumentFault) -> str:
    """Say why a document is refused unread: the line, and the rule of PFIF that it breaks there."""
    told = _rule_broken(str(fault.line), "", fault.rule)
    return f"{told} {gettext('The document is refused, and nothing of it was kept.')}"


def _in_line(line: str, sentence: str) -> str:
    field, asks = "", sentence
    if found := _FIELD.fullmatch(sentence):
        field, asks = found[1], found[2]
    if rule := _rules().get(asks):
        return _rule_broken(line, field, rule)
    return _joined(gettext("Line %(line)s") % {"line": _shown(line)}, said(sentence))


def _rule_broken(line: str, field: str, rule: str) -> str:
    told = {"line": _shown(line), "field": field, "rule": RULES_SAID[rule]}
    if field:
        return gettext("Line %(line)s (%(field)s) breaks a rule of PFIF: “%(rule)s”") % told
    return gettext("Line %(line)s breaks a rule of PFIF: “%(rule)s”") % told


_OF_FILES = frozenset({"list", "encoding", "separator", "mapping"})
"""Fields of our forms that are no columns."""


def _in_words(sentence: str) -> str:
    for pattern, words in _patterns():
        if found := pattern.fullmatch(sentence):
            return str(words) % {name: _shown(value) for name, value in found.groupdict().items()}
    return gettext(sentence)


def _shown(value: str) -> str:
    """Write figures as the language does, and leave names, such as that of an encoding, as they are."""
    return shown_number(value) if _FIGURES.fullmatch(value) else value


def _called(column: str) -> str:
    known = {one.value for one in Meaning}
    return str(MEANINGS[Meaning(column)]) if column in known else column


def _joined(where: str, what: str) -> str:
    return gettext("%(where)s: %(what)s") % {"where": where, "what": what} if where else what


@cache
def _rules() -> Mapping[str, str]:
    return {rule.asks: rule.id for rule in RULES.values()}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], _StrPromise], ...]:
    return tuple((_pattern(template), words) for template, words in FAULTS.items())


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(_GAP.sub(lambda gap: f"(?P<{gap[1] or gap[2]}>.+)", re.escape(template)), re.DOTALL)
