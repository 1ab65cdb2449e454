"""What the page of procedures shows: each door in words, who will be told, papers, what was filed, which clocks run.

Every sentence of a rule comes from `adapters.procedures`, in the language of the page; nothing here decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from khabar.adapters.procedures.filled import refusals
from khabar.adapters.procedures.saying import (
    due_reason,
    due_text,
    item_text,
    line_text,
    told_text,
    tongue,
)
from khabar.apps.accounts.queries import display_name_of
from khabar.apps.procedures.cases import NOTHING_KEPT
from khabar.apps.procedures.clocks import clocks_of
from khabar.domain.ids import AccountId, is_id
from khabar.domain.procedures import EXAMINED, Answer
from khabar.domain.procedures.form_rules import WITH_FORMS
from khabar.web.advocacy.procedures_forms import WHATS, page_language
from khabar.web.advocacy.procedures_questions import ENDINGS, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from khabar.adapters.procedures import Tongue
    from khabar.apps.procedures.cases import Filed, Happening, OpenedCase, OpenedSubmission
    from khabar.apps.procedures.queries import Procedures
    from khabar.domain.procedures import Line, Result
    from khabar.domain.procedures.dues import Due


@dataclass(frozen=True)
class Why:
    """One reason: the sentence, by what authority, up to which day that is known."""

    text: str
    authority: str
    as_of: date | None


@dataclass(frozen=True)
class Clock:
    """One day: when, what falls on it, how it was computed, whether it has passed."""

    on: date
    what: str
    how: str
    has_passed: bool


@dataclass(frozen=True)
class DoorRow:
    """One procedure in the table."""

    id: str
    name: str
    answer: str
    is_open: bool
    why: list[Why]
    missing: list[str]
    due: list[Clock]
    next: Clock | None
    told: list[str]
    bars: list[Why]
    advocates_may_open: bool
    bars_unasked: bool
    has_form: bool
    no_form: list[str]


@dataclass(frozen=True)
class Noted:
    """One thing noted of a submission."""

    on: date
    what: str
    words: str
    by: str
    how_ended: str


@dataclass(frozen=True)
class FiledRow:
    """One submission: what it is, how it stands, its clocks."""

    id: str
    name: str
    on: date
    by: str
    reference: str
    noted_by: str
    has_ended: str
    happenings: list[Noted]
    clocks: list[Clock]


@dataclass(frozen=True)
class Ringing:
    """A clock that has rung and that nobody has seen to: what to do, since when, for what."""

    what: str
    on: date
    name: str
    submission: str


def words_here() -> Tongue:
    """Give the words of procedures in the language of the page."""
    return tongue(page_language())


def door_rows(results: Iterable[Result], on: date) -> list[DoorRow]:
    """Give each procedure that was examined, in words."""
    return [_row(one, on, words_here()) for one in results if one.procedure in EXAMINED]


def others(results: Iterable[Result]) -> list[str]:
    """Name the procedures nobody has examined yet."""
    words = words_here()
    return [words[f"procedures.{one.procedure}"] for one in results if one.procedure not in EXAMINED]


def _row(result: Result, on: date, words: Tongue) -> DoorRow:
    bars = tuple(dict.fromkeys(result.bars))
    codes = {one.code for one in bars}
    has_form = result.procedure in WITH_FORMS
    asked = () if result.answer is Answer.BARRED else result.missing
    due = [clock_in_words(one, on, words) for one in result.due]
    return DoorRow(
        id=result.procedure.value,
        name=words[f"procedures.{result.procedure}"],
        answer=words[f"answers.{result.answer}"],
        is_open=result.answer is Answer.OPEN,
        why=[_why(one, words) for one in result.reasons if one not in bars],
        missing=list(dict.fromkeys(item_text(one, words) for one in asked)),
        due=due,
        next=next((one for one in due if not one.has_passed), None),
        told=[told_text(one, words) for one in result.told],
        bars=[_why(one, words) for one in bars],
        advocates_may_open="bar-list-open" in codes,
        bars_unasked="bar-list-unasked" in codes,
        has_form=has_form,
        no_form=list(refusals(result, words)) if has_form else [],
    )


def _why(line: Line, words: Tongue) -> Why:
    return Why(line_text(line, words), line.authority.text, line.authority.as_of)


def clock_in_words(due: Due, on: date, words: Tongue) -> Clock:
    """Give one clock in words, with how it was computed."""
    return Clock(due.on, due_text(due, words), due_reason(due, words, on), due.on < on)


def filed_row(one: OpenedSubmission, on: date, *, has_spoken: bool) -> FiledRow:
    """Give one submission in words."""
    words, filed = words_here(), one.filed
    return FiledRow(
        id=one.id,
        name=words[f"procedures.{filed.procedure}"],
        on=filed.on,
        by=filed.by,
        reference=filed.reference,
        noted_by=_colleague(filed.noted_by),
        has_ended=_end(filed),
        happenings=[_noted(happened) for happened in sorted(filed.happenings, key=lambda one: one.on)],
        clocks=[clock_in_words(due, on, words) for due in clocks_of(filed, on, has_spoken=has_spoken)],
    )


def ringing(found: Procedures) -> list[Ringing]:
    """Give the clocks that nobody has seen to, the oldest first; a deadline goes once that procedure was filed."""
    words, filed = words_here(), {one.id: one.filed.procedure for one in found.submissions}
    done = set(filed.values())
    return [
        Ringing(
            what=words[f"due.{one.code}"],
            on=one.on,
            name=words[f"procedures.{filed.get(one.about, one.about)}"],
            submission=one.about if one.about in filed else "",
        )
        for one in sorted(found.waiting, key=lambda one: (one.on, one.about))
        if one.about in filed or one.about not in done
    ]


def _noted(one: Happening) -> Noted:
    how = str(ENDINGS[one.how_ended]) if one.how_ended else ""
    return Noted(one.on, str(WHATS[one.what]), one.words, _colleague(one.by), how)


def _end(filed: Filed) -> str:
    return str(ENDINGS[filed.end.how_ended]) if filed.end and filed.end.how_ended else ""


def _colleague(account: str) -> str:
    return display_name_of(AccountId(account)) if is_id(account) else account


@dataclass(frozen=True)
class VersionRow:
    """One version of the facts: its number, when and by whom it was kept, which section it was."""

    number: int
    on: date
    by: str
    section: str


def version_rows(versions: list[OpenedCase]) -> list[VersionRow]:
    """Give versions in words, newest first: of each the section that was kept with it."""
    rows = []
    for one, before in pairwise([*versions, NOTHING_KEPT]):
        changed = [name for name, kept in one.kept.items() if before.kept.get(name) != kept] or list(one.kept)[-1:]
        kept = one.kept[changed[0]]
        rows.append(VersionRow(one.number, kept.on, _colleague(kept.by), str(SECTIONS[changed[0]].title)))
    return rows
