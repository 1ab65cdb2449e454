from __future__ import annotations

import pytest

from house import deeds
from house.keeping import assert_kept
from house.tree import Source, sources

ACTIONS = "src/khabar/apps/post/actions.py"


@pytest.mark.parametrize(
    "text",
    [
        "def release(*, actor, now, message): ...",
        "def release(message, *, actor: Actor, now: datetime) -> Released: ...",
        "def _prepare(message): ...",
        "class Released: ...",
    ],
)
def test_an_action_that_names_its_actor_and_moment_is_fine(text: str) -> None:
    assert not deeds.actions_without_actor_or_moment(Source(ACTIONS, text))


@pytest.mark.parametrize(
    "text",
    [
        "def release(message): ...",
        "def release(actor, now): ...",
        "def release(*, actor): ...",
        "def release(*, now, actor=None): ...",
        "async def release(*, actor, now=None): ...",
    ],
)
def test_an_action_without_required_actor_and_moment_is_found(text: str) -> None:
    assert deeds.actions_without_actor_or_moment(Source(ACTIONS, text))
    assert deeds.actions_without_actor_or_moment(Source("src/khabar/apps/post/actions/release.py", text))


def test_queries_need_no_actor() -> None:
    assert not deeds.actions_without_actor_or_moment(Source("src/khabar/apps/post/queries.py", "def waiting(): ..."))


@pytest.mark.parametrize(
    "text",
    [
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
        "import django.dispatch",
        "from django.dispatch import receiver",
        "from allauth.account.signals import user_logged_in",
    ],
)
def test_signals_are_found(text: str) -> None:
    assert deeds.signals(Source("src/khabar/apps/post/models.py", text))


def test_signals_of_the_operating_system_are_no_signals_of_ours() -> None:
    assert not deeds.signals(Source("src/khabar/cli/serve.py", "import signal\nfrom signal import SIGTERM"))


@pytest.mark.parametrize(
    "text",
    [
        "from khabar.apps.registry.models import Request",
        "from khabar.apps.registry import models",
        "import khabar.apps.registry.models as tables",
    ],
)
def test_an_app_that_reaches_into_anothers_tables_is_found(text: str) -> None:
    assert deeds.foreign_tables(Source("src/khabar/apps/matches/queries.py", text))
    assert not deeds.foreign_tables(Source("src/khabar/apps/registry/queries.py", text))


def test_an_app_may_ask_anothers_queries_and_actions() -> None:
    text = "from khabar.apps.registry import queries\nfrom khabar.apps.registry.actions import close"
    assert not deeds.foreign_tables(Source("src/khabar/apps/matches/actions.py", text))


def test_no_act_without_an_actor_and_a_moment() -> None:
    assert_kept(deeds.actions_without_actor_or_moment, sources())


def test_nothing_happens_by_signal() -> None:
    assert_kept(deeds.signals, sources())


def test_no_app_reaches_into_anothers_tables() -> None:
    assert_kept(deeds.foreign_tables, sources())
