"""The guarantor on a machine of its own: a folder with its key, its commands, and files that go to and fro.

Its clock is the house's, which stories move by hand. It has no installation, and this module must give it none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from click.testing import CliRunner

from khabar.adapters.clock import OffsetClock
from khabar.adapters.entropy import SystemEntropy
from khabar.cli import guarantor_folder, guarantor_own
from khabar.config.main import Bare
from khabar.domain.guaranteeing.cards import Card, Role
from khabar.vault.guarantor_keys import new_guarantor_key, wrapped_key
from khabar.vault.passphrases import Cost

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    import click

    from journeys.installation import Installation

OAK = "Oak Street Relief (invented)"
PHRASE = "nine grey herons at dusk"


@dataclass
class Outside:
    """Somebody outside whose card the house's settings name; `place` is its desk, with all files that ever came."""

    place: Path
    card: Card
    files: int = 0

    @classmethod
    def with_new_key(cls, place: Path) -> Self:
        """Let it have a key under a passphrase, wrapped at a low cost."""
        key = new_guarantor_key(SystemEntropy().bytes)
        (place / "oak").mkdir(parents=True)
        wrapped = wrapped_key(key, PHRASE, random=SystemEntropy().bytes, cost=Cost(8, 1))
        (place / "oak" / guarantor_folder.KEY).write_bytes(wrapped)
        return cls(place, Card(of=Role.GUARANTOR, name=OAK, house="", public=key.public, verify_key=key.verify_key))

    def is_given_card(self, inst: Installation) -> None:
        """Have the house write its own card."""
        inst.khabar("guarantor", "card", str(self.place / "house.card"))

    def fetches(self, inst: Installation, *words: str) -> Path:
        """Have whoever runs the house write what waits."""
        bundle = self._new("waiting")
        inst.khabar("guarantor", "waiting", str(bundle), *words)
        return bundle

    def looks(self, inst: Installation, bundle: Path) -> str:
        """Read what waits, as the guarantor's own tool says it."""
        return self._own(inst, guarantor_own.look, bundle)

    def answers(self, inst: Installation, bundle: Path, *words: str) -> str:
        """Countersign what waits, or refuse it, and have the house take the word in; give what both sides said."""
        word = self._new("word")
        said = self._own(inst, guarantor_own.sign, bundle, "--out", word, *words)
        return said + inst.khabar("guarantor", "take-in", str(word)).stdout

    def licenses(self, inst: Installation) -> str:
        """Give a licence for ninety days, and have the house take it in."""
        word = self._new("licence")
        self._own(inst, guarantor_own.licence, "--by", "The board", "--out", word)
        return inst.khabar("guarantor", "take-in", str(word)).stdout

    def _own(self, inst: Installation, command: click.Command, *words: str | Path) -> str:
        told = [*words, "--key", self.place / "oak", "--house", self.place / "house.card"]
        bare = Bare(OffsetClock(inst.home / "clock.json"))  # type: ignore[arg-type]  # a clock moved by hand
        done = CliRunner().invoke(
            command, [str(word) for word in told], obj=bare, input=f"{PHRASE}\n", catch_exceptions=False
        )
        assert done.exit_code == 0, done.output
        return done.stdout

    def _new(self, name: str) -> Path:
        self.files += 1
        return self.place / f"{name}{self.files}"
