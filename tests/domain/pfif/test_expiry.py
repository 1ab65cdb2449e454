"""Expiry: who sets it, when nothing may be used any more, what stands in the place of what is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.domain.pfif import Document, Version, expiry_of, is_expired, is_placeholder, placeholder, validate
from khabar.domain.pfif.expiry import KEPT, emptied, is_newer_word, is_overdue
from khabar.domain.pfif.formats import moment_of, written_moment
from pfif_parts import MADE, NOW, PERSON_ID, darius, documents, shirins_note

ENDS = written_moment(NOW)


def test_a_record_is_used_until_its_expiry_and_not_from_that_moment_on() -> None:
    one = darius(expiry_date=ENDS)
    assert expiry_of(one) == NOW
    assert not is_expired(one, now=NOW - timedelta(seconds=1))
    assert is_expired(one, now=NOW)


def test_repositories_have_a_day_to_take_it_away() -> None:
    one = darius(expiry_date=ENDS)
    assert not is_overdue(one, now=NOW + timedelta(days=1))
    assert is_overdue(one, now=NOW + timedelta(days=1, seconds=1))
    assert not is_overdue(darius(), now=NOW)


def test_an_expiry_that_cannot_be_read_counts_as_past_and_none_as_none() -> None:
    assert is_expired(darius(expiry_date="soon"), now=NOW)
    assert not is_expired(darius(), now=NOW)
    assert not is_expired(darius(expiry_date=" "), now=NOW)


def test_a_note_has_no_expiry_of_its_own() -> None:
    odd = shirins_note(text="x")
    odd = replace(odd, entries=(*odd.entries, darius(expiry_date=ENDS).entries[1]))
    assert expiry_of(odd) is None
    assert not is_expired(odd, now=NOW + timedelta(days=9))


@settings(max_examples=30)
@given(documents(Version.V1_4))
def test_nothing_personal_is_left_of_an_expired_record(document: Document) -> None:
    for one in document.persons:
        gone = replace(
            one, entries=(*(e for e in one.entries if e.name != "expiry_date"), *darius(expiry_date=ENDS).entries[1:2])
        )
        left = emptied(gone, now=NOW)
        assert {entry.name for entry in left.entries} <= set(KEPT)
        assert left.notes == ()
        assert emptied(one, now=NOW.replace(year=1999)) is one or is_expired(one, now=NOW.replace(year=1999))


@given(st.timedeltas(timedelta(0), timedelta(hours=23)))
def test_a_placeholder_is_valid_by_our_own_rules(later: timedelta) -> None:
    stands = placeholder(darius(Version.V1_4, shirins_note(), expiry_date=ENDS, age="35"), made_at=NOW + later)
    assert is_placeholder(stands)
    assert stands.values().keys() == set(KEPT)
    assert validate(Document(Version.V1_4, (stands,)).events(), now=NOW + timedelta(days=3)).findings == ()


def test_a_record_without_an_expiry_or_with_a_name_is_no_placeholder() -> None:
    assert not is_placeholder(placeholder(darius(), made_at=NOW))
    assert not is_placeholder(darius(expiry_date=ENDS))


@pytest.mark.parametrize(("said", "is_newer"), [("2026-03-02T00:00:00Z", True), (MADE, False), ("never", False)])
def test_only_a_later_word_changes_what_we_hold(said: str, is_newer: bool) -> None:  # noqa: FBT001 - a case
    told = darius(source_date=said)
    assert is_newer_word(told, than=moment_of(MADE)) is is_newer
    assert is_newer_word(told, than=None) is (said != "never")
    assert told.id == PERSON_ID
