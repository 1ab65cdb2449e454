"""From what was typed to a case: every section keeps what it was given, and every contradiction has its two fields."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from khabar.adapters.casefile.contradicted import SENTENCES as SHELL
from khabar.adapters.casefile.fields import Kind
from khabar.adapters.casefile.reading import read_case
from khabar.apps.procedures.cases import NOTHING_KEPT
from khabar.apps.procedures.queries import Procedures
from khabar.domain.procedures.contradictions import contradictions
from khabar.domain.procedures.ids import ProcedureId
from khabar.web.advocacy.procedures_forms import FactsForm
from khabar.web.advocacy.procedures_questions import SECTIONS
from khabar.web.advocacy.procedures_reading import SENTENCES, Wrong, _in_words, reading_of, section_of
from khabar.web.advocacy.procedures_sections import Ask, Rows, field_at, got, name_of, put

if TYPE_CHECKING:
    from web.association import Rooms

TODAY: Final = date(2026, 3, 2)


def value_of(ask: Ask, path: str) -> object:
    """Something that may be said in answer to a question."""
    spec = field_at(path)
    if ask.words:
        first = next(iter(ask.words))
        return [first] if spec.kind is Kind.TEXTS else str(first)
    if spec.of is ProcedureId:
        return "ced-30"
    made: dict[Kind, object] = {
        Kind.YES_NO: "yes",
        Kind.DATE: "2025-03",
        Kind.STATES: ["KEN", "LBY"],
        Kind.AGREED: ["wgeid-standard"],
        Kind.TEXTS: ["one", "two"],
    }
    return made.get(spec.kind, "a word")


def full() -> dict[str, object]:
    """A document in which every question has an answer."""
    document: dict[str, object] = {}
    for section in SECTIONS.values():
        for group in section.groups:
            if isinstance(group, Rows):
                entry = {ask.path: value_of(ask, f"{group.path}.{ask.path}") for ask in group.asks}
                put(document, group.path, [entry, dict(entry)])
            else:
                for ask in group.asks:
                    put(document, ask.path, value_of(ask, ask.path))
    return document


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_gives_back_what_it_was_given(name: str) -> None:
    document, section = full(), SECTIONS[name]
    form = FactsForm.as_kept(section, document, 1, TODAY)
    assert form.is_valid(), form.errors
    assert form.document({}) == _only(document, list(section.paths()))
    assert form.document(document) == document


@pytest.mark.parametrize("name", SECTIONS)
def test_an_empty_section_says_nothing(name: str) -> None:
    form = FactsForm.as_kept(SECTIONS[name], {}, 1, TODAY)
    assert form.is_valid(), form.errors
    said = form.document({})
    assert all(got(said, path) is None for path in SECTIONS[name].paths())


def _only(document: dict[str, object], paths: list[str]) -> dict[str, object]:
    made: dict[str, object] = {}
    for path in paths:
        put(made, path, got(document, path))
    return made


def test_what_every_question_may_say_is_read_as_a_case() -> None:
    assert read_case(full(), TODAY).warnings == ()


def test_no_field_is_asked_twice_and_what_is_the_files_alone_is_not_asked() -> None:
    paths = [path for section in SECTIONS.values() for path in section.paths()]
    assert len(paths) == len(set(paths))
    mine = ("person.country_of_origin", "person.left_country_of_origin", "person.left_in_fear", "bar_list")
    assert not {*mine, "bar_decisions"} & set(paths)


def test_every_contradiction_of_the_rules_has_a_sentence_here() -> None:
    assert SENTENCES.keys() == SHELL.keys()


CONTRADICTING: Final[dict[str, dict[str, object]]] = {
    "stateless-with-nationality": {"person": {"stateless": "yes", "nationality": ["KEN"]}},
    "began-before-birth": {"person": {"birth": "2000"}, "disappearance": {"began": "1999"}},
    "seen-before-birth": {"person": {"birth": "2000"}, "disappearance": {"last_seen": {"date": "1999"}}},
    "no-linked-case": {"disappearance": {"linked_case": {"exists": "no", "began": "2025"}}},
    "decided-before-began": {"domestic": {"final_decision": "2020"}, "disappearance": {"began": "2021"}},
    "seen-long-before": {"disappearance": {"began": "2025", "last_seen": {"date": "2020"}}},
    "seen-long-after": {"disappearance": {"began": "2020", "last_seen": {"date": "2025"}}},
    "word-not-heard": {"own_word": {"heard": "no", "said": "alive"}},
    "anonymous-with-name": {"submitter": {"anonymous": "yes", "name": "Shirin"}},
    "filed-before-began": {"disappearance": {"began": "2025"}, "remedies": [{"filed": "2020"}]},
    "ended-before-filed": {"remedies": [{}, {"filed": "2025", "ended": "2020"}]},
    "letter-before-filed": {"other_procedures": [{"filed": "2025", "last_letter_to_us": "2020"}]},
    "final-but-not-exhausted": {"domestic": {"exhausted": "no", "final_decision": "2020"}},
    "no-limit-but-last-day": {"domestic": {"ombudsman": {"has_limit": "no", "last_day": "2026"}}},
    "pending-but-ended": {"other_procedures": [{"pending": "yes", "ended": "2020"}]},
}


@pytest.mark.parametrize("code", CONTRADICTING)
def test_a_contradiction_names_both_its_fields_in_the_sections_that_ask_them(code: str) -> None:
    document = CONTRADICTING[code]
    (found,) = contradictions(read_case(document, TODAY).case)
    wrong = _in_words(found)
    assert found.code == code
    assert len(wrong.paths) == 2
    assert all(map(section_of, wrong.paths)), wrong.paths
    shown = [
        name
        for section in wrong.sections
        for name in FactsForm.as_kept(SECTIONS[section], document, 1, TODAY).fields
        if name in wrong.names
    ]
    assert sorted(shown) == sorted(wrong.names)


@pytest.mark.django_db(databases=["default", "porch"])
def test_whatever_cannot_be_read_is_left_out_and_named_and_the_rest_is_read(rooms: Rooms) -> None:
    file = rooms.opened(rooms.file())
    said: dict[str, object] = {
        "person": {"name": "Darius", "birth": "31 Esfand 1402"},
        "remedies": [{"body": "High court", "filed": "never"}],
        "disappearance": {"held_in": ["nowhere at all"]},
    }
    reading = reading_of(said, Procedures(NOTHING_KEPT, (), ()), file, TODAY, parts=rooms.parts)
    paths = sorted(one.paths[0] for one in reading.wrong)
    assert paths == ["disappearance.held_in[0]", "person.birth", "remedies[0].filed"]
    assert reading.case.person.name == "Darius"
    assert reading.case.remedies is not None
    assert reading.case.remedies[0].body == "High court"
    assert said["remedies"] == [{"body": "High court", "filed": "never"}]


def test_names_of_fields_follow_their_paths() -> None:
    assert name_of("remedies[1].filed") == "remedies__1__filed"
    assert Wrong(("remedies[1].filed", "disappearance.began"), "").sections == ("remedies", "happened")
