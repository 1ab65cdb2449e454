"""What we hold of one request or presence, as plain text for the person it is about: from where, and since when.

Of an enquirer it says no more than she allowed to be said of her. It must never be shown but to whom two people agreed.
A slip proves who filed, not who is meant: where somebody else wrote a presence, it alone opens no answer of the person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from khabar.apps.consent.queries import history
from khabar.apps.registry.mending import mendings_of
from khabar.apps.registry.queries import is_request, presence_file, request_file
from khabar.domain.answers import Answer, Setting, Withdrawal, said_once
from khabar.domain.before_asking import allowed_of_enquirer
from khabar.domain.errors import Refused
from khabar.domain.ids import PresenceId, RequestId
from khabar.web.front import sheets
from khabar.web.front.list_origin import origin_lines
from khabar.web.front.sheets import Line
from khabar.web.front.wish_words import FIELDS

if TYPE_CHECKING:
    from datetime import date

    from khabar.domain.answers import ConsentEvent
    from khabar.ports import Parts

RULE = "-" * 40


def what_we_hold(holder: str, *, on: date, parts: Parts, by_slip_alone: bool = False) -> str:
    """Write down all that we hold of a request or presence, part by part; Refused where it was erased.

    `by_slip_alone`: nobody but the slip says who is asking.
    """
    if is_request(holder):
        pieces = _of_request(RequestId(holder), parts)
    else:
        pieces = _of_presence(PresenceId(holder), parts, by_slip_alone=by_slip_alone)
    mended = [
        Line(str(FIELDS[one.name]), _("%(value)s (before: %(was)s)") % {"value": one.value, "was": one.was or "—"})
        for one in mendings_of(holder, parts=parts)
    ]
    pieces.append((_("What was put right"), mended))
    head = _("What we hold of you, on %(date)s") % {"date": on.isoformat()}
    end = _("You may ask us to put it right, or to erase it.")
    return "\n".join([head, RULE, *(part for title, lines in pieces for part in _part(title, lines)), end, ""])


def _part(title: str, lines: list[Line]) -> list[str]:
    if not lines:
        return []
    return [title, *(f"  {line.label}: {line.text}" for line in lines), ""]


def _of_request(request_id: RequestId, parts: Parts) -> list[tuple[str, list[Line]]]:
    file = request_file(request_id, parts=parts)
    return [
        (_("Your request"), [_since(file.filed_at.date())]),
        (_("Who is sought"), sheets.person_lines(file.form)),
        (_("What you wrote"), [*sheets.news_lines(file.form), *_things(file.form.two_things)]),
        (_("Who seeks"), sheets.enquirer_lines(file.form)),
        (_("How we reach you"), sheets.contact_lines(file.form)),
        (_("If the enquirer dies"), sheets.heirs_lines(file.form)),
        (_("From a list"), origin_lines(file.from_list, parts=parts)),
    ]


def _of_presence(presence_id: PresenceId, parts: Parts, *, by_slip_alone: bool) -> list[tuple[str, list[Line]]]:
    file = presence_file(presence_id, parts=parts)
    answers = [line for one in said_once(history(presence_id, parts=parts)) for line in _answer(one, parts)]
    if by_slip_alone and not file.form.is_own_word:
        answers = [Line(_("Not written here"), _("Somebody else wrote that you are here. We tell you this ourselves."))]
    return [
        (_("What was said that you are here"), [_since(file.filed_at.date())]),
        (_("Who you are"), sheets.person_lines(file.form)),
        (_("What was said"), [*sheets.said_lines(file.form), *_things(file.form.two_things)]),
        (_("From a list"), origin_lines(file.from_list, parts=parts)),
        (_("What you answered"), answers),
    ]


def _since(day: date) -> Line:
    return Line(_("With us since"), day.isoformat())


def _things(things: tuple[str, ...]) -> list[Line]:
    return [Line(_("Only your people know"), one) for one in things]


def _answer(event: ConsentEvent, parts: Parts) -> list[Line]:
    match event:
        case Answer():
            said = [sheets.tells(event.tells), event.own_words, event.address, *event.must_not_know, event.if_i_die]
            seen = _("under the eyes of others") if event.setting is Setting.OBSERVED else _("alone")
            words = " · ".join([_whom(event.recipient, parts), seen, *(one for one in said if one)])
            return [Line(event.given_on.isoformat(), words)]
        case Withdrawal():
            return [Line(event.given_on.isoformat(), _("You took back what you had allowed."))]
        case _:
            return []


def _whom(recipient: str, parts: Parts) -> str:
    """Name the enquirer as far as she allowed it; the person may not have heard more than that."""
    try:
        form = request_file(RequestId(recipient), parts=parts).form
    except Refused:
        return _("somebody whose request was erased")
    allowed = allowed_of_enquirer(form.said_of_me, form.kinship, form.enquirer_given, form.enquirer_name)
    return " · ".join(one for one in (allowed.kinship, allowed.name) if one) or _("somebody who may not be named")
