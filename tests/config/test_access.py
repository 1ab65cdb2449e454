from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from django.apps import apps

from khabar.config import access
from khabar.config.router import HouseAndPorch

if TYPE_CHECKING:
    from config.ground import Ground
    from khabar.adapters.sqlite.guard import Allowed

VERBS = frozenset({"select", "insert", "update", "delete"})
FILES = {"default": "house/house.sqlite3", "porch": "porch/porch.sqlite3"}
SERVING = [("porch", "porch"), ("house", "porch"), ("house", "default"), ("work", "porch"), ("work", "default")]


def tables_of(alias: str) -> set[str]:
    router = HouseAndPorch()
    models = apps.get_models(include_auto_created=True)
    return {one._meta.db_table for one in models if router.allow_migrate(alias, one._meta.app_label)}


def allowed_to(process: str, alias: str) -> Allowed:
    allowed = access.of_process(process, alias)
    assert allowed is not None
    return allowed


@pytest.mark.parametrize(("process", "alias"), SERVING)
def test_every_table_is_named_for_every_process_that_has_its_database_and_nothing_more(
    process: str, alias: str
) -> None:
    assert set(allowed_to(process, alias)) == tables_of(alias)


def test_a_new_table_without_a_word_would_be_missed() -> None:
    assert set(access.HOUSE_OF_HOUSE) != tables_of("default") | {"registry_secret"}


@pytest.mark.parametrize("alias", ["default", "porch"])
def test_the_files_hold_the_tables_of_the_models_and_no_other(template: Ground, alias: str) -> None:
    with sqlite3.connect(template.home / FILES[alias]) as connection:
        found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert found - {"django_migrations", "sqlite_sequence"} == tables_of(alias)


def test_the_porch_process_has_no_list_for_the_house_because_it_has_no_house() -> None:
    assert access.of_process("porch", "default") is None


def test_the_processes_of_one_key_class_have_the_list_of_the_rounds() -> None:
    for name in ("work", "work-intake", "work-register", "work-mail"):
        assert access.of_process(name, "default") == access.HOUSE_OF_WORK


@pytest.mark.parametrize(("process", "alias"), SERVING)
def test_no_serving_process_may_change_or_delete_what_is_written_once(process: str, alias: str) -> None:
    for table in ("ledger_entry", "ledger_event"):
        assert not allowed_to(process, alias)[table] & {"update", "delete"}


def test_the_porch_may_add_to_its_queue_and_never_read_it_back() -> None:
    assert access.PORCH_OF_PORCH["intake_submission"] == {"insert", "select:sequence"}


def test_the_porch_may_not_change_a_page() -> None:
    assert access.PORCH_OF_PORCH["pigeonholes_pigeonhole"] == {"select", "insert"}


def test_the_rounds_see_nothing_of_sign_in() -> None:
    for table in ("accounts_kin", "accounts_operatorsession", "django_session", "mfa_authenticator"):
        assert access.HOUSE_OF_WORK[table] == frozenset()


@pytest.mark.parametrize(("process", "alias"), SERVING)
def test_every_word_of_a_list_is_a_verb_or_one_column(process: str, alias: str) -> None:
    for words in allowed_to(process, alias).values():
        assert all(word in VERBS or word.startswith("select:") for word in words)
