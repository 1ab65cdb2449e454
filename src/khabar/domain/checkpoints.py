"""A checkpoint: where the ledgers stood at one moment, signed, small enough to print and to keep elsewhere.

A chain on one machine can be rewritten whole by whoever holds the machine, and yesterday's database can be put back.
Both are found by whoever kept one of these. Each hash stands there twice: whole, for a program, and in its short form
of forty digits, so that a paper can be read out or typed in.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from khabar.domain.errors import Invalid
from khabar.domain.short_forms import parse_short_form, short_form
from khabar.vault import canonical

TITLE = "Khabar checkpoint 1"
LONGEST = 10_000
_HASH_DIGITS = 64
_KEY = "key"
_SIGNATURE = "signature"
_AT = "at"
_CHAINS = ("house", "porch")
_WRONG = "This is no checkpoint of ours."


@dataclass(frozen=True)
class Noted:
    """Where one chain stood: the number of its last entry, that entry's hash in hexadecimal or "", its short form."""

    sequence: int
    hash: str
    short: str

    @classmethod
    def of(cls, sequence: int, hashed: bytes) -> "Noted":
        """Note a head."""
        return cls(sequence, hashed.hex(), short_form(hashed))

    def is_of(self, hashed: bytes) -> bool:
        """Say whether an entry's hash is the one that was noted; typed from paper, its short form decides."""
        return hashed.hex() == self.hash if self.hash else short_form(hashed) == self.short


@dataclass(frozen=True)
class Checkpoint:
    """Heads of the chains at one moment. `verify_key` and `signature` are empty where it was typed from paper."""

    at: datetime
    heads: dict[str, Noted]
    verify_key: bytes = b""
    signature: bytes = field(default=b"", repr=False)

    def statement(self) -> bytes:
        """Give the bytes that are signed."""
        heads = {chain: [noted.sequence, noted.hash] for chain, noted in self.heads.items()}
        return b"khabar/1/checkpoint\x00" + canonical.encode([self.at.isoformat(), heads])

    def to_text(self) -> str:
        """Write it as a few short lines."""
        lines = [TITLE, f"{_AT} {self.at.isoformat()}"]
        for chain, noted in sorted(self.heads.items()):
            lines += [f"{chain} {noted.sequence} {noted.hash}", f"{chain} short {noted.short}"]
        signed = self.signature.hex()
        half = len(signed) // 2
        lines += [f"{_KEY} {self.verify_key.hex()}", f"{_SIGNATURE} {signed[:half]}", f"{_SIGNATURE} {signed[half:]}"]
        return "\n".join(lines) + "\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Read a checkpoint as it was written, or typed from paper without hashes and signature; Invalid names the line."""
    if len(text) > LONGEST:
        raise Invalid("checkpoint", _WRONG)
    lines = [line.split() for line in text.splitlines() if line.strip()]
    if not lines or " ".join(lines[0]) != TITLE:
        raise Invalid("checkpoint", _WRONG)
    found = _Found()
    for number, words in enumerate(lines[1:], start=2):
        try:
            found.take(words)
        except (ValueError, IndexError):
            raise Invalid("checkpoint", f"Line {number} cannot be read.") from None
    return found.checkpoint()


class _Found:
    """What the lines of a checkpoint have said so far."""

    def __init__(self) -> None:
        self._at: datetime | None = None
        self._sequences: dict[str, tuple[int, str]] = {}
        self._short: dict[str, str] = {}
        self._key = b""
        self._signature = ""

    def take(self, words: list[str]) -> None:
        """Take one line; ValueError or IndexError where it says nothing."""
        name, rest = words[0], words[1:]
        if name == _AT:
            self._at = datetime.fromisoformat(rest[0]).astimezone(UTC)
        elif name == _KEY:
            self._key = bytes.fromhex(rest[0])
        elif name == _SIGNATURE:
            self._signature += rest[0]
        elif name in _CHAINS:
            self._take_chain(name, rest)
        else:
            raise ValueError(name)

    def _take_chain(self, chain: str, rest: list[str]) -> None:
        if rest[0] == "short":
            self._short[chain] = parse_short_form(" ".join(rest[1:]), field="checkpoint")
            return
        hashed = rest[1] if rest[1:] else ""
        if hashed and len(bytes.fromhex(hashed)) * 2 != _HASH_DIGITS:
            raise ValueError(hashed)
        self._sequences[chain] = (int(rest[0]), hashed)

    def checkpoint(self) -> Checkpoint:
        """Give what was found; Invalid where something is missing or says two things."""
        if self._at is None or not self._sequences or set(self._short) - set(self._sequences):
            raise Invalid("checkpoint", _WRONG)
        heads = {chain: self._noted(chain, *said) for chain, said in self._sequences.items()}
        try:
            return Checkpoint(self._at, heads, self._key, bytes.fromhex(self._signature))
        except ValueError:
            raise Invalid("checkpoint", _WRONG) from None

    def _noted(self, chain: str, sequence: int, hashed: str) -> Noted:
        short = self._short.get(chain, "")
        if hashed:
            written = short_form(bytes.fromhex(hashed))
            if short not in ("", written):
                raise Invalid("checkpoint", f"The digits of the {chain} are not those of its hash.")
            return Noted(sequence, hashed, written)
        if not short:
            raise Invalid("checkpoint", f"The digits of the {chain} are missing.")
        return Noted(sequence, "", short)
