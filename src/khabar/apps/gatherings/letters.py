"""Minutes that become a draft of a letter: what was asked is what it asks, what was said is its background.

Somebody is named only where the letter can show that consent: where all who would be named stand in one family's file,
the letter belongs to that file; else nobody is named in it. Like every letter, it waits for people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from khabar.apps.correspondence.actions import draft_letter
from khabar.apps.correspondence.letters import LetterBody
from khabar.apps.correspondence.queries import body_card, usable_templates
from khabar.apps.gatherings.queries import minutes_as_letter
from khabar.domain.actors import require_account
from khabar.domain.casework.consents import Scope, Use
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid
from khabar.domain.letters.drafts import LetterKind

if TYPE_CHECKING:
    from datetime import datetime

    from khabar.apps.gatherings.keeping import OpenedGathering
    from khabar.apps.gatherings.queries import LetterFields
    from khabar.domain.actors import Actor
    from khabar.domain.letters.templates import Template
    from khabar.ports import Parts

NO_TEXT: Final = "Nobody has approved the text of a request for information in this language yet."
_NOBODY: Final = Scope(Use.RECIPIENT, "-")
"""A recipient nobody can have agreed to: the background then names nobody."""


@dataclass(frozen=True)
class Wanted:
    """What an editor adds to minutes: to which body, in which language, about what, how it begins, who signs."""

    to: str
    language: str
    matter: str = field(repr=False)
    salutation: str = field(repr=False)
    signed: tuple[str, ...] = field(repr=False)


def draft_of_minutes(*, actor: Actor, now: datetime, parts: Parts, gathering: OpenedGathering, wanted: Wanted) -> str:
    """Draft a letter of all minutes of a gathering and return its id.

    Invalid (field `text`) where nothing was asked or too much was said, (field `language`) while nobody has approved
    the text in that language; Refused for an unknown body, and for an actor who is no advocate.
    """
    account = require_account(actor, Duty.ADVOCATE)
    body_card(wanted.to, parts=parts)
    template = _template(wanted.language)
    fields, file = _fields(gathering, wanted, actor=actor, now=now, parts=parts)
    body = LetterBody(
        kind=template.kind,
        language=template.language,
        template=template.name,
        author=account,
        signed=wanted.signed,
        to=wanted.to,
        texts={**fields.texts, "matter": wanted.matter, "salutation": wanted.salutation},
        named=fields.named,
        not_a_person=tuple(sorted({one.card.pseudonym for one in gathering.guests} - {""})),
    )
    return draft_letter(actor=actor, now=now, parts=parts, body=body, file=file)


def _template(language: str) -> Template:
    for one in usable_templates().values():
        if one.kind is LetterKind.REQUEST_FOR_INFORMATION and one.language == language:
            return one
    raise Invalid("language", NO_TEXT)


def _fields(
    gathering: OpenedGathering, wanted: Wanted, *, actor: Actor, now: datetime, parts: Parts
) -> tuple[LetterFields, str]:
    """Give what the minutes say, and the file the letter belongs to; empty where nobody is named."""

    def said(scope: Scope) -> LetterFields:
        return minutes_as_letter(gathering, scope, wanted.language, actor=actor, today=now.date(), parts=parts)

    fields = said(Scope(Use.RECIPIENT, wanted.to))
    if not fields.named:
        return fields, ""
    named = {one.person for one in fields.named}
    files = {one.file for one in gathering.guests} - {""}
    without_file = {one.id for one in gathering.guests if not one.file}
    if len(files) == 1 and not named & without_file:
        return fields, files.pop()
    return said(_NOBODY), ""
