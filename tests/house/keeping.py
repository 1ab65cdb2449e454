"""How a rule is held against the whole house: every complaint is shown, one to a line, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from house.tree import Source


def assert_kept(rule: Callable[[Source], list[str]], sources: Iterable[Source]) -> None:
    """Fail with the list of all complaints, if there is any."""
    complaints = [complaint for source in sources for complaint in rule(source)]
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)
