"""What a role may do on a real server: Ezra has a process's role, and PostgreSQL's own tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.adapters.postgresql.looking import rights_of
from khabar.adapters.postgresql.roles import Right, grants, quoted, rights
from khabar.config.kinds import layout_of
from khabar.domain.kinds import Kind

if TYPE_CHECKING:
    from config.on_postgresql import Installed

SIDES = [("porch", "porch"), ("house", "porch"), ("house", "default"), ("work", "porch"), ("work", "default")]
PROCESSES = [*SIDES, ("work-intake", "porch"), ("work-mail", "default"), ("demo", "default"), ("demo", "porch")]
STATEMENTS = {
    "select": "SELECT * FROM {table}",
    "insert": "INSERT INTO {table} DEFAULT VALUES",
    "update": 'UPDATE {table} SET "{column}" = NULL',
    "delete": "DELETE FROM {table}",
}
ONE = 'SELECT "{column}" FROM {table}'
BEYOND_EVERY_LIST = [
    "CREATE TABLE more (id int)",
    "CREATE TEMPORARY TABLE more (id int)",
    "CREATE SCHEMA more",
    "CREATE DATABASE more",
    "CREATE ROLE more",
    "CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER TABLE pigeonholes_pigeonhole ADD COLUMN more int",
    "DROP TABLE pigeonholes_pigeonhole",
    "TRUNCATE intake_counter",
    "SELECT sealed FROM intake_submission",
    "SELECT sequence FROM intake_submission WHERE sealed = ''",
    "INSERT INTO intake_submission (key, sealed) VALUES ('', '') RETURNING sealed",
    "INSERT INTO intake_submission (key, sealed) SELECT key, sealed FROM intake_submission",
    "UPDATE pigeonholes_pigeonhole SET blob = ''",
    "DELETE FROM ledger_entry",
    "COPY intake_submission TO STDOUT",
    "COPY pigeonholes_pigeonhole TO '/tmp/copy'",
    "COPY pigeonholes_pigeonhole TO PROGRAM 'cat'",
    "SELECT pg_read_file('PG_VERSION')",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, '')",
    "SELECT passwd FROM pg_shadow",
    "SET ROLE tracing_operator",
    "SET SESSION AUTHORIZATION postgres",
    "ALTER SYSTEM SET fsync = off",
    "ALTER ROLE tracing_porch SUPERUSER",
]


@pytest.mark.parametrize(("process", "alias"), PROCESSES)
@pytest.mark.parametrize("kind", list(Kind))
def test_each_process_may_do_to_each_real_table_what_its_list_says_and_no_more(
    kind: Kind, process: str, alias: str, request: pytest.FixtureRequest
) -> None:
    house: Installed = request.getfixturevalue(kind.value)
    allowed = layout_of(kind).allowed_to(process, alias)
    assert allowed is not None
    columns = columns_of(house, alias)
    with house.connect(process, alias) as connection:
        for table, names in columns.items():
            may = {
                verb
                for verb, statement in STATEMENTS.items()
                if is_planned(connection, statement.format(table=table, column=names[0]))
            }
            seen = {f"select:{name}" for name in names if is_planned(connection, ONE.format(table=table, column=name))}
            said = allowed.get(table, frozenset()) - {"select:"}
            assert may | (seen if "select" not in may else set()) == said, table


def columns_of(house: Installed, alias: str) -> dict[str, list[str]]:
    with house.server.superuser(house.database(alias)) as connection:
        rows = connection.execute(
            "SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position) FROM information_schema.columns"
            " WHERE table_schema = 'public' GROUP BY table_name"
        ).fetchall()
    return {str(table): list(names) for table, names in rows}  # type: ignore[call-overload]  # an array of texts


def is_planned(connection: psycopg.Connection[tuple[object, ...]], statement: str) -> bool:
    try:
        connection.execute(f"EXPLAIN {statement}")
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


@pytest.mark.parametrize("statement", BEYOND_EVERY_LIST)
def test_ezra_with_the_porchs_role_is_refused_whatever_he_writes(intermediary: Installed, statement: str) -> None:
    with intermediary.connect("porch", "porch") as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute(statement)
    assert refused.type in {psycopg.errors.InsufficientPrivilege, psycopg.errors.InvalidParameterValue}


def test_ezra_cannot_pass_on_what_he_may_do_nor_what_he_may_not(intermediary: Installed) -> None:
    """PostgreSQL answers such a GRANT with a warning; what counts is that nothing has changed."""
    with intermediary.connect("porch", "porch") as connection, connection.cursor() as cursor:
        others = intermediary.role("demo")
        before = rights_of(cursor, others)
        for verb in ("SELECT", "INSERT", "ALL"):
            cursor.execute(f"GRANT {verb} ON intake_submission TO {others}, PUBLIC")
        assert rights_of(cursor, others) == before == frozenset()


def test_what_the_porch_may_do_works(intermediary: Installed) -> None:
    with intermediary.connect("porch", "porch") as connection, connection.transaction(force_rollback=True):
        put = "INSERT INTO intake_submission (key, sealed) VALUES ('k', 's') RETURNING sequence"
        assert connection.execute(put).fetchone() is not None


@pytest.mark.parametrize("process", ["porch"])
def test_a_process_without_a_list_for_a_database_cannot_even_open_it(intermediary: Installed, process: str) -> None:
    with pytest.raises(psycopg.OperationalError, match=r"permission denied for database|does not have CONNECT"):
        intermediary.connect(process, "default")


def test_installations_on_one_server_cannot_open_one_another(intermediary: Installed, association: Installed) -> None:
    for process in ("operator", "house", "work-mail"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(
                host=association.server.host, user=intermediary.role(process), dbname=association.database("porch")
            )


def test_a_right_given_by_hand_is_seen_and_goes_with_the_next_grant(intermediary: Installed) -> None:
    role = intermediary.role("porch")
    allowed = layout_of(Kind.INTERMEDIARY).allowed_to("porch", "porch")
    assert allowed is not None
    by_hand = {
        f"GRANT SELECT ON intake_submission TO {role}": Right("select", "intake_submission"),
        f"GRANT UPDATE (blob) ON pigeonholes_pigeonhole TO {role}": Right("update", "pigeonholes_pigeonhole", "blob"),
        "GRANT DELETE ON ledger_entry TO PUBLIC": Right("delete", "ledger_entry"),
        f"GRANT TEMPORARY ON DATABASE {intermediary.database('porch')} TO {role}": Right("temporary", "database"),
    }
    with intermediary.connect("operator", "porch") as connection, connection.cursor() as cursor:
        assert rights_of(cursor, role) == rights(allowed)
        for statement in by_hand:
            cursor.execute(statement)
        assert rights_of(cursor, role) - rights(allowed) == set(by_hand.values())
        for statement in grants(intermediary.database("porch"), {role: allowed}):
            cursor.execute(statement)
        assert rights_of(cursor, role) == rights(allowed)


def test_the_grants_of_all_processes_together_leave_each_its_own(intermediary: Installed) -> None:
    done = intermediary.ground.khabar("postgresql", "grant")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    with intermediary.connect("operator", "default") as connection, connection.cursor() as cursor:
        for process in ("house", "work-mail"):
            allowed = layout_of(Kind.INTERMEDIARY).allowed_to(process, "default")
            assert rights_of(cursor, intermediary.role(process)) == rights(allowed or {})


WORDS = st.frozensets(st.sampled_from(["select", "insert", "update", "delete", "select:id", "select:"]))
LISTS = st.dictionaries(st.sampled_from(["a_table", "another"]), WORDS)


@given(LISTS)
def test_whatever_a_list_says_nothing_is_granted_before_everything_is_taken(allowed: dict[str, frozenset[str]]) -> None:
    told = grants("porch", {"role": allowed})
    first_given = next(number for number, line in enumerate(told) if line.startswith("GRANT"))
    assert not any(line.startswith("REVOKE") for line in told[first_given:])
    assert sum(' ON "a' in line for line in told) == len(rights(allowed))


@given(LISTS)
def test_a_role_without_business_here_is_given_nothing(allowed: dict[str, frozenset[str]]) -> None:
    told = grants("porch", {"ours": allowed, "theirs": None})
    assert not any(line.startswith("GRANT") and '"theirs"' in line for line in told)


@given(st.text(min_size=1).filter(lambda text: "\0" not in text))
def test_a_quoted_name_cannot_end_early(name: str) -> None:
    inside = quoted(name)[1:-1]
    assert inside.replace('""', "").count('"') == 0
    assert inside.replace('""', '"') == name
