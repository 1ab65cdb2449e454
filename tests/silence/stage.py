"""The two worlds and the two associations beside them: told what happens as one thing, and compared at once."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from silence.core.seen import Comparison
from silence.core.worlds import World, both, forked
from silence.household import Association, Household

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from silence.core.grammar import Visit
    from silence.core.seen import Difference
    from silence.house import Ground
    from silence.states import State


@dataclass
class Stage:
    """World A, in which the person is, and world B; what was compared so far."""

    a: World
    b: World
    hers: tuple[World, World] | None = None
    compared: Comparison = field(default_factory=Comparison)

    def visits(self, visits: Iterable[Visit]) -> list[Difference]:
        """Let the same visits happen in both worlds."""
        return [one for visit in visits for one in self._compare("visit", visit)]

    def visits_to_association(self, visits: Iterable[Visit]) -> list[Difference]:
        """Let the same visits happen at the porches of both associations."""
        assert self.hers
        seen = (both(self.hers, "visit", visit) for visit in visits)
        return [one for left, right in seen for one in self.compared.add(left, right)]

    def round(self, label: str, hours: int = 6) -> list[Difference]:
        """Let time pass and do a round in each."""
        return self._compare("round", label, hours)

    def reads(self, label: str, most: int = 0) -> list[Difference]:
        """Let those who filed something come back and read, or so many of the last of them."""
        return self._compare("reads", label, most)

    def look(self, label: str) -> list[Difference]:
        """Look at what is beside the pages."""
        return self._compare("look", label)

    def exchange(self, label: str, hours: int = 6) -> list[Difference]:
        """Carry the bundles of the last round to the associations, and theirs back, and look at what they hold."""
        assert self.hers
        found: list[Difference] = []
        seen = []
        for house, association in zip((self.a, self.b), self.hers, strict=True):
            seen.append([*association.do("take", house.do("bundle"), label)])
            house.do("take", association.do("round", label, hours))
            seen[-1] += association.do("look", label)
        found += self.compared.add(*seen)
        return found

    def changed_pages(self) -> list[str]:
        """Name those whose page says another thing in one world than in the other."""
        left, right = self.a.do("pages"), self.b.do("pages")
        return [holder for holder in left if left[holder] != right[holder]]

    def _compare(self, word: str, *what: object) -> list[Difference]:
        left, right = both((self.a, self.b), word, *what)
        return self.compared.add(left, right)


def told(stage: Stage, state: State) -> None:
    """Let the person arrive in world A, a round pass in both, and then let happen what makes the state."""
    stage.a.do("arrives", state.name)
    stage.round("the person's round")
    if state.has_pair:
        stage.a.do("happens", state.name)


@contextmanager
def staged(
    ground: Ground, *, with_association: bool = False, made: Callable[[Ground], Household] = Household
) -> Iterator[Stage]:
    """Divide the ground into worlds, each `made` in its own copy; they end with the block."""
    words = {name: (lambda: made(ground).words()) for name in ("A", "B")}
    if with_association:
        words |= {name: (lambda: Association(ground).words()) for name in ("hers A", "hers B")}  # made in the copy
    with forked(words) as worlds:
        hers = (worlds["hers A"], worlds["hers B"]) if with_association else None
        yield Stage(worlds["A"], worlds["B"], hers)
