"""Tampering with the ledger at random: every edit, deletion, swap and cut is found, and whole rewrites by a checkpoint.

`tampered(parts, times, seed)` needs empty databases of a test and gives the figures; `./run check --faults` calls it
with 10,000, the short form with 300. The controls show that it can fail: what verify does not promise to find without a
checkpoint is not found, and a row that was left as it was is no finding.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction

from khabar.apps.ledger.actions import record
from khabar.apps.ledger.checkpoints import checkpoint_now, flaws_against_checkpoint
from khabar.apps.ledger.models import Chain, Entry
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.domain.actors import system
from khabar.vault.chains import genesis

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.domain.checkpoints import Checkpoint
    from khabar.ports import Parts

ENTRIES = 24
WRITER = system("tests")
_BYTES = ("previous", "hash", "commitment")
_TEXTS = ("actor", "act", "subject", "event")


@dataclass
class Figures:
    """How often each kind of tampering was done, and found. `controls`: done, and rightly not found."""

    done: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    controls: dict[str, int] = field(default_factory=dict)
    controls_found: dict[str, int] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether everything was found, and every control was missed."""
        return self.done == self.found and bool(self.controls) and not any(self.controls_found.values())

    def lines(self) -> list[str]:
        """Write the figures for docs/reliability.md."""
        told = [f"{kind}: {self.found.get(kind, 0):,} of {count:,} found" for kind, count in self.done.items()]
        missed = [
            f"control, {kind}: {self.controls_found.get(kind, 0):,} of {count:,} found, as it must be"
            for kind, count in self.controls.items()
        ]
        return [*told, *missed]


def tampered(parts: Parts, times: int, seed: int = 1) -> Figures:
    """Write a chain, tamper with it so many times, each time anew, and count what was found."""
    chance, figures = random.Random(seed), Figures()
    write(parts, ENTRIES)
    before = checkpoint_now(parts.clock.now(), parts=parts)
    kinds: dict[str, Callable[[random.Random], None]] = {
        "edit": edit,
        "deletion": delete,
        "swap": swap,
        "truncation": truncate,
    }
    for kind in chance.choices(list(kinds), k=times):
        figures.done[kind] = figures.done.get(kind, 0) + 1
        with transaction.atomic():
            kinds[kind](chance)
            figures.found[kind] = figures.found.get(kind, 0) + any(flaws_in_chain("house"))
            transaction.set_rollback(True)
    for _ in range(max(1, times // 100)):
        _rewritten(parts, before, chance, figures)
    return figures


def write(parts: Parts, count: int) -> None:
    """Write so many entries into the chain of the house."""
    for number in range(count):
        details = {"number": number}
        record(actor=WRITER, now=parts.clock.now(), parts=parts, act="round finished", subject="x", details=details)


def edit(chance: random.Random) -> None:
    """Change one column of one entry, by one bit or one letter."""
    entry = _some(chance)
    column = chance.choice([*_BYTES, *_TEXTS])
    value: Any = getattr(entry, column)
    if column in _BYTES:
        changed = bytearray(value)
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        value = bytes(changed)
    else:
        value += chance.choice("abc")
    Entry.objects.filter(pk=entry.pk).update(**{column: value})


def delete(chance: random.Random) -> None:
    """Take one entry out; the numbers of the others stay."""
    Entry.objects.filter(pk=_some(chance).pk).delete()


def swap(chance: random.Random) -> None:
    """Let two entries change places."""
    one, other = chance.sample(_rows(), 2)
    Entry.objects.filter(pk=one.pk).update(sequence=0)
    Entry.objects.filter(pk=other.pk).update(sequence=one.sequence)
    Entry.objects.filter(pk=one.pk).update(sequence=other.sequence)


def truncate(chance: random.Random) -> None:
    """Cut the end off; the head stays, or is set back to some earlier entry that is not the last one left."""
    kept = chance.randrange(ENTRIES - 1)
    Entry.objects.filter(sequence__gt=kept).delete()
    if kept and chance.random() < 1 / 2:
        wrong = chance.randrange(kept)
        head = Entry.objects.get(sequence=wrong).hash if wrong else genesis("house")
        Chain.objects.filter(name="house").update(sequence=wrong, head=head)


def _rewritten(parts: Parts, before: Checkpoint, chance: random.Random, figures: Figures) -> None:
    """Forge the whole chain anew, and put back what was there earlier: only a checkpoint finds either."""
    for kind, forge in (("rewritten after a checkpoint", _forge), ("an older database put back", _put_back)):
        figures.done[kind] = figures.done.get(kind, 0) + 1
        figures.controls[f"{kind}, without the checkpoint"] = figures.done[kind]
        with transaction.atomic():
            forge(parts, chance)
            is_seen_alone = any(flaws_in_chain("house"))
            figures.found[kind] = figures.found.get(kind, 0) + any(flaws_against_checkpoint(before))
            transaction.set_rollback(True)
        name = f"{kind}, without the checkpoint"
        figures.controls_found[name] = figures.controls_found.get(name, 0) + is_seen_alone
    figures.controls["left alone"] = figures.controls.get("left alone", 0) + 1
    seen = any(flaws_in_chain("house")) or any(flaws_against_checkpoint(before))
    figures.controls_found["left alone"] = figures.controls_found.get("left alone", 0) + seen


def _forge(parts: Parts, chance: random.Random) -> None:
    Entry.objects.all().delete()
    Chain.objects.all().delete()
    write(parts, ENTRIES + chance.randrange(5))


def _put_back(parts: Parts, chance: random.Random) -> None:
    del parts
    kept = Entry.objects.get(sequence=chance.randrange(1, ENTRIES))
    Entry.objects.filter(sequence__gt=kept.sequence).delete()
    Chain.objects.filter(name="house").update(sequence=kept.sequence, head=kept.hash)


def _some(chance: random.Random) -> Entry:
    return chance.choice(_rows())


def _rows() -> list[Entry]:
    return list(Entry.objects.filter(chain="house").order_by("sequence"))
