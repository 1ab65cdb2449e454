"""Writing the journal and the daily checkpoint in each round, and doing again what a journal says.

Where the journal goes further than the house remembers, an older database was put back: then the house keeps still.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from khabar.apps.installed import modules
from khabar.apps.journal import lines
from khabar.apps.journal.outcomes import DONE, LOOK, NOBODY
from khabar.apps.journal.queries import journal_name
from khabar.apps.ledger.checkpoints import checkpoint_now
from khabar.apps.ledger.queries import entries_after, flaws_against, has_entry, heads, last_entry_at
from khabar.apps.quarantine.actions import BEHIND, begin, note_replayed
from khabar.domain.errors import Broken, Invalid, Outside
from khabar.vault.errors import Malformed, Tampered, UnknownKey, VaultError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from types import ModuleType

    from khabar.domain.actors import Actor
    from khabar.ports import Parts, SecondPlace

REPLAYING = "replaying"
"""The module in which an app says which of its acts belong into the journal, and how they are done again."""
CHAINS = ("house", "porch")
IN_NO_CHAIN = ""


def look_back(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Begin a quarantine where the journal goes further than the house remembers: before a round tells anything.

    A second place that is away shows nothing. Of a journal that cannot be read the last step of the round tells.
    """
    if parts.second_place is None or not parts.second_place.has_journal():
        return
    with suppress(Outside, Broken):
        previous = parts.second_place.last_line(journal_name())
        if previous is not None:
            _is_behind(_read_last(previous, parts.second_place), actor=actor, now=now, parts=parts)


def witness(*, actor: Actor, now: datetime, parts: Parts) -> None:
    """Write today's checkpoint, where it is not there yet, and one line of the journal.

    A second place that is away is no error: the doctor says how old the journal is, and the next line makes up for it.
    Broken where a journal lies there that cannot be read: the round stays open, and `work` says so every minute.
    """
    if parts.second_place is None:
        return
    with suppress(Outside):
        _keep_checkpoint(parts.second_place, now, parts)
    if parts.second_place.has_journal():
        with suppress(Outside):
            _append(actor, now, parts)


def _keep_checkpoint(place: SecondPlace, now: datetime, parts: Parts) -> None:
    name = f"checkpoint-{now:%Y-%m-%d}.txt"
    if not place.has_checkpoint(name):
        place.keep_checkpoint(name, checkpoint_now(now, parts=parts).to_text())


def _append(actor: Actor, now: datetime, parts: Parts) -> None:
    place, name = lines.require_place(parts), journal_name()
    previous = place.last_line(name)
    known: dict[str, int] = {}
    if previous is not None:
        line = _read_last(previous, place)
        if _is_behind(line, actor=actor, now=now, parts=parts):
            return
        if lines.is_under_current_key(line, parts=parts):  # else everything again, for the old key may be destroyed
            known = {chain: sequence for chain, (sequence, _) in line.heads.items()}
    now_at = heads()
    acts = [act for chain in CHAINS for act in _acts(chain, known.get(chain, 0), now_at, parts)]
    everything = not known or previous is None or not place.wrote_last(previous)
    of_rows = {kept: list(kept.in_rows(everything=everything)) for kept in _with_rows()}
    acts += [[IN_NO_CHAIN, 0, b"", act, body] for found in of_rows.values() for act, body in found]
    place.append(name, lines.written(now=now, heads=now_at, previous=previous, acts=acts, parts=parts))
    for kept, found in of_rows.items():
        kept.written(found)


def _is_behind(line: lines.Line, *, actor: Actor, now: datetime, parts: Parts) -> bool:
    """Say whether a line goes further than this house remembers; then it keeps still from now on."""
    if not any(flaws_against(line.heads)):
        return False
    begin(actor=actor, now=now, parts=parts, as_of=last_entry_at() or now, reason=BEHIND)
    return True


def _read_last(text: str, place: SecondPlace) -> lines.Line:
    """Read the last line; Broken where it is none of this house: nothing is written behind it, and people must look."""
    try:
        return lines.read(text, place.verify_key)
    except VaultError as problem:
        raise Broken(
            "The journal in the second place ends with a line that is not of this house or is damaged. "
            "Put that file aside, and the next round begins a whole one."
        ) from problem


