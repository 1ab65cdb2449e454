"""The brother with true papers: he proves kinship; the person says "not him; my aunt, alive". Two years go by for him.

In world A the person is known and has said so; in world B nobody is. The brother comes each week: he reads, writes,
sends a cousin with the same description, poses as the person himself, signs and subscribes at the association; the
desks speak with him. His aunt's page alone may change, and is left out; everything else that anybody outside gets is
compared, each round of each day.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from silence.core.grammar import Grammar
from silence.core.rows import Row
from silence.stage import staged
from silence.states import NOT_HIM_MY_AUNT
from silence.visits import RULES, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from silence.house import Ground
    from silence.sizes import Size

WEEK, MONTH, SHOWN = 7, 30, 3
HIS_NAMES = {**WORDS, "enquirer": ("Ezra Rostami", "Esra Rustami", "عزرا رستمی", "Cyrus Rostami", "Golnar Ahmadi")}
VISITS = Grammar(
    {
        "reads as himself": "",
        "sends a cousin": "",
        "farid works": "farid",
        "poses as the person": "",
        "nima looks": "nima",
    },
    RULES,
    HIS_NAMES,
    languages=("en", "fa"),
)
OUT_THERE = Grammar({"signs": "", "subscribes": ""}, RULES, HIS_NAMES, languages=("en", "fa"))


def brother(ground: Ground, size: Size, seed: int) -> Iterator[Row]:
    """Let days of rounds pass after the answer, with the brother's visits each week and a look at paper each month."""
    began, state = time.monotonic(), NOT_HIM_MY_AUNT
    visits = VISITS.visits(len(VISITS.openings) * (size.brother // WEEK + 1), random.Random(f"{seed} brother"))
    out_there = OUT_THERE.visits(len(OUT_THERE.openings) * (size.brother // MONTH + 1), random.Random(seed))
    with staged(ground, with_association=True) as stage:
        stage.a.do("arrives", state.name)
        stage.round("the person's round")
        stage.a.do("happens", state.name)
        for world in (stage.a, stage.b):
            world.do("leave out", state.released)
        for day in range(size.brother):
            stage.round(f"day {day}", hours=24)
            if day % WEEK == 0:
                stage.visits(next(visits) for _ in VISITS.openings)
                stage.exchange(f"day {day}", hours=24 * WEEK)
            if day % MONTH == 0:
                stage.visits_to_association(next(out_there) for _ in OUT_THERE.openings)
                stage.look(f"day {day}")
        left, right = stage.a.do("pages"), stage.b.do("pages")
        changed = [holder for holder in left if left[holder] != right[holder]]
        counted = {
            "channels": len(stage.compared.channels()),
            "bytes compared": sum(stage.compared.bytes_in.values()),
            "bytes differing": stage.compared.differing,
            "pages that say something": len(changed),
        }
        good = not stage.compared.differences and changed == [state.released]
        remarks = [one.told()[:300] for one in stage.compared.differences[:SHOWN]]
        spent = time.monotonic() - began
        yield Row("brother", "days after his papers held", size.brother, seed, counted, good, spent, remarks=remarks)
