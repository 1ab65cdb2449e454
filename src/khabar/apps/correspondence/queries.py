"""Reading letters: the address book, templates that may be used, one letter with its clock, what lies in the tray."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from khabar.apps.casework.queries import file_for, opened_file
from khabar.apps.correspondence.letters import letter_row, opened_card, opened_letter
from khabar.apps.correspondence.models import Body, Letter, TemplateApproval
from khabar.domain.actors import require_duty
from khabar.domain.casework.people import Part
from khabar.domain.clocks import Course, FreeDays, Rule, clock_on
from khabar.domain.duties import Duty
from khabar.domain.errors import Invalid, Refused
from khabar.domain.letters.composing import complaints
from khabar.domain.letters.drafts import Draft, Named, Role
from khabar.domain.letters.filling import fill, texts_of
from khabar.domain.letters.sheets import LetterSheet
from khabar.domain.letters.templates import Approval, FieldKind, is_approved, shipped_templates
from khabar.domain.replies.threads import Thread

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from khabar.apps.casework.files import OpenedFile
    from khabar.apps.correspondence.letters import BodyCard, BodyClock, LetterBody, OpenedLetter
    from khabar.domain.actors import Actor
    from khabar.domain.clocks import Clock
    from khabar.domain.letters.composing import Complaint
    from khabar.domain.letters.dispatch import Dispatch
    from khabar.domain.letters.filling import Filled, Written
    from khabar.domain.letters.templates import Template
    from khabar.ports import Parts

NO_SUCH_TEMPLATE = "Please choose a letter from the list."
_PART_AS_ROLE = {Part.MISSED: Role.INSIDE}


@dataclass(frozen=True)
class Listed:
    """One body of the address book with its id and the version it was read in."""

    id: str
    version: int
    card: BodyCard


def address_book(*, parts: Parts) -> dict[str, Listed]:
    """Open the whole address book, by id, in the order of names."""
    rows = [Listed(row.id, row.version, opened_card(row, parts=parts)) for row in Body.objects.all()]
    return {one.id: one for one in sorted(rows, key=lambda one: one.card.name.casefold())}


def body_card(body_id: str, *, parts: Parts) -> Listed:
    """Open one body; Refused for an unknown one."""
    row = Body.objects.filter(id=body_id).first()
    if row is None:
        raise Refused("no such body")
    return Listed(row.id, row.version, opened_card(row, parts=parts))


def approvals() -> tuple[Approval, ...]:
    """List who approved which text of which template."""
    return tuple(Approval(row.template, row.digest, row.by, row.on) for row in TemplateApproval.objects.all())


def templates() -> dict[str, Template]:
    """Give every template there is, by name."""
    return {one.name: one for one in shipped_templates()}


def usable_templates() -> dict[str, Template]:
    """Give the templates that a named person has approved as they stand."""
    approved = approvals()
    return {name: one for name, one in templates().items() if is_approved(one, approved)}


def template_named(name: str) -> Template:
    """Give one template; Invalid (field `template`) for a name that is none."""
    found = templates().get(name)
    if found is None:
        raise Invalid("template", NO_SUCH_TEMPLATE)
    return found


def letters_for(actor: Actor, *, parts: Parts, file: str = "") -> list[OpenedLetter]:
    """Open the letters of a file, or those of no file, newest first; Refused for a file that is not the actor's."""
    require_duty(actor, Duty.ADVOCATE)
    if file:
        file_for(file, actor, parts=parts)
    rows = Letter.objects.filter(file=file).order_by("-made_at", "id")
    return [opened_letter(row, parts=parts) for row in rows]


def letter_for(letter_id: str, actor: Actor, *, parts: Parts) -> OpenedLetter:
    """Open one letter; Refused for an unknown one and for one of the actor's own family alike."""
    require_duty(actor, Duty.ADVOCATE)
    row = letter_row(letter_id)
    if row.file:
        file_for(row.file, actor, parts=parts)
    return opened_letter(row, parts=parts)


def letter_now(letter_id: str, *, parts: Parts) -> OpenedLetter:
    """Open one letter for a job of ours."""
    return opened_letter(letter_row(letter_id), parts=parts)


def values_of(body: LetterBody, template: Template, clock: Clock | None) -> dict[str, Filled]:
    """Give what fills the gaps of a template: what was typed, days as days, and the lines of the clock."""
    values: dict[str, Filled] = {}
    for name, one in template.fields.items():
        if one.kind is FieldKind.CLOCK:
            values[name] = clock.steps if clock is not None else ()
        elif one.kind is FieldKind.DATE:
            values[name] = _day(name, body.texts.get(name, ""))
        else:
            values[name] = body.texts.get(name, "")
    return values


def written(body: LetterBody, *, today: date, parts: Parts) -> Written:
    """Give the words of a letter as they would leave today; Invalid for a field that is missing or cannot be used."""
    template = template_named(body.template)
    return fill(template, values_of(body, template, _reminded_clock(body, today, parts=parts)))


def draft_of(letter: OpenedLetter, *, today: date, parts: Parts) -> Draft:
    """Give a letter as the rules look at it: with today's consents and bars of the file it belongs to."""
    body, template = letter.body, template_named(letter.body.template)
    file = opened_file(letter.file, parts=parts) if letter.file else None
    addressees = [body_card(one, parts=parts).card.addressee(one) for one in body.bodies]
    clock = _reminded_clock(body, today, parts=parts)
    return Draft(
        kind=body.kind,
        language=body.language,
        to=addressees[0],
        on=today,
        subject=written(body, today=today, parts=parts).subject_text,
        texts=texts_of(template, values_of(body, template, clock)),
        copies=tuple(addressees[1:]),
        confidential=body.confidential,
        publication=body.publication,
        named=body.named,
        file_people=people_of(file) if file else (),
        not_a_person=body.not_a_person,
        answers=body.answers,
        consents=file.consents if file else (),
        bars=file.body.bars if file else (),
        door=body.door,
        **({"holding": file.body.holding} if file else {}),
    )


