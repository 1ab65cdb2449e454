"""How often a door may be tried: counters by keyed hash, the same for everybody, published with their numbers.

They survive a restart and hold no address: a counter is the hash of a network (an IPv4 address, an IPv6 /64) under the
porch's own secret and a window of time. They must never depend on what a try would have found.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from khabar.apps.intake.models import Counter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from khabar.domain.actors import Actor

HOUR = 3600
DAY = 24 * HOUR
_IPV6_NETWORK = 64
_UNKNOWN = "unknown"


@dataclass(frozen=True)
class Limit:
    """So many tries at one door in so many seconds, for one network."""

    door: str
    most: int
    seconds: int


def network_of(address: str) -> str:
    """Give the network that counts as one: the address itself for IPv4, the /64 for IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return _UNKNOWN
    if parsed.version == 6:  # noqa: PLR2004 - the version number of IPv6
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((int(parsed), _IPV6_NETWORK), strict=False))
    return str(parsed)


def count_try(limit: Limit, address: str, *, actor: Actor, now: datetime, secret: str) -> bool:
    """Count one try and say whether it is still within the limit; the count and the test are one transaction."""
    return count_tries([limit], address, actor=actor, now=now, secret=secret)


def count_tries(limits: Sequence[Limit], address: str, *, actor: Actor, now: datetime, secret: str) -> bool:
    """Count one try at each of these limits, whatever the others say; True while it is within all of them.

    Two statements where all or none of the counters run already, however many limits there are.
    """
    if not actor.name or now.tzinfo is None:
        raise ValueError("no actor, no act")
    network, second = network_of(address), int(now.timestamp())
    windows = {_bucket(one.door, network, secret): second // one.seconds * one.seconds for one in limits}
    running = Counter.objects.filter(
        reduce(or_, (Q(bucket=bucket, window=window) for bucket, window in windows.items()))
    )
    with transaction.atomic(using="porch", savepoint=False):
        counted = running.update(count=F("count") + 1)
        counts = dict(running.values_list("bucket", "count")) if counted else {}
        first = [Counter(bucket=bucket, window=windows[bucket], count=1) for bucket in windows.keys() - counts.keys()]
        if first:
            Counter.objects.bulk_create(
                first, update_conflicts=True, unique_fields=["bucket"], update_fields=["window", "count"]
            )
    return all(counts.get(bucket, 1) <= one.most for bucket, one in zip(windows, limits, strict=True))


def _bucket(door: str, network: str, secret: str) -> str:
    return hmac.new(secret.encode(), f"{door}\x00{network}".encode(), hashlib.sha256).hexdigest()


def sweep(*, actor: Actor, now: datetime) -> None:
    """Drop counters of days gone by: even a keyed hash of a network is kept no longer than it serves."""
    if not actor.name:
        raise ValueError("no actor, no act")
    Counter.objects.filter(window__lt=int(now.timestamp()) - DAY).delete()
