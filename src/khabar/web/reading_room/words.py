"""Words of the archive's pages for what the rules name by a short word: kinds, marks, reasons, what is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from khabar.domain.archive_files import SENTENCES, FileKind
from khabar.domain.claims.claim import Stance
from khabar.domain.repair.edits import Why
from khabar.domain.repair.found import PieceKind
from khabar.domain.repair.repairing import Mark
from khabar.text import to_persian_digits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from khabar.domain.archive_files import Untaken

FILES = {
    FileKind.PDF: _("PDF"),
    FileKind.DOCX: _("Word file"),
    FileKind.HTML: _("web page"),
    FileKind.TEXT: _("text"),
}
KINDS = {
    PieceKind.PARAGRAPH: _("paragraph"),
    PieceKind.HEADING: _("heading"),
    PieceKind.FOOTNOTE: _("footnote"),
    PieceKind.NOTICE: _("notice where the text goes on"),
    PieceKind.HEADER: _("running head"),
    PieceKind.FOOTER: _("running foot"),
    PieceKind.PAGE_NUMBER: _("page number"),
    PieceKind.TURNED: _("set sideways"),
    PieceKind.PICTURE: _("picture"),
}
MARKS = {
    Mark.UNRELIABLE: _("extracted, unreliable: where nothing is found, that is no evidence"),
    Mark.TURNED: _("stored backwards, turned round"),
    Mark.UNREADABLE: _("some letters say nothing"),
    Mark.SIDEWAYS: _("set sideways on the page"),
    Mark.PICTURE: _("a page without text: a picture, which nobody has read yet"),
    Mark.GUESSED: _("letters guessed from bytes"),
}
WHYS = {
    Why.SOFT: _("the file marks it as a soft hyphen"),
    Why.JOINED_KNOWN: _("the joined word stands elsewhere in this text"),
    Why.JOINED_LISTED: _("the joined word is in the word list"),
    Why.HYPHENATED_KNOWN: _("the hyphenated word stands elsewhere in this text"),
    Why.BOTH_KNOWN: _("both stand elsewhere; this one more often"),
    Why.CAPITAL: _("the second part begins with a capital or a digit"),
    Why.NEITHER: _("neither is known; the hyphen stays"),
}
STANCES = {
    Stance.ASSERTS: _("says so"),
    Stance.DENIES: _("denies it"),
    Stance.QUOTES: _("is quoted word by word"),
}
UNITS = {
    "person": _("people"),
    "family": _("families"),
    "percent": _("percent"),
    "signature": _("signatures"),
    "letter": _("letters"),
    "case": _("cases"),
    "day": _("days"),
    "place": _("places"),
}
POPULATIONS = {
    "detained": _("detained"),
    "missing": _("missing"),
    "dead": _("dead"),
    "injured": _("injured"),
    "refugee": _("refugees"),
    "released": _("released"),
    "child": _("children"),
    "woman": _("women"),
    "signed": _("signed"),
    "answered": _("answered"),
}


def refusal(why: Untaken) -> str:
    """Say why a document was refused."""
    return gettext(SENTENCES[why])


def why_so(why: str) -> str:
    """Say why a reading was chosen; nothing where only a person knows."""
    return str(WHYS[Why(why)]) if why in {one.value for one in Why} else ""


def counted(unit: str, population: Iterable[str]) -> str:
    """Name what is counted: "people: children · detained"."""
    which = " · ".join(str(POPULATIONS.get(one, one)) for one in sorted(population))
    what = str(UNITS.get(unit, unit))
    return gettext("%(what)s: %(which)s") % {"what": what, "which": which} if which else what


def number_said(number: float) -> str:
    """Write a number with thousands apart, in the digits of the reader's language."""
    plain = f"{number:,.0f}" if float(number).is_integer() else f"{number:,.4g}"
    if (get_language() or "en").startswith("fa"):
        marks = {ord(","): "\N{ARABIC THOUSANDS SEPARATOR}", ord("."): "\N{ARABIC DECIMAL SEPARATOR}"}
        return to_persian_digits(plain.translate(marks))
    return plain


def figure_said(least: float | None, most: float | None) -> str:
    """Write a figure as an interval in words."""
    if least is None:
        return gettext("at most %(number)s") % {"number": number_said(most or 0)}
    if most is None:
        return gettext("at least %(number)s") % {"number": number_said(least)}
    if least == most:
        return number_said(least)
    return gettext("%(least)s to %(most)s") % {"least": number_said(least), "most": number_said(most)}