def people_of(file: OpenedFile) -> tuple[Named, ...]:
    """Give the people of a file as a letter may name them: the missed one is inside, the others must have agreed."""
    return tuple(
        Named(one.id, one.name, _PART_AS_ROLE.get(one.part, Role.OTHER), one.other_names) for one in file.body.people
    )


def objections(letter: OpenedLetter, *, today: date, parts: Parts) -> tuple[Complaint, ...]:
    """List everything that keeps a letter from leaving today."""
    return complaints(draft_of(letter, today=today, parts=parts))


def course_of(letter: OpenedLetter, *, parts: Parts, today: date) -> Course | None:
    """Give the facts of the main recipient's clock; None where the address book knows of none."""
    rule = body_card(letter.body.to, parts=parts).card.clock
    if rule is None:
        return None
    main = letter.main
    return Course(
        rule=_rule(rule, letter.body.language, _years(main.sent_on, today), parts=parts),
        sent=main.sent_on,
        received=main.received_on,
        acknowledged=letter.body.acknowledged,
        answered=main.answered_on,
        pauses=letter.body.pauses,
        extensions=letter.body.extensions,
    )


def clock_of(letter: OpenedLetter, *, today: date, parts: Parts) -> Clock | None:
    """Read the clock of a letter today, with every line of how it was computed; None where there is none."""
    course = course_of(letter, parts=parts, today=today)
    return None if course is None else clock_on(course, today)


def sheet_of(letter: OpenedLetter, place: int, *, today: date, parts: Parts) -> LetterSheet:
    """Give the sheet for one recipient or copy, as it leaves on paper and as plain text."""
    body = letter.body
    cards = [body_card(one, parts=parts).card for one in body.bodies]
    return LetterSheet(
        written=written(body, today=today, parts=parts),
        sender=parts.options.who_runs_this,
        sender_lines=(parts.options.contact,),
        recipient=lines_of(cards[place]),
        on=today,
        code=body.codes[place],
        signed=body.signed,
        copy_of=cards[0].name if place else "",
        copies=tuple(card.name for card in cards[1:]),
        confidential=body.confidential,
    )


def lines_of(card: BodyCard) -> tuple[str, ...]:
    """Give the address of a body in lines, its name first."""
    return (card.name, *(line.strip() for line in card.postal.splitlines() if line.strip()))


@dataclass(frozen=True)
class Threads:
    """Every letter as threads that an answer may belong to, and which recipient of which letter a code belongs to."""

    known: tuple[Thread, ...]
    places: Mapping[str, tuple[str, int]]


def threads(*, parts: Parts) -> Threads:
    """Give all threads: one for each recipient and copy, because each has a reply code of its own."""
    return _threads(Letter.objects.all(), parts=parts)


def threads_for(actor: Actor, *, parts: Parts) -> Threads:
    """Give the threads of the letters that an advocate may see: none of her own family's."""
    require_duty(actor, Duty.ADVOCATE)
    files = Letter.objects.exclude(file="").values_list("file", flat=True).distinct()
    own = [one for one in files if not _is_open_to(actor, one, parts)]
    return _threads(Letter.objects.exclude(file__in=own), parts=parts)


def _is_open_to(actor: Actor, file: str, parts: Parts) -> bool:
    try:
        file_for(file, actor, parts=parts)
    except Refused:
        return False
    return True


def _threads(rows: Iterable[Letter], *, parts: Parts) -> Threads:
    book, known, places = address_book(parts=parts), [], {}
    for row in rows:
        letter = opened_letter(row, parts=parts)
        subject = written(letter.body, today=letter.made_on, parts=parts).subject_text
        for place, code in enumerate(letter.body.codes):
            places[code] = (letter.id, place)
            known.append(_thread(letter.dispatches[place], code, book, subject))
    return Threads(tuple(known), places)


def _thread(dispatch: Dispatch, code: str, book: Mapping[str, Listed], subject: str) -> Thread:
    email = book[dispatch.body].card.email if dispatch.body in book else ""
    return Thread(
        code=code,
        message_ids=frozenset(note.proof.strip("<>") for note in dispatch.notes if "@" in note.proof),
        domains=frozenset({email.rpartition("@")[2]} - {""}),
        addresses=frozenset({email} - {""}),
        subject=subject,
    )


def _rule(rule: BodyClock, language: str, years: range, *, parts: Parts) -> Rule:
    free = FreeDays(rule.weekend or frozenset())
    if rule.country:
        free = parts.working_days.free_days(rule.country, years, language, weekend=rule.weekend)
    return Rule(rule.amount, rule.unit, rule.start, free, rule.ending, rule.source)


def _years(sent: date | None, today: date) -> range:
    first = min(sent or today, today).year
    return range(first, today.year + 3)


def _reminded_clock(body: LetterBody, today: date, *, parts: Parts) -> Clock | None:
    if not body.reminds:
        return None
    return clock_of(letter_now(body.reminds, parts=parts), today=body.as_of or today, parts=parts)


def _day(name: str, text: str) -> date | str:
    if not text.strip():
        return ""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(name, "Please choose a day.") from None
