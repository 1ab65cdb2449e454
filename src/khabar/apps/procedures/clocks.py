"""Clocks on our own side over one file: which days fall, which have rung, and the next one, in clear.

The rules of days are `khabar.domain.procedures.dues`'; here they are asked for what was really filed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from khabar.apps.procedures.cases import (
    NOTHING_KEPT,
    WATCHES,
    Deadline,
    OpenedCase,
    Rung,
    What,
    opened_case,
    opened_rung,
    opened_submission,
    rung_map,
)
from khabar.apps.procedures.from_file import SPOKEN
from khabar.apps.procedures.models import CaseVersion, Submission, Watch
from khabar.domain.procedures.dues import dues
from khabar.domain.procedures.facts import Case, OwnWord
from khabar.domain.procedures.ids import ProcedureId
from khabar.vault.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from khabar.apps.procedures.cases import Filed, OpenedSubmission
    from khabar.domain.procedures.dues import Due
    from khabar.ports import Parts

BEFORE_FILING: Final = ("file-share", "file-end", "door-last")
REPLY: Final = ("reply-share", "reply-end")
GUARD: Final = ("guard-share", "guard-end")
SETTLES: Final = {
    What.THEY_WROTE: REPLY,
    What.WE_ANSWERED: (*GUARD, "tell-the-body"),
    What.ASKED_NEWS: ("any-news",),
    What.ENDED: (*REPLY, *GUARD, "any-news", "tell-the-body"),
}
"""Which clocks that have rung are seen to by what was noted."""


@dataclass(frozen=True)
class OnFile:
    """What clocks of one file are read from."""

    case: OpenedCase
    submissions: tuple[OpenedSubmission, ...]
    has_spoken: bool


def clocks_of(filed: Filed, on: date, *, has_spoken: bool) -> tuple[Due, ...]:
    """Give the clocks of one submission; once the body has written, nobody waits for its first answer."""
    case = Case(own_word=SPOKEN if has_spoken else OwnWord(), other_procedures=(filed.as_procedure(),))
    found = dues(case, filed.procedure, on)
    wrote = filed.last(What.THEY_WROTE) is not None
    return tuple(one for one in found if not (wrote and one.code in REPLY))


def deadlines_of(case: Case, on: date) -> tuple[Deadline, ...]:
    """List the days before which to file, as the facts stand, from a day on."""
    return tuple(
        Deadline(procedure, due.on, due.code)
        for procedure in ProcedureId
        for due in dues(case, procedure, on)
        if due.code in BEFORE_FILING and due.on >= on
    )


def falling(found: OnFile, on: date) -> list[Rung]:
    """Give every clock of a file, each once, by its day; a deadline goes when the person has spoken or it was filed."""
    filed = {one.filed.procedure for one in found.submissions}
    ahead = () if found.has_spoken else found.case.deadlines
    days = [Rung(one.procedure, one.code, one.on) for one in ahead if one.procedure not in filed]
    for one in found.submissions:
        days += [Rung(one.id, due.code, due.on) for due in clocks_of(one.filed, on, has_spoken=found.has_spoken)]
    return sorted(set(days), key=lambda one: (one.on, one.about, one.code))


def ringing(found: OnFile, rung: Iterable[Rung], watched_until: date, on: date) -> list[Rung]:
    """Give what falls by a day and has not rung: for each submission and kind the last one alone.

    `any news?` names its next day alone, so it is read as it stood when somebody last looked.
    """
    known = {(one.about, _once(one)) for one in rung}
    passed = [one for day in {watched_until, on} for one in falling(found, day) if one.on <= on]
    latest = {(one.about, one.code): one for one in sorted(passed, key=lambda one: one.on)}
    return [one for one in latest.values() if (one.about, _once(one)) not in known]


def _once(one: Rung) -> tuple[str, date | None]:
    """Give what makes a clock the same: telling the body falls every day anew and rings once."""
    return (one.code, None if one.code == "tell-the-body" else one.on)


def newest_case(file_id: str, key: bytes) -> OpenedCase:
    """Open the newest version of a file's facts."""
    row = CaseVersion.objects.filter(file=file_id).order_by("-number").first()
    return opened_case(row, key) if row else NOTHING_KEPT


def submissions_of(file_id: str, key: bytes) -> tuple[OpenedSubmission, ...]:
    """Open what was filed for a file, the oldest first."""
    rows = Submission.objects.filter(file=file_id)
    found = (opened_submission(row, key) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.filed.on, one.id)))


def rung_of(file_id: str, key: bytes) -> tuple[Rung, ...]:
    """Open what has rung over a file."""
    row = Watch.objects.filter(file=file_id).first()
    return opened_rung(row, key) if row else ()


def watch(file_id: str, key: bytes, rung: tuple[Rung, ...], on: date, *, parts: Parts, has_spoken: bool) -> None:
    """Keep what has rung and, in clear, the next day on which a clock falls; none where nothing is filed or ahead."""
    found = OnFile(newest_case(file_id, key), submissions_of(file_id, key), has_spoken)
    ahead = [one.on for one in falling(found, on) if one.on > on]
    due_now = bool(ringing(found, rung, on, on))
    sealed = Record(WATCHES, file_id, key).seal("sealed", rung_map(rung), random=parts.entropy.bytes)
    due_on = on if due_now else min(ahead, default=None)
    Watch.objects.update_or_create(file=file_id, defaults={"due_on": due_on, "looked_on": on, "sealed": sealed})


def settled(rung: Iterable[Rung], about: str, what: What) -> Iterator[Rung]:
    """Give what has rung, with those seen to that this settles."""
    for one in rung:
        is_seen_to = one.about == about and one.code in SETTLES[what]
        yield replace(one, settled=True) if is_seen_to else one
