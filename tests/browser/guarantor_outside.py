"""The guarantor on a machine of its own: a folder with its key, its commands, and files that go to and fro.

Its clock is the house's, which stories move by hand. It has no installation, and this module must give it none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from click.testing import CliRunner

from guarantor_parts import PHRASE, makes_its_key
from khabar.adapters.clock import OffsetClock
from khabar.cli import guarantor_own
from khabar.config.main import Bare

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    import click

    from journeys.installation import Installation
    from khabar.domain.guaranteeing.cards import Card


@dataclass
class Outside:
    """Somebody outside whose card the house's settings name; `place` is its desk, with all files that ever came."""

    place: Path
    card: Card
    files: int = 0

    @classmethod
    def with_new_key(cls, place: Path) -> Self:
        """Have it make its key and card by its own command."""
        return cls(place, makes_its_key(place / "oak"))

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
