from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from cast import JOB, answered, ask, dariuss_presence, file_presence, file_request, pair_of, shirins_request
from cast import verify_enquirer as verified
from khabar.adapters.backup import writing
from khabar.adapters.backup.tables import DATABASES, heads_of, newest_heads, tables_of
from khabar.adapters.backup.values import RowDigest
from khabar.adapters.backup.walking import LookThrough, Walk
from khabar.adapters.backup.writing import Moment, frames, table_digest
from khabar.apps.ledger.actions import record
from khabar.apps.ledger.models import Entry
from khabar.apps.ledger.queries import flaws_in_chain
from khabar.apps.registry.queries import request_file
from khabar.domain.answers import Tells
from khabar.vault.archives import read_archive, write_archive
from khabar.vault.errors import Malformed, WrongKey
from put_back import ALIASES, HEADER, KEY, OTHER_KEY, SEED, backed_up, put_back

if TYPE_CHECKING:
    from pathlib import Path

    from khabar.domain.ids import RequestId
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def lived_in(parts: Parts) -> RequestId:
    """A house in which something has happened."""
    request = file_request(parts, shirins_request(parts.clock.now()))
    presence = file_presence(parts, dariuss_presence(parts.clock.now()))
    verified(parts, request)
    pair = pair_of(parts, request, presence)
    ask(parts, pair)
    answered(parts, pair, Tells.ALIVE)
    return request


def digests() -> dict[tuple[str, str], tuple[int, bytes]]:
    """What every table of both databases holds."""
    return {
        (database, table.label): table_digest(table, alias)
        for database, alias in DATABASES.items()
        for table in tables_of(database, heads_of(alias))
    }


def walked(backup: bytes, identity: str = KEY.identity) -> Walk:
    walk = Walk(LookThrough())
    read_archive(io.BytesIO(backup), [identity], walk.take)
    walk.finish()
    return walk


def test_what_was_backed_up_is_there_again_row_by_row_in_every_table(parts: Parts) -> None:
    request = lived_in(parts)
    before = digests()
    backup = backed_up()
    record(actor=JOB, now=parts.clock.now(), parts=parts, act="round finished")
    assert digests() != before
    put_back(backup)
    assert digests() == before
    assert request_file(request, parts=parts).form.name == "Darius Ahmadi"
    assert [*flaws_in_chain("house"), *flaws_in_chain("porch")] == []


def test_after_it_new_rows_get_new_numbers(parts: Parts) -> None:
    lived_in(parts)
    put_back(backed_up())
    record(actor=JOB, now=parts.clock.now(), parts=parts, act="round finished")
    assert Entry.objects.values("pk").distinct().count() == Entry.objects.count()
    assert list(flaws_in_chain("house")) == []


def test_every_table_of_both_databases_is_in_it(parts: Parts) -> None:
    lived_in(parts)
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor)) - {"django_migrations"}
    labelled = {table.model._meta.db_table for table in tables_of("house", heads_of("default"))}
    assert labelled == there
    assert walked(backed_up()).tables == sum(1 for _ in digests())


def test_nothing_in_the_file_is_readable_without_a_key(parts: Parts) -> None:
    lived_in(parts)
    backup = backed_up()
    assert b"Darius" not in backup
    assert b"ledger" not in backup
    with pytest.raises(WrongKey):
        walked(backup, OTHER_KEY.identity)


def test_the_heads_are_the_newest_of_this_program() -> None:
    for alias in DATABASES.values():
        assert heads_of(alias) == newest_heads(alias)


def plain(parts: Parts) -> list[list[Any]]:
    lived_in(parts)
    return [list(frame) for frame in frames(Moment(ALIASES, {}), HEADER)]


def loaded(some: list[list[Any]]) -> None:
    walk = Walk(LookThrough())
    for frame in some:
        walk.take(frame)
    walk.finish()


def test_a_walk_finds_whatever_was_left_out_or_put_in(parts: Parts) -> None:
    whole = plain(parts)
    loaded(whole)
    for place, frame in enumerate(whole):
        with pytest.raises(Malformed):
            loaded([*whole[:place], *whole[place + 1 :]])
        if frame[0] == "rows":
            with pytest.raises(Malformed):
                loaded([*whole[:place], ["rows", frame[1][1:]], *whole[place + 1 :]])
        with pytest.raises(Malformed):
            loaded([*whole[:place], frame, *whole[place:]])
    with pytest.raises(Malformed):
        loaded([*whole, ["more"]])


@pytest.mark.parametrize(
    "header",
    [
        {"format": 1},
        {"format": "1"},
        HEADER | {"format": 1, "heads": {"house": "all"}},
        HEADER | {"format": 1, "heads": {"house": [["ledger"]]}},
        "Shirin",
    ],
)
def test_a_header_of_another_shape_is_refused(header: object) -> None:
    with pytest.raises(Malformed):
        loaded([[writing.FIRST, header]])


def test_a_newer_form_says_what_made_it() -> None:
    walk = Walk(LookThrough())
    walk.take([writing.FIRST, {"format": 2, "program": "9.1.0", "shape": "of its own"}])
    assert walk.header is not None
    assert (walk.header.format, walk.header.program) == (2, "9.1.0")


def test_a_table_of_another_version_or_one_that_is_missing_takes_everything_back(parts: Parts) -> None:
    lived_in(parts)
    before = digests()
    whole = [list(frame) for frame in frames(Moment(ALIASES, {}), HEADER)]
    other = [["table", "house", "ledger.Diary", ["id"]] if frame[0] == "table" else frame for frame in whole]
    with pytest.raises(Malformed, match=r"ledger\.Diary"):
        put_back(sealed(other))
    some = [whole[0], ["done", 0, 0, 0]]
    with pytest.raises(Malformed, match="missing from this backup"):
        put_back(sealed(some))
    assert digests() == before


def sealed(some: list[list[Any]]) -> bytes:
    sink = io.BytesIO()
    write_archive(some, sink, recipients=[KEY.recipient], signing=SEED)
    return sink.getvalue()


def test_files_come_back_byte_by_byte_for_their_owner_alone(tmp_path: Path) -> None:
    picture = tmp_path / "picture"
    picture.write_bytes(b"\x00\xff" * 1_500_000)
    backup = backed_up({"blobs/" + "a" * 32: picture})
    assert walked(backup).files == 1
    put_back(backup, tmp_path / "there")
    made = tmp_path / "there" / "blobs" / ("a" * 32)
    assert made.read_bytes() == picture.read_bytes()
    assert made.stat().st_mode & 0o077 == 0


def test_the_digest_of_a_table_does_not_hang_on_the_order_of_its_rows() -> None:
    one, other = RowDigest(), RowDigest()
    rows: list[list[object]] = [[1, "Shirin"], [2, "Darius"], [3, None]]
    for row in rows:
        one.add(row)
    for row in reversed(rows):
        other.add(row)
    assert one.value() == other.value()
    other.add([4, "Ezra"])
    assert one.value() != other.value()
