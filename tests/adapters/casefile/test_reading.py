from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from khabar.adapters.casefile import Read, read_case
from khabar.adapters.casefile.contradicted import SENTENCES, require_no_contradiction
from khabar.domain.bar_list import Ground, WordOf
from khabar.domain.errors import Invalid
from khabar.domain.procedures import Case, ProcedureId
from khabar.domain.procedures.facts import Agreed, Claim, HowEnded, PersonConsent, Relation, Word
from khabar.domain.procedures.values import Days, StateCode

ON = date(2026, 11, 21)


def read(**document: Any) -> Read:  # noqa: ANN401 - any JSON
    return read_case(document, ON)


def case(**document: Any) -> Case:  # noqa: ANN401 - any JSON
    return read(**document).case


def refused(**document: Any) -> str:  # noqa: ANN401 - any JSON
    with pytest.raises(Invalid) as found:
        read(**document)
    return str(found.value)


def began(**happened: Any) -> Days:  # noqa: ANN401 - any JSON
    found = case(disappearance=happened).disappearance.began
    assert found is not None
    return found


# What is not known


@pytest.mark.parametrize("nothing", [None, "", " ", "unknown", "Unknown", "not known", "?", "نامعلوم"])
def test_missing_null_empty_and_unknown_are_one_and_the_same(nothing: object) -> None:
    told = {
        "person": {"name": nothing, "stateless": nothing, "nationality": nothing, "birth": nothing},
        "elements": {"state_link": nothing},
        "own_word": nothing,
        "remedies": nothing,
        "submitter": {"relation": nothing},
        "consents": {"filing": nothing},
        "bar_list": nothing,
    }
    assert case(**told) == Case()
    assert case() == Case()


def test_none_is_an_answer_and_so_is_an_empty_list() -> None:
    nothings: tuple[object, ...] = ("none", "nobody", [])
    for nothing in nothings:
        found = case(remedies=nothing, other_procedures=nothing, bar_list=nothing, person={"nationality": nothing})
        assert (found.remedies, found.other_procedures, found.bar_list, found.person.nationality) == ((), (), (), ())
    assert case(own_word="none").own_word.heard is False


def test_an_entry_that_is_null_is_one_of_which_nothing_is_known() -> None:
    found = case(other_procedures=[None, {"procedure": "ced-30"}])
    assert found.other_procedures is not None
    assert [one.procedure for one in found.other_procedures] == [None, ProcedureId.CED_30]


# Names of fields


def test_names_of_fields_may_have_spaces_hyphens_capitals_or_another_name() -> None:
    for name in ("held_in", "held in", "Held-In", "state", "State held in"):
        assert case(disappearance={name: "Mexico"}).disappearance.held_in == ("MEX",)


def test_a_slip_in_a_name_is_refused_with_the_name_meant() -> None:
    assert refused(disappearance={"hled_in": "MX"}) == (
        "disappearance.hled_in: there is no such field. Did you mean “held_in”?"
    )
    assert "“bar_list”" in refused(barlist=["MX"])


def test_a_field_of_somebody_elses_is_left_out_with_a_warning_and_ours_to_ignore_without() -> None:
    found = read(person={"shoe size": 44}, _ours=1, **{"$schema": "x", "x-note": 2})
    assert found.case == Case()
    assert found.warnings == ("person.shoe size: this field is not known here and was left out.",)


def test_one_field_under_two_names_is_refused() -> None:
    assert refused(disappearance={"held_in": "MX", "state": "AR"}).startswith(
        "disappearance.held_in: this is given twice"
    )


# Values


@pytest.mark.parametrize(
    ("word", "answer"), [(True, True), ("yes", True), ("بله", True), (False, False), ("No", False)]
)
def test_yes_and_no_are_taken_in_several_words(*, word: object, answer: bool) -> None:
    assert case(person={"stateless": word}).person.stateless is answer
    assert case(elements={"a": word}).elements.deprivation_of_liberty == Claim(answer=answer)


@pytest.mark.parametrize("word", ["perhaps", "2", [], {}])
def test_anything_else_is_neither(word: object) -> None:
    assert refused(person={"stateless": word}) == "person.stateless: this must be yes, no or unknown."


