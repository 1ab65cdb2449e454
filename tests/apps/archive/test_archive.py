from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from apps.archive.conftest import GAZETTE, MINISTRY
from association_cast import LEYLA
from khabar.apps.archive.deciding import figures
from khabar.apps.archive.marking import mark_words

if TYPE_CHECKING:
    from apps.archive.conftest import Stacks

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


def test_a_text_goes_from_the_upload_to_a_confirmed_figure(stacks: Stacks) -> None:
    added = stacks.add()
    assert [one.text for one in stacks.open(added).passages] == [MINISTRY]
    assert stacks.texts_found("detained") == [MINISTRY]
    stacks.work()
    (proposal,) = stacks.proposals()
    assert proposal.claim.speaker == "The ministry"
    stacks.confirm_all()
    (group,) = figures(LEYLA, parts=stacks.parts)
    assert (group.unit, group.sources) == ("person", 1)
    assert GAZETTE.outlet == group.lines[0].claim.source.outlet


def test_a_marked_word_is_neither_found_nor_shown_from_then_on(stacks: Stacks) -> None:
    stacks.add("Darius Ahmadi was seen at the mill.")
    assert stacks.texts_found("Darius")
    assert mark_words(**stacks.by(), words=["Darius"]) == 1
    assert not stacks.texts_found("Darius")
    assert stacks.texts_found("mill") == ["[…] Ahmadi was seen at the mill."]
