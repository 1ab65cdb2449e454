from __future__ import annotations

import pytest

from house.keeping import assert_kept
from house.time_and_chance import hidden_time_and_chance
from house.tree import Source, sources

GOOD = """
import time
from datetime import UTC, datetime, timedelta
from nacl.public import SealedBox

def due(clock, sent_at: datetime) -> datetime:
    began = time.monotonic()
    return min(clock.now(), sent_at + timedelta(days=30), datetime.fromisoformat("2026-01-01").astimezone(UTC))
"""

BAD = [
    "import datetime\nx = datetime.datetime.now()",
    "from datetime import datetime as moment\nx = moment.now(tz=None)",
    "from datetime import date\nx = date.today()",
    "import time\nx = time.time()",
    "from time import time_ns\nx = time_ns()",
    "from django.utils import timezone\nx = timezone.now",
    "from django.utils.timezone import now\nx = now()",
    "from django.db.models.functions import Now\nx = Now()",
    "made_at = field(auto_now_add=True)",
    "import os\nx = os.urandom(16)",
    "from os import urandom\nx = urandom(16)",
    "import random",
    "from random import choice",
    "import secrets",
    "import uuid",
    "from uuid import uuid4 as new",
    "import numpy as np\nx = np.random.default_rng(7)",
    "from django.utils.crypto import get_random_string\nx = get_random_string(12)",
    "from nacl.utils import random\nx = random(32)",
    "from nacl.signing import SigningKey\nx = SigningKey.generate()",
    "from cryptography.hazmat.primitives.ciphers.aead import AESGCM\nx = AESGCM.generate_key(256)",
]


def test_moments_that_are_handed_in_are_fine() -> None:
    assert not hidden_time_and_chance(Source("src/khabar/domain/rounds.py", GOOD))


@pytest.mark.parametrize("text", BAD)
def test_every_way_round_the_clock_and_the_entropy_is_found(text: str) -> None:
    assert hidden_time_and_chance(Source("src/khabar/apps/post/actions.py", text))


@pytest.mark.parametrize("text", BAD)
def test_the_two_adapters_may_ask_the_machine(text: str) -> None:
    assert not hidden_time_and_chance(Source("src/khabar/adapters/clock.py", text))
    assert not hidden_time_and_chance(Source("src/khabar/adapters/entropy/system.py", text))


def test_the_invented_caseload_may_draw_from_a_seed() -> None:
    seeded = "import random\nx = random.Random(7)"
    assert not hidden_time_and_chance(Source("src/khabar/demo/caseload.py", seeded))
    assert not hidden_time_and_chance(Source("src/khabar/demo/caseload_names.py", seeded))
    assert hidden_time_and_chance(Source("src/khabar/demo/stage.py", seeded))


@pytest.mark.parametrize("text", ["import random\nx = random.Random()", "import random\nx = random.choice('ab')"])
def test_the_invented_caseload_may_not_draw_without_a_seed(text: str) -> None:
    assert hidden_time_and_chance(Source("src/khabar/demo/caseload.py", text))


def test_nobody_else_asks_for_time_or_randomness() -> None:
    assert_kept(hidden_time_and_chance, sources())
