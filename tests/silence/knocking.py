"""Knocking at the house: does the time of a refusal tell an unknown name from a colleague's, or from a closed one?

Passphrases cost a tenth of what they cost in life: what the paths do beside hashing weighs more then, so a difference
would show sooner. The control is a door that does not hash where there is no such name.
"""

from __future__ import annotations

import random
import re
import time
from itertools import combinations
from typing import TYPE_CHECKING
from unittest.mock import patch

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth import hashers
from django.core.cache import cache
from django.test.utils import override_settings

import cast
from khabar.apps.accounts.actions import close_account, create_account
from khabar.domain.duties import Duty
from silence.core.browsing import Browser
from silence.core.rows import Row
from silence.core.timing import MOST_ADVANTAGE, advantage, interleaved
from silence.core.worlds import forked
from silence.house import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from silence.house import Ground
    from silence.sizes import Size

WRONG = "1174 9930 6612 0458 8837"
NAMES = {"a wrong passphrase": "parvin", "no such name": "nobody", "a closed account": "kamran", "no factor": "samira"}
WARM = 30


class QuickArgon2(hashers.Argon2PasswordHasher):
    """Argon2 at a tenth of its cost."""

    time_cost, memory_cost, parallelism = 1, 8192, 1


def sign_in(ground: Ground, size: Size, seed: int) -> Iterator[Row]:
    """Time refusals against one another, compare what they say, and once leave out the work for a name nobody has."""
    if not size.arm:
        return
    for is_control in (False, True):
        began = time.monotonic()
        with forked({"door": lambda: {"knock": lambda *what: _knock(ground, *what)}}) as worlds:
            found, differing = worlds["door"].do("knock", size.arm, seed, is_control)
        good = found > MOST_ADVANTAGE if is_control else found <= MOST_ADVANTAGE and not differing
        counted = {"advantage": found, "an arm": size.arm, "answers differing": differing}
        tried = "a door that hashes nothing for a name nobody has" if is_control else "refusals of four kinds"
        spent = time.monotonic() - began
        yield Row("sign-in", tried, 4 * size.arm, seed, counted, good, spent, is_control=is_control)


def _knock(ground: Ground, arm: int, seed: int, is_control: bool) -> tuple[float, int]:  # noqa: FBT001 - one of two runs
    kept = {"BACKEND": "khabar.apps.accounts.tries.KeptTries", "OPTIONS": {"now": ground.clock.now}}
    with override_settings(PASSWORD_HASHERS=["silence.knocking.QuickArgon2"], CACHES={"default": kept}):
        hashers.reset_hashers(setting="PASSWORD_HASHERS")
        _let_join(ground)
        draw, seen = random.Random(seed), dict[str, set[str]]()
        takers = {kind: _taker(ground, name, seen.setdefault(kind, set())) for kind, name in NAMES.items()}
        with patch.object(AuthenticationBackend, "_mitigate_timing_attack", _nothing if is_control else _as_it_is):
            interleaved(takers, min(WARM, arm), draw)
            times = interleaved(takers, arm, draw)
    most = max(advantage(times[one], times[other]) for one, other in combinations(NAMES, 2))
    return most, len(set().union(*seen.values())) - 1


def _let_join(ground: Ground) -> None:
    """Let three join whose names are as long as one another's; one is closed, and none has a factor yet but in life."""
    now, parts = ground.clock.now(), ground.parts
    for name in ("parvin", "kamran", "samira"):
        account = create_account(
            actor=cast.JOB,
            now=now,
            parts=parts,
            username=name,
            display_name=name.capitalize(),
            duties=(Duty.HELPER,),
            passphrase=PASSPHRASE,
        )
        if name == "kamran":
            close_account(actor=cast.JOB, now=now, parts=parts, account=account)


def _taker(ground: Ground, name: str, seen: set[str]) -> Callable[[int], float]:
    browser = Browser(ground.doors["house"], "testserver", "10.8.0.2")
    browser.send("GET", "/sign-in/")
    token = browser.cookies[settings.CSRF_COOKIE_NAME]
    posted = f"csrfmiddlewaretoken={token}&login={name}&password={WRONG.replace(' ', '+')}".encode()

    def taken(number: int) -> float:
        cache.clear()
        ground.begin(f"knock {number}")
        browser.address = f"10.9.{number // 250 % 250}.{number % 250 + 1}"
        began = time.perf_counter()
        answer = browser.send("POST", "/sign-in/", posted, "application/x-www-form-urlencoded")
        spent = time.perf_counter() - began
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.body.decode())
        seen.add(f"{answer.status} {page.replace(name, '')}")
        return spent

    return taken


def _nothing(*_: object) -> None:
    """Do no work, as a careless door does."""


_as_it_is = AuthenticationBackend._mitigate_timing_attack