def test_choices_are_taken_by_their_names_and_by_plain_words() -> None:
    found = case(
        submitter={"relation": "Sister"},
        own_word={"heard": True, "said": "alive, no contact", "how": "television"},
        consents={"person_concerned": True},
        other_procedures=[{"id": "WGEID standard", "how": "views"}],
        bar_list=[{"state": "MX", "ground": "origin"}],
    )
    assert (found.submitter.relation, found.submitter.kinship) == (Relation.RELATIVE, "Sister")
    assert (found.own_word.said, found.own_word.how) == (Word.ALIVE_NO_CONTACT, WordOf.MEDIA)
    assert found.consents.person_concerned is PersonConsent.GIVEN
    assert found.other_procedures is not None
    assert found.other_procedures[0].procedure is ProcedureId.WGEID_STANDARD
    assert found.other_procedures[0].how_ended is HowEnded.DECIDED
    assert found.bar_list is not None
    assert found.bar_list[0].ground is Ground.ORIGIN


def test_a_kinship_that_is_told_is_kept() -> None:
    told = {"relation": "mother", "kinship": "stepmother"}
    assert case(submitter=told).submitter.kinship == "stepmother"
    assert case(submitter={"relation": "relative"}).submitter.kinship == ""
    assert case(**{"who submits": {"role": "brother"}}).submitter.kinship == "brother"
    assert case(submitter={"relation": "lawyer"}).submitter == case(submitter={"relation": "counsel"}).submitter


def test_a_choice_that_is_none_names_them_all_and_an_unknown_procedure_stays_unknown_with_a_warning() -> None:
    assert refused(submitter={"relation": "stranger"}).endswith("legitimate_interest, organisation.")
    found = read(other_procedures=[{"procedure": "a far court"}])
    assert found.case.other_procedures is not None
    assert found.case.other_procedures[0].procedure is None
    assert "other_procedures[0].procedure" in found.warnings[0]


def test_consent_is_yes_no_or_the_ids_it_was_given_for() -> None:
    found = case(consents={"filing": "yes", "naming_to_state": ["ced-30", "ced-31"], "publication": False}).consents
    assert found.filing == Agreed(everywhere=True)
    assert found.publication == Agreed(everywhere=False)
    assert found.naming_to_state.to(ProcedureId.CED_31) is True
    assert found.naming_to_state.to(ProcedureId.CAT_22) is False


def test_one_value_is_a_list_of_one_and_a_text_is_the_first_that_is_told_of_an_entry() -> None:
    found = case(disappearance={"situation": "migration"}, remedies={"body": "Court"}, bar_list=["Kenya"])
    assert found.disappearance.situation == ("migration",)
    assert found.remedies is not None
    assert found.remedies[0].body == "Court"
    assert found.bar_list is not None
    assert found.bar_list[0].state == "KEN"


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"person": "Darius"}, "person: this must be an object"),
        ({"elements": {"state_link": [1]}}, "elements.state_link: this must be an object"),
        ({"person": {"name": 7}}, "person.name: this must be a text"),
        ({"person": {"name": ["a"]}}, "person.name: this must be a text"),
        ({"disappearance": {"circumstances": "x" * 20_001}}, "more than 20000 letters"),
        ({"remedies": [{}] * 501}, "remedies: this list has more than 500 entries"),
        ({"disappearance": {"held_in": [7]}}, "disappearance.held_in[0]: this must be a text"),
    ],
)
def test_a_value_of_another_kind_is_refused_at_its_field(document: dict[str, Any], said: str) -> None:
    assert said in refused(**document)


# Dates


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("2024-03-05", date(2024, 3, 5), date(2024, 3, 5)),
        ("2024-03", date(2024, 3, 1), date(2024, 3, 31)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("1403-12-15 solar hijri", date(2025, 3, 5), date(2025, 3, 5)),
        ("۱۵ اسفند ۱۴۰۳", date(2025, 3, 5), date(2025, 3, 5)),
        ({"date": "1403-12-15", "calendar": "solar_hijri"}, date(2025, 3, 5), date(2025, 3, 5)),
        ("2026", date(2026, 1, 1), ON),
    ],
)
def test_dates_are_read_in_any_calendar_and_to_any_length(written: object, earliest: date, latest: date) -> None:
    found = began(began=written)
    assert (found.earliest, found.latest) == (earliest, latest)


