from __future__ import annotations

import ast
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import khabar
from domain.procedures.invented_cases import BELARUS, KENYA, NO_CONTACT, OPEN, TODAY, changed, day, other
from domain.procedures.random_cases import cases
from domain.procedures.test_table import ROWS
from khabar.adapters.procedures import LANGUAGES, tongue
from khabar.adapters.procedures.saying import (
    as_of_text,
    day_text,
    due_reason,
    due_text,
    item_text,
    line_text,
    state_text,
    told_text,
)
from khabar.cli.found_words import is_sentence
from khabar.domain.errors import Invalid
from khabar.domain.procedures import Case, ProcedureId, check
from khabar.domain.procedures.values import StateCode
from khabar.text import without_bidi_controls

FOLDER = Path(khabar.__file__).parent
WORDS = FOLDER / "adapters" / "procedures" / "words"
RULES = FOLDER / "domain" / "procedures"


def tables(language: str) -> dict[str, dict[str, str]]:
    with (WORDS / f"{language}.toml").open("rb") as file:
        found: dict[str, Any] = tomllib.load(file)
    return {name: table for name, table in found.items() if name not in ("language", "day")}


def say_everything(case: Case, language: str) -> list[str]:
    words = tongue(language)
    said = []
    for result in check(case, TODAY):
        said += [words[f"procedures.{result.procedure}"], words[f"answers.{result.answer}"]]
        said += [line_text(line, words) for line in (*result.lines, *result.bars)]
        said += [item_text(line, words) for line in result.missing]
        said += [told_text(one, words) for one in result.told]
        said += [due_text(one, words) + due_reason(one, words, TODAY) for one in result.due]
    return said


@given(cases())
def test_everything_the_rules_can_say_has_words_in_every_language(case: Case) -> None:
    for language in LANGUAGES:
        assert all(said.strip() and "{" not in said for said in say_everything(case, language))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.door}: {row.says}")
def test_every_row_of_the_tables_is_said_in_every_language(row: Any) -> None:  # noqa: ANN401 - a row of the tables
    for language in LANGUAGES:
        assert all(said.strip() and "{" not in said for said in say_everything(row.case, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_say_the_same_things_with_the_same_gaps(language: str) -> None:
    english, own = tables("en"), tables(language)
    assert {name: set(table) for name, table in own.items()} == {name: set(table) for name, table in english.items()}
    for name, table in english.items():
        for key, text in table.items():
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", own[name][key])), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_empty_or_steers_what_surrounds_it(language: str) -> None:
    for table in tables(language).values():
        for text in table.values():
            assert text == text.strip() != ""
            assert text == without_bidi_controls(text)


def test_persian_is_written_in_persian_letters_digits_and_marks() -> None:
    for name, table in tables("fa").items():
        for key, text in table.items():
            plain = re.sub(r"\{\w+\}|SHA-256", "", text)
            assert not re.search(r"[يكىة0-9٠-٩,;?%]", plain), (name, key)
            assert not re.search(r"(?:^|\s)ن?می\s", plain), (name, key)


def test_no_word_stands_there_that_nothing_says() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(RULES.rglob("*.py")))
    strings = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    made = {
        *(f"consent-{one}{end}" for one in ("filing", "naming", "publication") for end in ("", "-yes", "-no")),
        *(f"{one}-{end}" for one in ("family-consent", "follow-up") for end in ("yes", "no")),
        *(f"element-{one}" for one in ("deprivation", "state-link", "refusal", "outside-law")),
        *(f"door-{one}" for one in ("prosecutor", "habeas-corpus", "ombudsman", "refugee-authority")),
    }
    for table in ("lines", "items", "told", "terms"):
        assert set(tables("en")[table]) - strings - made == set(), table


def test_no_sentence_of_the_rules_stands_in_their_code_where_catalogues_would_look_for_it() -> None:
    for path in RULES.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                assert not is_sentence(node.value)


def test_states_and_days_are_written_for_the_reader() -> None:
    english, persian = tongue("en"), tongue("fa")
    assert (state_text(KENYA, english), state_text(KENYA, persian)) == ("Kenya", "کنیا")
    assert state_text(StateCode("XAA"), persian) == "XAA"
    assert day_text(TODAY, english) == "2026-11-21"
    assert without_bidi_controls(day_text(TODAY, persian)) == "۳۰ آبان ۱۴۰۵ (۲۰۲۶-۱۱-۲۱)"


def test_what_is_only_remembered_says_so_and_a_passed_day_too() -> None:
    words = tongue("en")
    lines = [line for one in check(OPEN, TODAY) for line in one.lines if line.code == "no-exhaustion-rule"]
    assert line_text(lines[0], words).endswith("To be confirmed.")
    case = changed(other_procedures=(other(procedure=ProcedureId.WGEID_URGENT, filed=day("2026-01-01"), pending=True),))
    guards = [one for r in check(case, TODAY) for one in r.due if one.code == "guard-end"]
    assert due_reason(guards[0], words, TODAY).endswith("To be confirmed. This day has passed.")
    assert "passed" not in due_reason(guards[0], words, guards[0].on)


def test_a_procedure_of_no_id_is_named_as_it_was_written_and_an_undated_row_says_so() -> None:
    case = changed(other_procedures=(other(body="the far court"),))
    assert any("the far court" in said for said in say_everything(case, "fa"))
    case = changed(other_procedures=(other(),), disappearance={"held_in": (StateCode("XAA"),)})
    assert any("?" in said for said in say_everything(case, "en"))
    undated = [line for one in check(case, TODAY) for line in one.lines if line.code == "binding-unknown"]
    assert as_of_text(undated[0]) == "undated"


def test_the_person_is_never_called_missing_once_they_have_spoken() -> None:
    said = " ".join(say_everything(changed(own_word=NO_CONTACT), "en"))
    assert "must not be presented as an enforced disappearance" in said
    assert replace(OPEN, own_word=NO_CONTACT) == changed(own_word=NO_CONTACT)


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(Invalid, match="en, fa"):
        tongue("xx")


def test_a_state_that_left_is_named_with_its_day() -> None:
    said = say_everything(changed(disappearance={"held_in": (BELARUS,)}), "en")
    assert "Belarus has left ICCPR-OP1, with effect from 2023-02-08. Nothing new can be filed." in said
