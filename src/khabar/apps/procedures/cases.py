"""What lies sealed of a case: its facts as typed, what was filed, what has rung; read by the doors as it is.

Hints are read while running, to shape what is opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from khabar.apps.procedures.models import CaseVersion, Submission, Watch
from khabar.apps.sealed.shapes import plain, shaped
from khabar.domain.errors import Invalid
from khabar.domain.procedures.facts import HowEnded, OtherProcedure
from khabar.domain.procedures.ids import ProcedureId
from khabar.domain.procedures.values import Days
from khabar.vault.errors import Malformed
from khabar.vault.records import Record

VERSIONS = "procedures_caseversion"
SUBMISSIONS = "procedures_submission"
WATCHES = "procedures_watch"

NO_ONE = "Please write who filed it."
NO_WHAT = "Please write in one sentence what it was."
BEFORE = "This lies before the day of filing."
ENDED_HOW = "Please choose how it ended."

Document = Mapping[str, object]
"""The facts of a case in the words of `docs/procedures/case.schema.json`, as they were typed."""


@dataclass(frozen=True)
class Deadline:
    """A day before which to file, by the facts as they were kept."""

    procedure: ProcedureId
    on: date
    code: str


@dataclass(frozen=True)
class Kept:
    """When a section of the facts was kept, by whom, and how many lines the file had then."""

    on: date
    by: str
    entries: int


@dataclass(frozen=True)
class OpenedCase:
    """The facts of a case: which version, as typed, which sections somebody has kept, which days lie ahead."""

    number: int
    document: Document = field(repr=False)
    kept: Mapping[str, Kept]
    deadlines: tuple[Deadline, ...] = ()


NOTHING_KEPT = OpenedCase(0, {}, {})


class What(StrEnum):
    """What can become of a submission."""

    THEY_WROTE = "they_wrote"
    WE_ANSWERED = "we_answered"
    ASKED_NEWS = "asked_news"
    ENDED = "ended"


@dataclass(frozen=True)
class Happening:
    """One thing noted of a submission. Invalid where it says nothing, or an end has no way of ending."""

    what: What
    on: date
    words: str = field(repr=False)
    by: str = ""
    how_ended: HowEnded | None = None

    def __post_init__(self) -> None:
        """Refuse what nobody could read later."""
        if not self.words.strip():
            raise Invalid("words", NO_WHAT)
        if self.what is What.ENDED and self.how_ended is None:
            raise Invalid("how_ended", ENDED_HOW)


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A submission: which procedure, when, by whom, under which number of the body, and what happened since."""

    procedure: ProcedureId
    on: date
    by: str = field(repr=False)
    reference: str = field(default="", repr=False)
    noted_by: str = ""
    happenings: tuple[Happening, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a submission nobody filed."""
        if not self.by.strip():
            raise Invalid("by", NO_ONE)

    def last(self, what: What) -> date | None:
        """Give the day on which this last happened."""
        return max((one.on for one in self.happenings if one.what is what), default=None)

    @property
    def end(self) -> Happening | None:
        """How it ended, where it did."""
        return next((one for one in self.happenings if one.what is What.ENDED), None)

    @property
    def is_answered(self) -> bool | None:
        """Whether we wrote on or after the day of their last letter; None where they have not written."""
        wrote, answered = self.last(What.THEY_WROTE), self.last(What.WE_ANSWERED)
        return None if wrote is None else answered is not None and answered >= wrote

    def as_procedure(self) -> OtherProcedure:
        """Give it as the rules look at it; whether the same rights are claimed is for a lawyer to say."""
        wrote = self.last(What.THEY_WROTE)
        return OtherProcedure(
            procedure=self.procedure,
            reference=self.reference,
            filed=Days.of(self.on),
            pending=self.end is None,
            ended=Days.of(self.end.on) if self.end else None,
            how_ended=self.end.how_ended if self.end else None,
            same_author=True,
            same_facts=True,
            last_letter_to_us=Days.of(wrote) if wrote else None,
            answered_it=self.is_answered,
        )


@dataclass(frozen=True)
class OpenedSubmission:
    """A submission as an advocate sees it."""

    id: str
    file: str
    version: int
    filed: Filed


@dataclass(frozen=True)
class Rung:
    """A clock that has rung: of which submission, or before which procedure; `settled`: somebody saw to it."""

    about: str
    code: str
    on: date
    settled: bool = False


def case_map(opened: OpenedCase) -> dict[str, object]:
    """Give the map that is sealed as a version of the facts."""
    return {"schema": 1, "document": dict(opened.document), "kept": plain(dict(opened.kept)), **_ahead(opened)}


def _ahead(opened: OpenedCase) -> dict[str, object]:
    return {"deadlines": plain(opened.deadlines)}


def opened_case(row: CaseVersion, key: bytes) -> OpenedCase:
    """Open one version of the facts."""
    match Record(VERSIONS, row.id, key).open("sealed", bytes(row.sealed)):
        case {"schema": 1, "document": dict(document), "kept": dict(kept), "deadlines": list(deadlines)}:
            return OpenedCase(
                row.number,
                document,
                {str(name): shaped(Kept, one) for name, one in kept.items()},
                tuple(shaped(Deadline, one) for one in deadlines),
            )
        case _:
            raise Malformed("not the facts of a case")


def filed_map(filed: Filed) -> dict[str, object]:
    """Give the map that is sealed as a submission."""
    return {"schema": 1, "filed": plain(filed)}


def opened_submission(row: Submission, key: bytes) -> OpenedSubmission:
    """Open one submission."""
    inside = Record(SUBMISSIONS, row.id, key).open("sealed", bytes(row.sealed))
    return OpenedSubmission(row.id, row.file, row.version, shaped(Filed, inside["filed"]))


def rung_map(rung: tuple[Rung, ...]) -> dict[str, object]:
    """Give the map that is sealed as what has rung."""
    return {"schema": 1, "rung": plain(rung)}


def opened_rung(row: Watch, key: bytes) -> tuple[Rung, ...]:
    """Open what has rung over a file."""
    inside = Record(WATCHES, row.file, key).open("sealed", bytes(row.sealed))
    match inside:
        case {"rung": list(rung)}:
            return tuple(shaped(Rung, one) for one in rung)
        case _:
            raise Malformed("not what has rung")
