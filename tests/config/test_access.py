from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from django.apps import apps

from khabar.config import access
from khabar.config.kinds import SHARED_APPS, layout_of
from khabar.config.router import HouseAndPorch
from khabar.domain.kinds import Kind

if TYPE_CHECKING:
    from config.ground import Ground
    from khabar.adapters.sqlite.guard import Allowed

VERBS = frozenset({"select", "insert", "update", "delete"})
FILES = {"default": "house/house.sqlite3", "porch": "porch/porch.sqlite3"}
SIDES = [("porch", "porch"), ("house", "porch"), ("house", "default"), ("work", "porch"), ("work", "default")]
SERVING = [(kind, process, alias) for kind in Kind for process, alias in SIDES]
OF_THE_FRAMEWORK = frozenset({"account", "auth", "contenttypes", "mfa", "sessions"})


def tables_of(kind: Kind, alias: str) -> set[str]:
    """The tables of one kind's apps in one of its databases; those of sign-in are in every house."""
    router, layout = HouseAndPorch(), layout_of(kind)
    ours = {name.rpartition(".")[2] for name in (*SHARED_APPS, *layout.porch_apps, *layout.house_apps)}
    return {
        one._meta.db_table
        for one in apps.get_models(include_auto_created=True)
        if one._meta.app_label in ours | OF_THE_FRAMEWORK and router.allow_migrate(alias, one._meta.app_label)
    }


def allowed_to(kind: Kind, process: str, alias: str) -> Allowed:
    allowed = layout_of(kind).allowed_to(process, alias)
    assert allowed is not None
    return allowed


@pytest.mark.parametrize(("kind", "process", "alias"), SERVING)
def test_every_table_is_named_for_every_process_that_has_its_database_and_nothing_more(
    kind: Kind, process: str, alias: str
) -> None:
    assert set(allowed_to(kind, process, alias)) == tables_of(kind, alias)


def test_a_new_table_without_a_word_would_be_missed() -> None:
    assert set(access.HOUSE_OF_HOUSE) != tables_of(Kind.INTERMEDIARY, "default") | {"registry_secret"}


def test_an_association_has_no_table_that_could_hold_a_presence_a_pair_or_an_answer() -> None:
    """Of an intermediary's tables it has those of sign-in, of what came in, of what leaves and of what was done."""
    common = {"accounts", "intake", "ledger", "outbox", "rounds", "django", "account", "auth", "mfa"}
    # bundles as they lie, and with whom: their columns are looked at below
    common |= {"quarantine", "deliveries", "exchange", "alarms", "statistics"}
    for alias in ("default", "porch"):
        shared = tables_of(Kind.ASSOCIATION, alias) & tables_of(Kind.INTERMEDIARY, alias)
        assert {table.partition("_")[0] for table in shared} <= common


def test_what_the_bridge_keeps_in_an_association_is_sealed_numbers_and_days_and_names_nobody() -> None:
    """A page is the family's own post, sealed to her secret, and replaced by every bundle whatever is in it."""
    columns = {
        f"{one._meta.model_name}.{column.name}"
        for app in ("deliveries", "exchange", "entrusted")
        for one in apps.get_app_config(app).get_models()
        for column in one._meta.concrete_fields
    }
    assert columns == {
        *(f"delivery.{name}" for name in ("sequence", "digest", "blob")),
        *(f"partner.{name}" for name in ("id", "card", "address", "public", "verify_key", "sender")),
        *(f"partner.{name}" for name in ("made_number", "taken_number", "taken_on", "refused_on")),
        *(f"partner.{name}" for name in ("added_at", "removed_at")),
        *(f"outgoing.{name}" for name in ("partner", "number", "blob", "made_at", "posted_at")),
        *(f"entrusted.{name}" for name in ("id", "file", "partner", "sealed", "locator", "sent", "made_at")),
        *(f"entrusted.{name}" for name in ("stopped_at", "page", "page_on")),
    }


def test_pages_that_partners_read_are_listed_in_an_intermediary_alone() -> None:
    assert "lodged_lodged" not in tables_of(Kind.ASSOCIATION, "default")
    assert "entrusted_entrusted" not in tables_of(Kind.INTERMEDIARY, "default")


@pytest.mark.parametrize("alias", ["default", "porch"])
def test_the_files_hold_the_tables_of_the_models_and_no_other(template: Ground, alias: str) -> None:
    with sqlite3.connect(template.home / FILES[alias]) as connection:
        found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert found - {"django_migrations", "sqlite_sequence"} == tables_of(Kind.INTERMEDIARY, alias)


def test_the_porch_process_has_no_list_for_the_house_because_it_has_no_house() -> None:
    assert all(layout_of(kind).allowed_to("porch", "default") is None for kind in Kind)


def test_the_processes_of_one_key_class_have_the_list_of_the_rounds() -> None:
    for name in ("work", "work-intake", "work-register", "work-mail"):
        assert layout_of(Kind.INTERMEDIARY).allowed_to(name, "default") == access.HOUSE_OF_WORK


@pytest.mark.parametrize(("kind", "process", "alias"), SERVING)
def test_no_serving_process_may_change_or_delete_what_is_written_once(kind: Kind, process: str, alias: str) -> None:
    for table in ("ledger_entry", "ledger_event"):
        assert not allowed_to(kind, process, alias)[table] & {"update", "delete"}


def test_the_porch_may_add_to_its_queue_and_never_read_it_back() -> None:
    assert access.PORCH_OF_PORCH["intake_submission"] == {"insert", "select:sequence"}


def test_the_porch_may_not_change_a_page() -> None:
    assert access.PORCH_OF_PORCH["pigeonholes_pigeonhole"] == {"select", "insert"}


def test_the_rounds_see_nothing_of_sign_in() -> None:
    for table in ("accounts_kin", "accounts_operatorsession", "django_session", "mfa_authenticator"):
        assert access.HOUSE_OF_WORK[table] == frozenset()


@pytest.mark.parametrize(("kind", "process", "alias"), SERVING)
def test_every_word_of_a_list_is_a_verb_or_one_column(kind: Kind, process: str, alias: str) -> None:
    for words in allowed_to(kind, process, alias).values():
        assert all(word in VERBS or word.startswith("select:") for word in words)