def test_a_year_of_two_calendars_stays_both_with_a_warning_until_the_file_names_one() -> None:
    found = read(disappearance={"began": "1404-05-01"})
    assert found.case.disappearance.began is not None
    assert found.case.disappearance.began.earliest.year == 1984
    assert "disappearance.began: this can be read in two calendars." in found.warnings[0]
    named = read(calendar="solar_hijri", disappearance={"began": "1404-05-01"})
    assert named.case.disappearance.began == Days(date(2025, 7, 23), date(2025, 7, 23))
    assert named.warnings == ()
    other = read(calendar="solar_hijri", disappearance={"began": {"date": "1404-05-01", "calendar": "hijri"}})
    assert other.case.disappearance.began is not None
    assert other.case.disappearance.began.earliest.year == 1984


def test_a_named_calendar_that_has_no_such_year_changes_nothing() -> None:
    assert began(began={"date": "2024-03-05", "calendar": "hijri"}).earliest == date(2024, 3, 5)


@pytest.mark.parametrize(
    "written",
    ["yesterday", "2024-02-30", {"day": "2024"}, {"date": "2024", "calender": "hijri"}, {"calendar": "hijri"}],
)
def test_what_is_no_date_is_refused_at_its_field(written: object) -> None:
    assert refused(disappearance={"began": written}).startswith("disappearance.began: ")


def test_a_day_after_the_day_of_filing_is_refused_but_a_last_day_may_lie_ahead() -> None:
    assert "future" in refused(disappearance={"began": "2026-11-22"})
    found = case(domestic={"ombudsman": {"possible": True, "last_day": "2027-03-01"}})
    assert found.domestic.ombudsman.last_day == Days(date(2027, 3, 1), date(2027, 3, 1))


def test_a_calendar_that_is_none_is_refused() -> None:
    assert refused(calendar="mayan").startswith("calendar: this must be one of")


# States


def test_a_state_that_is_no_more_and_a_word_for_two_are_refused_with_what_to_write() -> None:
    gone = refused(person={"nationality": "Yugoslavia"})
    assert gone.startswith("person.nationality[0]: “Yugoslavia” is a State that is no more.")
    assert "Serbia (SRB)" in gone
    assert "Republic of Korea (KOR)" in refused(disappearance={"held_in": "Korea"})
    assert "territory" in refused(disappearance={"held_in": "Puerto Rico"})
    assert "no State that we know" in refused(disappearance={"held_in": "Atlantis"})


def test_a_word_that_may_mean_another_state_is_taken_with_a_warning() -> None:
    found = read(person={"country_of_origin": "Congo"})
    assert found.case.person.country_of_origin == StateCode("COG")
    assert "Democratic Republic of the Congo" in found.warnings[0]


def test_a_stateless_person_has_no_nationality() -> None:
    assert case(person={"nationality": "stateless"}).person.nationality == ()
    assert case(person={"nationality": ["MX", "Mexico", "AR"]}).person.nationality == ("MEX", "ARG")


# Contradictions


def test_a_contradiction_is_refused_with_its_field_and_both_dates() -> None:
    found = case(
        disappearance={"began": "2021-03-04"}, other_procedures=[{"procedure": "ced-30", "filed": "2020-01-01"}]
    )
    with pytest.raises(Invalid) as refusal:
        require_no_contradiction(found)
    assert str(refusal.value) == "other_procedures[0].filed: this was filed (2020-01-01) before it began (2021-03-04)."
    require_no_contradiction(Case())


def test_every_contradiction_has_its_sentence_with_the_gaps_it_fills() -> None:
    for sentence in SENTENCES.values():
        assert sentence % {"this": "a", "other": "b"}
        assert sentence.endswith(".")
