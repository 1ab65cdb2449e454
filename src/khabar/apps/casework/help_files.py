"""What lies sealed in a file of help; hints are read while running, to shape what is opened.

It hangs on a data key of its own and names no family's file; no query leads from the one kind to the other.
"""

from dataclasses import dataclass, field

from khabar.apps.casework.models import HelpFile
from khabar.apps.sealed.shapes import plain, shaped
from khabar.domain.casework.companions import Done, Need, OwnConsent
from khabar.domain.casework.next_steps import NextStep
from khabar.domain.errors import Refused
from khabar.domain.ids import AccountId
from khabar.ports import Parts
from khabar.vault.cases import unwrap_case_key
from khabar.vault.keys import KeyClass
from khabar.vault.records import Record
from khabar.vault.seals import key_id_in

HELP_FILES = "casework_helpfile"


@dataclass(frozen=True, kw_only=True)
class HelpBody:
    """A file of help. `called` is what the person wishes to be called here; `companion` alone reads it."""

    called: str = field(repr=False)
    consent: OwnConsent
    companion: AccountId
    step: NextStep
    reach: str = field(default="", repr=False)
    needs: tuple[Need, ...] = ()
    done: tuple[Done, ...] = ()
    closed_because: str = field(default="", repr=False)


@dataclass(frozen=True)
class OpenedHelp:
    """A file of help as its companion sees it. `version` goes back with a form, so that nobody overwrites unseen."""

    id: str
    version: int
    body: HelpBody
    is_closed: bool


def help_record(row: HelpFile, *, parts: Parts) -> Record:
    """Open the data key of a file of help; Refused when it was erased, as if it had never been."""
    if row.wrapped_key is None:
        raise Refused("no such file")
    wrapped = bytes(row.wrapped_key)
    key = parts.keys.key(KeyClass.FILES, key_id_in(wrapped))
    return Record(HELP_FILES, row.id, unwrap_case_key(key, bytes.fromhex(row.id), wrapped))


def opened_help(row: HelpFile, *, parts: Parts) -> OpenedHelp:
    """Open a file of help."""
    inside = help_record(row, parts=parts).open("body", bytes(row.body))
    return OpenedHelp(row.id, row.version, shaped(HelpBody, inside["help"]), row.is_closed)


def help_map(body: HelpBody) -> dict[str, object]:
    """Give the map that is sealed as the body of a file of help."""
    return {"schema": 1, "help": plain(body)}
