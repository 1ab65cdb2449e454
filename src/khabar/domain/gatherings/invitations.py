"""What one person is told of one sitting, by mail and in a calendar: the same entry again when something changes.

A calendar travels to telephones and to companies: it holds the time and one neutral word, never a title, a name, the
way in, or anybody else who is invited. Those stand in the mail, which goes to one person alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from khabar.data.gathering_words import gathering_words
from khabar.domain.errors import Invalid
from khabar.domain.gatherings.sittings import When
from khabar.domain.gatherings.told import clock, invited_in, time_told
from khabar.domain.reader_dates import day_in_plain_text
from khabar.text import without_bidi_controls

BAD_LINK = "Write the link as the other system gives it, beginning with https:// or sip:, without spaces."
BAD_TELEPHONE = "Write the telephone number with digits, such as +49 30 123456."
BAD_CODE = "Write the code with digits, as callers type it."
NO_WAY_IN = "Give a link or a telephone number, so that the admitted can get in."
_LINK = re.compile(r"(?:https://|sips?:)[^\s<>\"'\\\x00-\x20\x7f]{3,1990}")
_TELEPHONE = re.compile(r"\+?(?=(?:\D*\d){3})[\d ()/.\-]{3,40}")
_CODE = re.compile(r"\d[\d ]{0,29}[#*]?")


class Summary(StrEnum):
    """The one word that stands in a calendar: it tells nobody what it is about."""

    MEETING = "meeting"
    CONVERSATION = "conversation"
    APPOINTMENT = "appointment"


class Method(StrEnum):
    """What a calendar is asked to do (RFC 5546): take an entry in, or out. An update is a REQUEST with a new number."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class WayIn:
    """How the admitted get in: a link of any system, a telephone number, the code callers type. Raises Invalid."""

    link: str = field(default="", repr=False)
    telephone: str = field(default="", repr=False)
    code: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """Refuse what nobody could use."""
        if self.link and not _LINK.fullmatch(self.link):
            raise Invalid("link", BAD_LINK)
        if self.telephone and not _TELEPHONE.fullmatch(self.telephone):
            raise Invalid("telephone", BAD_TELEPHONE)
        if self.code and not _CODE.fullmatch(self.code):
            raise Invalid("code", BAD_CODE)
        if self.code and not (self.telephone or self.link):
            raise Invalid("link", NO_WAY_IN)

    @property
    def is_known(self) -> bool:
        """Say whether there is any way in yet."""
        return bool(self.link or self.telephone)


@dataclass(frozen=True)
class House:
    """How the call is held: whether it is streamed, whether its chat is kept. It is never recorded by us."""

    stream_off: bool = True
    chat_not_kept: bool = True


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """One entry in one person's calendar: `uid` and a growing `sequence` let a later mail change or remove it."""

    method: Method
    uid: str
    sequence: int
    stamp: datetime
    when: When
    summary: str
    text: str
    organiser: str = field(repr=False)
    attendee: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one person is told: as what, when, how to get in, under which name, how the call is held, whom to ask."""

    method: Method
    is_first: bool
    summary: Summary
    when: When
    way_in: WayIn = field(repr=False)
    pseudonym: str = field(repr=False)
    house: House
    contact: str = field(repr=False)
    language: str


@dataclass(frozen=True)
class InvitationMail:
    """The words of one mail, and of the calendar entry with it."""

    subject: str
    text: str = field(repr=False)
    summary: str
    note: str


def invitation_mail(told: Told) -> InvitationMail:
    """Write the mail for one person in the person's language."""
    code = invited_in(told.language)
    words, kind = gathering_words(code), _kind(told)
    summary = words[told.summary]
    subject = words[f"{kind}_subject"].format(
        summary=summary,
        day=without_bidi_controls(day_in_plain_text(told.when.begins.date(), code)),
        time=clock(told.when.begins, code),
    )
    paragraphs = [words[kind], "\n".join(time_told(told.when, code).lines)]
    if told.method is Method.REQUEST:
        paragraphs += ["\n".join(_way_in(told, code)), *_how_it_is_held(told, code)]
    if told.contact:
        paragraphs.append(words["contact"].format(contact=told.contact))
    note = words["in_calendar"] if told.method is Method.REQUEST else ""
    return InvitationMail(subject, "\n\n".join(paragraphs) + "\n", summary, note)


def how_it_is_held(house: House, language: str) -> tuple[str, ...]:
    """Say whether it is streamed, whether the chat is kept, and that we record nothing; for mails and pages alike."""
    words = gathering_words(invited_in(language))
    stream = "stream_off" if house.stream_off else "stream_on"
    chat = "chat_not_kept" if house.chat_not_kept else "chat_kept"
    return words[stream], words[chat], words["never_recorded"]


def _kind(told: Told) -> str:
    if told.method is Method.CANCEL:
        return "cancel"
    return "request" if told.is_first else "changed"


def _way_in(told: Told, code: str) -> Iterator[str]:
    words, way = gathering_words(code), told.way_in
    if way.link:
        yield words["link"].format(link=way.link)
    if way.telephone:
        yield words["telephone"].format(
            telephone=f"\N{LEFT-TO-RIGHT ISOLATE}{way.telephone}\N{POP DIRECTIONAL ISOLATE}"
        )
    if way.code:
        yield words["code"].format(code=way.code)
    if not way.is_known:
        yield words["later"]
    yield words["pseudonym"].format(pseudonym=told.pseudonym)


def _how_it_is_held(told: Told, code: str) -> Iterator[str]:
    words = gathering_words(code)
    yield words["hand"]
    yield " ".join(how_it_is_held(told.house, code))
    yield f"{words['alone']} {words['not_in_calendar']}"
