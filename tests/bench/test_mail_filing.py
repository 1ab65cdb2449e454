"""The measurement of incoming mail: damage is damage, nothing is filed wrongly, the tables have their places."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from bench._mail_corpora import CONFUSED, TABLE, tried
from bench._mail_filing import CONDITIONS, Outcome, Steps, World, mutated, total, world
from bench._mail_forged import forged, unrelated
from bench._mail_mutations import MUTATIONS
from bench._mail_quotes import folded
from bench._mail_tables import COUNTED, DOCUMENT

from adapters.incoming_mail.made_letters import answer
from khabar.data.mail_words import counted_steps
from khabar.domain.replies.codes import one_mistake_away
from khabar.domain.replies.matching import Step

if TYPE_CHECKING:
    from pathlib import Path

TRIALS = 6


@pytest.fixture(scope="module")
def made() -> World:
    """Invent letters."""
    return world(7)


def test_a_neighbour_is_one_lost_digit_away(made: World) -> None:
    known = made.known.by_code.keys()
    for one in made.neighboured[:30]:
        lost = {one.code[:at] + one.code[at + 1 :] for at in range(15)}
        assert any(len(one_mistake_away(digits) & known) > 1 for digits in lost)


@pytest.mark.parametrize("name", [name for name in MUTATIONS if name != "nothing"])
def test_every_mutation_changes_the_mail(made: World, name: str) -> None:
    random = Random(3)  # noqa: S311 - reproducible draws, no secret
    to = next(one for one in made.letters if {"0", "1"} <= set(one.code))
    whole = answer(to, to.words["answers"][0])
    assert MUTATIONS[name](whole, to, random).raw() != whole.raw()


@pytest.mark.parametrize("condition", CONDITIONS)
def test_damaged_answers_are_filed_and_never_wrongly(made: World, condition: str) -> None:
    found = total("all", list(mutated(made, condition, TRIALS, Steps())))
    assert found.filed_wrong == 0
    assert found.recall >= 0.98
    assert found.mails == TRIALS * len(MUTATIONS) - (2 * TRIALS if condition == CONDITIONS[2] else 0)


def test_what_is_forged_or_of_nobody_is_never_filed(made: World) -> None:
    rows: list[Outcome] = [*forged(made, TRIALS, Steps()), *unrelated(made, TRIALS)]
    assert {row.name: row.filed_right + row.filed_wrong for row in rows} == {row.name: 0 for row in rows}


def test_quotes_are_told_from_words_in_every_language() -> None:
    assert all(one.ours == one.answers for one in folded())


def test_every_step_was_counted_and_the_page_has_its_marks() -> None:
    assert counted_steps().keys() == {step.value for step in Step}
    assert all(0 < one.right <= one.seen for one in counted_steps().values())
    assert COUNTED.exists()
    page = DOCUMENT.read_text(encoding="utf-8")
    for name in ("mutations", "forged", "steps", "calibration", "corpora", "quotes", "speed"):
        assert f"<!-- measured: mail {name} -->" in page
        assert f"<!-- end: mail {name} -->" in page


def test_labels_of_public_mails_name_kinds_that_are_counted(tmp_path: Path) -> None:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    assert {row[2] for row in rows} == {"bounce", "other", *CONFUSED}
    assert all(len(row) == 4 and row[3].startswith(("authors", "read")) for row in rows)
    assert list(tried(tmp_path)) == []
