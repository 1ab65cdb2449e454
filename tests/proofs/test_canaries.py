from __future__ import annotations

import os
import zlib

import pytest

from proofs.canaries import COUNT, ENCODINGS, KINDS, Purse, Search, drawn, leaks

CANARIES = drawn(7)


def test_there_are_two_hundred_marks_of_each_kind_and_script_and_no_two_alike() -> None:
    assert len({one.text for one in CANARIES}) == COUNT
    assert {(one.kind, one.script) for one in CANARIES} == {
        (kind, script) for kind in KINDS for script in ("latin", "persian", "cyrillic")
    }


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_line_that_leaks_is_found_in_each_encoding(encoding: str) -> None:
    search = Search(CANARIES)
    able = [one for one in CANARIES if one.kind == "name"]
    if encoding == "NFC or NFD":
        able = [one for one in able if leaks(one)[encoding] != leaks(one)["utf-8"]]
    assert able
    for canary in able:
        content = os.urandom(999) + leaks(canary)[encoding] + os.urandom(998)
        assert canary in {hit.canary for hit in search.hits("a log", content)}
        if encoding != "escaped":
            assert encoding in {hit.encoding for hit in search.hits("a log", content)}


def test_a_mark_is_found_at_every_place_of_a_word_and_across_the_pieces_of_a_large_file() -> None:
    search, canary = Search(CANARIES), CANARIES[0]
    for before in (*range(9), (1 << 22) - 20, (1 << 22) - 5, (1 << 22) - 1, 1 << 22):
        assert {hit.canary for hit in search.hits("x", bytes(before) + canary.text.encode() + b"..")} == {canary}


def test_what_zlib_packed_in_the_middle_of_a_file_is_unpacked_and_found() -> None:
    search, canary = Search(CANARIES), CANARIES[2]
    packed = zlib.compress(b"abc " * 50 + canary.text.encode("utf-16-le"))
    assert {(hit.canary, hit.encoding) for hit in search.hits("x", os.urandom(77) + packed)} == {(canary, "compressed")}


def test_nothing_is_found_where_nothing_stands() -> None:
    search = Search(CANARIES)
    assert search.hits("noise", os.urandom(3 << 20)) == set()
    assert search.bytes_searched == 3 << 20


def test_a_purse_gives_each_mark_once() -> None:
    purse = Purse(drawn(7))
    first, second = purse.one("name", "of one"), purse.one("name", "of another")
    assert first != second
    assert set(purse.taken.values()) == {"of one", "of another"}