def _with_rows() -> Iterable[ModuleType]:
    """Give the modules of apps whose acts no ledger names, because it would be a list of moments."""
    return (kept for kept in modules(REPLAYING) if hasattr(kept, "in_rows"))


def _acts(chain: str, after: int, until: dict[str, tuple[int, str]], parts: Parts) -> Iterable[list[Any]]:
    """List what was withdrawn or erased: chain, number and hash of its entry, act, and what doing it again needs."""
    by_act = {act: kept for kept in modules(REPLAYING) if hasattr(kept, "told") for act in kept.ACTS}
    last = until.get(chain, (0, ""))[0]
    for entry in entries_after(chain, after, acts=by_act, until=last):
        body = by_act[entry.act].told(entry, parts)
        if body is not None:
            yield [chain, entry.sequence, bytes(entry.hash), entry.act, body]


@dataclass
class Replayed:
    """What came of a journal: acts that are known here already, done again, of nobody we know, and to be looked at.

    `lost`: for each chain how many entries, at most, were written after the last line that this house remembers.
    `unopened`: so many lines are sealed to a key that this keyring does not hold. `until`: of the last that was opened.
    """

    until: datetime | None = None
    known: int = 0
    done: int = 0
    nobody: int = 0
    to_look_at: tuple[str, ...] = ()
    lost: dict[str, int] | None = None
    unopened: int = 0


def replay(*, actor: Actor, now: datetime, parts: Parts, text: str) -> Replayed:
    """Do again what a journal says and this house does not remember; Invalid for a journal that is not whole.

    It goes on past lines whose key was destroyed: the first line under a new key tells everything again.
    Twice is once: what was done again stands in the house's own ledger, and doing it a second time changes nothing.
    """
    found, remembered = Replayed(), dict.fromkeys(CHAINS, 0)
    for line in _read(text, parts):
        try:
            acts = lines.opened(line, parts=parts)
        except UnknownKey:
            found.unopened += 1
        else:
            found.until = line.at
            for act in acts:
                _again(act, found, actor=actor, now=now, parts=parts)
        ours = {one: at for one, at in line.heads.items() if has_entry(one, at[0], bytes.fromhex(at[1]))}
        remembered |= {chain: sequence for chain, (sequence, _) in ours.items()}
        found.lost = {chain: sequence - remembered[chain] for chain, (sequence, _) in line.heads.items()}
    if found.until is None:
        raise Invalid("journal", _no_line(found.unopened))
    note_replayed(actor=actor, now=now, parts=parts, until=found.until, done=found.done)
    return found


def _no_line(unopened: int) -> str:
    if not unopened:
        return "There is no line in it."
    return f"Not one of its {unopened} lines can be opened: their key is not in this keyring."


def _read(text: str, parts: Parts) -> list[lines.Line]:
    """Read every line before anything is done; a last one that was torn by a power cut was never promised."""
    place, found, before = lines.require_place(parts), [], None
    whole = text.split("\n")[:-1]
    for number, line in enumerate(whole, start=1):
        try:
            read = lines.read(line, place.verify_key)
        except Tampered as problem:
            raise Invalid("journal", f"Line {number} was not signed by this house, or was changed.") from problem
        except Malformed as problem:
            raise Invalid("journal", f"Line {number} is damaged.") from problem
        if read.previous != lines.fingerprint(before):
            raise Invalid("journal", f"A line is missing before line {number}.")
        found.append(read)
        before = line
    return found


def _again(act: list[Any], found: Replayed, *, actor: Actor, now: datetime, parts: Parts) -> None:
    chain, sequence, hashed, name, body = act
    if chain != IN_NO_CHAIN and has_entry(chain, sequence, hashed):
        found.known += 1
        return
    for kept in modules(REPLAYING):
        if name in kept.ACTS:
            came = kept.again(name, body, actor=actor, now=now, parts=parts)
            found.done += came == DONE
            found.nobody += came == NOBODY
            if came == LOOK:
                found.to_look_at = (*found.to_look_at, f"{name}: {body.get('id', '')}")
            return
