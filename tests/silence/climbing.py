"""The enquirer who climbs: one description in thousands of variants, through the porch, day after day.

In world A the person is there and has said no; in world B there is nobody. Everything she gets is compared: forms,
slips, refusals at the quota, her pages after rounds, mails. She tries what people try at quotas: many addresses of one
network, forged headers, other letters and forms. Within a day no network gets more than the published number.
"""

from __future__ import annotations

import time
from collections import Counter
from itertools import count, islice
from typing import TYPE_CHECKING

from silence.core.grammar import Step, Visit
from silence.core.rows import Row
from silence.stage import staged
from silence.variants import variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from silence.core.seen import Difference
    from silence.house import Ground
    from silence.sizes import Size
    from silence.stage import Stage

FORM = "/family/form/"
NETWORKS = 60
OVER = 3
"""So many more than the quota she tries from each network each day."""
READS_AGAIN_EVERY = 7
READ_AGAIN = 12
STATE = "no alone"
IN_CONTROL = 8
SHOWN = 3
_FORGED = ("203.0.113.9", "127.0.0.1", "::1", "unknown", "１９２.0.2.1", "2001:DB8:0:1::A", "x, y, z")
"""What she writes into headers, so that the count would begin anew for each."""


def hunting(ground: Ground, size: Size, seed: int) -> Iterator[Row]:
    """Let her climb; then with a page that tells, and with a quota that a restart forgets."""
    yield _climbed(ground, size.variants, seed)
    yield _with_a_leak(ground, seed)
    yield _with_a_quota_in_memory(ground, seed)


def _climbed(ground: Ground, times: int, seed: int) -> Row:
    began, accepted, refused, most = time.monotonic(), 0, 0, 0
    quota = ground.parts.options.filings_per_day
    with staged(ground) as stage:
        _has_said_no(stage)
        described, numbers, days = variants(seed, times), count(), 0
        while of_day := list(islice(described, NETWORKS * (quota + OVER))):
            days += 1
            got = _a_day(stage, of_day, numbers, quota)
            accepted, refused = accepted + sum(got.values()), refused + len(of_day) - sum(got.values())
            most = max(most, *got.values())
            stage.round(f"day {days}", hours=24)
            if days % READS_AGAIN_EVERY == 1:
                stage.reads(f"day {days}", READ_AGAIN)
        compared = stage.compared
    counted = {
        "days": days,
        "taken": accepted,
        "refused at the quota": refused,
        "the most of one network in a day": most,
        "bytes compared": sum(compared.bytes_in.values()),
        "bytes differing": compared.differing,
    }
    good, spent = not compared.differences and 0 < most <= quota, time.monotonic() - began
    remarks = [one.told()[:300] for one in compared.differences[:SHOWN]]
    return Row("hunting", "variants of one description", times, seed, counted, good, spent, remarks=remarks)


def _has_said_no(stage: Stage) -> None:
    stage.a.do("arrives", STATE)
    stage.round("the person's round")
    stage.a.do("happens", STATE)


def _a_day(stage: Stage, of_day: Iterable[dict[str, str]], numbers: Iterator[int], quota: int) -> Counter[int]:
    """File what she files in a day, and give how many forms were taken from each network."""
    taken: Counter[int] = Counter()
    for place, fields in enumerate(of_day):
        network = place // (quota + OVER)
        before = stage.a.do("taken")
        stage.visits([_visit(next(numbers), fields, network, place)])
        taken[network] += stage.a.do("taken") - before
    return taken


def _visit(number: int, fields: dict[str, str], network: int, place: int) -> Visit:
    """File one description; from IPv6 by another address of the same network each time, and with forged headers."""
    address = f"2001:db8:{network:x}:1:{place:x}::{number % 65_536:x}" if network % 2 else f"198.51.100.{network}"
    forged = (("X-Forwarded-For", _FORGED[number % len(_FORGED)]), ("X-Real-Ip", f"10.0.0.{number % 256}"))
    steps = (
        Step(surface="enquirer", path=FORM, headers=forged),
        Step(surface="enquirer", form=FORM, fields=tuple(fields.items()), headers=forged, keep=_SLIP),
    )
    return Visit(number, "climbs", "", address, "en", steps)


_SLIP = (("slip_code", r">(\d{4}\W*\d{4}\W*\d{4})<"), ("slip_pin", r">(\d{6}|\d{3}\W\d{3})<"))


def _with_a_leak(ground: Ground, seed: int) -> Row:
    began = time.monotonic()
    with staged(ground) as stage:
        stage.a.do("plant", "a remark in a page")
        found: list[Difference] = []
        for number, fields in enumerate(variants(seed, IN_CONTROL)):
            found += stage.visits([_visit(number, fields, 0, number)])
    counted, spent = {"places seen": len(found)}, time.monotonic() - began
    return Row("hunting", "a page that tells", IN_CONTROL, seed, counted, bool(found), spent, is_control=True)


def _with_a_quota_in_memory(ground: Ground, seed: int) -> Row:
    """Count in the memory of the process, and let it start anew in the middle of the day, as a crash would."""
    began, quota = time.monotonic(), ground.parts.options.filings_per_day
    times = quota + OVER
    with staged(ground) as stage:
        for world in (stage.a, stage.b):
            world.do("quota in memory")
        got = 0
        described = variants(seed, times)
        while part := list(islice(described, times // 2 + 1)):
            got += sum(_a_day(stage, part, count(got), times).values())
            for world in (stage.a, stage.b):
                world.do("quota in memory")
    counted, spent = {"taken": got, "published": quota}, time.monotonic() - began
    return Row("hunting", "a quota in memory", times, seed, counted, got > quota, spent, is_control=True)
