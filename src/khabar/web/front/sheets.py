"""A filed form as a sheet to read: labelled lines in groups, as written, and nothing for what was left empty.

Desks differ in whose forms they may open; how a form reads is the same at each. It must never open anything itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from khabar.domain.answers import Setting, Tells
from khabar.domain.before_asking import SaidOfMe
from khabar.domain.codes import grouped
from khabar.domain.forms import FiledBy, Reads, Way
from khabar.web.components.days import read_in_words

if TYPE_CHECKING:
    from khabar.domain.forms import PersonForm, PresenceForm, RequestForm


@dataclass(frozen=True)
class Line:
    """One line of a sheet: what was asked, what was written; `is_name` keeps a name's own direction."""

    label: str
    text: str
    is_name: bool = False


def called(form: PersonForm) -> str:
    """Give the name by which a list calls this person: the first that was written, or whose child it is."""
    if name := form.name or next(iter(form.other_names), ""):
        return name
    return _("child of %(parent)s") % {"parent": form.father or form.mother or "—"}


def person_lines(form: PersonForm) -> list[Line]:
    """Say who the form is about."""
    return _written(
        Line(_("Name"), form.name, is_name=True),
        *(Line(_("Other name"), name, is_name=True) for name in form.other_names),
        Line(_("Father's name"), form.father, is_name=True),
        Line(_("Grandfather's name"), form.grandfather, is_name=True),
        Line(_("Mother's name"), form.mother, is_name=True),
        Line(_("Sex"), sex_words(form.sex)),
        Line(_("Born"), form.birth),
        *(Line(_("How this date was read"), one) for one in read_in_words(form.birth, form.filed_on)),
        Line(_("Place of birth"), form.birth_place, is_name=True),
        Line(_("Nationality"), form.nationality),
        Line(_("Last place"), form.last_place, is_name=True),
    )


def news_lines(form: RequestForm) -> list[Line]:
    """Say what the family heard last, and which danger it sees."""
    return _written(
        Line(_("Last news"), form.last_news),
        Line(_("When that was"), form.last_news_date),
        *(Line(_("How this date was read"), one) for one in read_in_words(form.last_news_date, form.filed_on)),
        *(Line(_("Was with them, or may know more"), name, is_name=True) for name in form.who_may_know),
        Line(_("Whom asking could harm"), form.risk),
    )


def enquirer_lines(form: RequestForm) -> list[Line]:
    """Say who seeks, what for, and what may be said of her."""
    return _written(
        Line(_("Full name"), form.enquirer_name, is_name=True),
        Line(_("Given name"), form.enquirer_given, is_name=True),
        Line(_("They are the person's …"), form.kinship),
        Line(_("What it is for"), form.purpose_words),
        Line(_("When the person is asked, may be said of them"), said_of_me(form.said_of_me)),
    )


def contact_lines(form: RequestForm) -> list[Line]:
    """Say how the enquirer is spoken with; the answer to her question is shown where a caller's is typed, not here."""
    return _written(
        Line(_("Wants to hear from us"), way(form.way)),
        Line(_("Language"), form.language),
        Line(_("Reads for themselves"), reads(form.reads)),
        Line(_("Telephone"), form.phone),
        Line(_("Can be reached safely"), form.safe_times),
        Line(_("Where a letter reaches them"), form.post_address),
        Line(_("E-mail"), form.email),
        Line(_("Their own question, asked first"), form.callback_question),
        Line(_("Stop word"), form.stop_word),
        Line(_("Number of the sealed slip"), grouped(form.slip_number)),
    )


def heirs_lines(form: RequestForm) -> list[Line]:
    """Say who may go on seeking when the enquirer has died, and who never may."""
    return _written(
        *(Line(_("May go on seeking"), name, is_name=True) for name in form.heirs),
        *(Line(_("Must never take it over"), name, is_name=True) for name in form.must_not_inherit),
    )


def said_lines(form: PresenceForm) -> list[Line]:
    """Say how a presence came here and what it wants told."""
    sources = {
        FiledBy.SELF: _("By the person"),
        FiledBy.OTHER: _("By somebody on the spot: no answer of the person's own"),
        FiledBy.LIST: _("From a list: no answer of the person's own"),
    }
    watched = _("By the person, under the eyes or ears of others: at most “seen alive” is told")
    return _written(
        Line(_("Filed"), watched if form.setting is Setting.OBSERVED else sources[form.filed_by]),
        Line(_("May be told"), tells(form.tells)),
        Line(_("To whom"), form.tell_name, is_name=True),
        Line(_("That is the person's …"), form.tell_kinship),
        Line(_("Where that one may be found"), form.tell_where, is_name=True),
        Line(_("In own words"), form.own_words),
        *(Line(_("Must not know"), name, is_name=True) for name in form.must_not_know),
        Line(_("If I die"), form.if_i_die),
        Line(_("Language"), form.language),
    )


def sex_words(written: str) -> str:
    """Name what was chosen on a page; what a list calls it stays as it was written."""
    return {"f": _("Woman, girl"), "m": _("Man, boy")}.get(written, written)


SAID_IN_ORDER = tuple(SaidOfMe)
"""What the boxes of a request form stand for, in the order in which they are printed."""


def said_of_me(level: SaidOfMe) -> str:
    """Name what may be said of the enquirer."""
    words = {
        SaidOfMe.NOTHING: _("Nothing"),
        SaidOfMe.KINSHIP: _("Only how they are related"),
        SaidOfMe.GIVEN_NAME: _("The given name"),
        SaidOfMe.FULL_NAME: _("The full name"),
    }
    return words[level]


def way(chosen: Way) -> str:
    """Name how the enquirer wants to hear from us; nothing where she looks at her page herself, as most do."""
    words = {
        Way.PAGE: "",
        Way.TELEPHONE: _("By telephone"),
        Way.POST: _("By letter"),
        Way.BRINGER: _("From a person who comes"),
    }
    return words[chosen]


def reads(told: Reads) -> str:
    """Name whether the enquirer reads alone; nothing where it was not said."""
    words = {Reads.NOT_TOLD: "", Reads.ALONE: _("Yes"), Reads.IS_READ_TO: _("No: somebody reads to them")}
    return words[told]


def tells(level: Tells) -> str:
    """Name what a person lets be told."""
    words = {
        Tells.NOTHING: _("Nothing"),
        Tells.ALIVE: _("Only that the person lives"),
        Tells.MESSAGES: _("That the person lives, and messages may pass"),
        Tells.ADDRESS: _("Also where the person can be reached"),
    }
    return words[level]


def _written(*lines: Line) -> list[Line]:
    return [line for line in lines if line.text]
