"""Public test mails, read from a folder and never copied: what kind ours and flufl.bounce alone say each one is.

mail_corpora.tsv says which file of which corpus is what, and whether its authors say so or somebody read it. The first
line that fits a file counts.
"""

import email
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from time import process_time

from flufl.bounce import all_failures

from khabar.adapters.incoming_mail import file_message

TABLE = Path(__file__).with_name("mail_corpora.tsv")
BOUNCE = "bounce"
CONFUSED = ("complaint", "auto-reply")
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True)
class Tried:
    """One mail: its row in the table, what it is, what ours says, whether flufl.bounce found a bounce or broke."""

    path: str
    row: str
    truth: str
    ours: str
    flufl: bool
    flufl_broke: bool
    seconds: float


def tried(folder: Path) -> Iterator[Tried]:
    """Read every labelled mail below this folder."""
    labels = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        named = path.relative_to(folder).as_posix()
        row, _, truth, _ = next((label for label in labels if fnmatchcase(named, label[1])), ("", "", "", ""))
        if row:
            yield _tried(path, named, row, truth)


def _tried(path: Path, named: str, row: str, truth: str) -> Tried:
    raw = path.read_bytes()
    start = process_time()
    ours = file_message(raw).kind.value
    seconds = process_time() - start
    try:
        found = any(all_failures(email.message_from_bytes(raw)))
        broke = False
    except Exception:  # noqa: BLE001 - that it raises is what is counted
        found, broke = False, True
    return Tried(named, row, truth, ours, found, broke, seconds)


@dataclass(frozen=True)
class Row:
    """Counts of one corpus, or of all."""

    name: str
    mails: tuple[Tried, ...]

    def cells(self) -> tuple[object, ...]:
        """Give the cells of its line in the table."""
        bounces = [one for one in self.mails if one.truth == BOUNCE]
        confusable = [one for one in self.mails if one.truth in CONFUSED]
        others = [one for one in self.mails if one.truth == "other"]
        return (
            self.name,
            len(bounces),
            _share(sum(one.ours == BOUNCE for one in bounces), len(bounces)),
            _share(sum(one.flufl for one in bounces), len(bounces)),
            len(confusable),
            sum(one.ours == BOUNCE for one in confusable),
            sum(one.flufl for one in confusable),
            sum(one.ours == one.truth for one in confusable),
            len(others),
            sum(one.ours == BOUNCE for one in others),
            sum(one.flufl for one in others),
            sum(one.flufl_broke for one in self.mails),
        )


HEAD = (
    "corpus",
    "bounces",
    "known: ours",
    "flufl.bounce alone",
    "complaints, automatic replies",
    "taken for a bounce: ours",
    "flufl",
    "named right: ours",
    "other mails",
    "taken for a bounce: ours",
    "flufl",
    "flufl raised",
)


def _share(part: int, whole: int) -> str:
    return f"{part} ({part / whole:.1%})" if whole else "–"


def rows(mails: tuple[Tried, ...]) -> list[Row]:
    """Count by corpus, and over all without the copies that differ in line ends alone."""
    names = dict.fromkeys(one.row for one in mails)
    found = [Row(name, tuple(one for one in mails if one.row == name)) for name in names]
    return [*found, Row("all but the copies", tuple(one for one in mails if "line ends" not in one.row))]


def missed(mails: tuple[Tried, ...]) -> list[str]:
    """List the bounces that ours does not know."""
    return [f"{one.path} ({one.ours})" for one in mails if one.truth == BOUNCE and one.ours != BOUNCE]
