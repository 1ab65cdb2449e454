from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from domain.replies.mails import LETTERS, answer
from khabar.domain.replies import oddities
from khabar.domain.replies.filing import filed

if TYPE_CHECKING:
    from khabar.text import Said

NOTES = (oddities.OTHER_CHARACTERS, oddities.WINMAIL, oddities.ENCRYPTED, oddities.VERY_LARGE)


@pytest.mark.parametrize("note", NOTES, ids=str)
def test_what_its_reader_found_odd_is_said_of_a_mail_and_changes_nothing_of_where_it_goes(note: Said) -> None:
    plain, odd = filed(answer(), LETTERS), filed(replace(answer(), notes=(note,)), LETTERS)
    assert odd.reasons == (*plain.reasons, note)
    assert replace(odd, reasons=plain.reasons) == plain


@pytest.mark.parametrize("refusal", [oddities.TOO_NESTED, oddities.HEAD_TOO_LONG, oddities.NO_MAIL])
def test_a_mail_that_is_not_read_is_kept_all_the_same_and_that_is_said(refusal: str) -> None:
    assert "kept" in refusal
