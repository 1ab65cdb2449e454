from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.before_asking import (
    ASSURANCE,
    EXCLUDED_PURPOSES,
    NOBODY_NAMED,
    OPENING,
    AskingWords,
    Facts,
    ObstacleCode,
    Purpose,
    QuestionCheck,
    Risk,
    SaidOfMe,
    Verification,
    reasons_not_to_ask,
    refuse_unless_askable,
    words_for_asking,
)
from khabar.domain.errors import Refused

GOOD = Facts(
    enquirer_verified=Verification.KINSHIP_TOLD,
    purpose=Purpose.FAMILY_NEWS,
    route_risk=Risk.LOW,
    under_age=False,
    reported_dead=False,
    objection=False,
    durable_no=False,
    questions=QuestionCheck.AGREE,
    by_name_alone_possible=True,
)
FACTS = st.builds(
    Facts,
    enquirer_verified=st.sampled_from(Verification),
    purpose=st.sampled_from(Purpose),
    route_risk=st.sampled_from(Risk),
    under_age=st.booleans(),
    reported_dead=st.booleans(),
    objection=st.booleans(),
    durable_no=st.booleans(),
    questions=st.sampled_from(QuestionCheck),
    licence_valid=st.booleans(),
    must_not_know=st.booleans(),
    by_name_alone_possible=st.booleans(),
)


def test_nothing_stands_against_asking_where_all_was_looked_at() -> None:
    assert reasons_not_to_ask(GOOD) == ()
    refuse_unless_askable(GOOD, "")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(GOOD, objection=True), ObstacleCode.OBJECTION),
        (replace(GOOD, must_not_know=True), ObstacleCode.MUST_NOT_KNOW),
        (replace(GOOD, durable_no=True), ObstacleCode.DURABLE_NO),
        (replace(GOOD, licence_valid=False), ObstacleCode.NO_LICENCE),
        (replace(GOOD, route_risk=Risk.UNKNOWN), ObstacleCode.RISK_NOT_LOOKED_AT),
        (replace(GOOD, route_risk=Risk.HIGH), ObstacleCode.RISK_HIGH),
        (replace(GOOD, by_name_alone_possible=False), ObstacleCode.NOT_ALONE),
        (replace(GOOD, questions=QuestionCheck.NOT_COMPARED), ObstacleCode.QUESTIONS_NOT_COMPARED),
        (replace(GOOD, questions=QuestionCheck.DISAGREE), ObstacleCode.QUESTIONS_DISAGREE),
        (replace(GOOD, under_age=True), ObstacleCode.UNDER_AGE),
        *((replace(GOOD, purpose=purpose), ObstacleCode.EXCLUDED_PURPOSE) for purpose in sorted(EXCLUDED_PURPOSES)),
    ],
)
def test_a_hard_obstacle_forbids_asking_whatever_is_written(facts: Facts, code: ObstacleCode) -> None:
    (obstacle,) = reasons_not_to_ask(facts)
    assert (obstacle.code, obstacle.hard) == (code, True)
    with pytest.raises(Refused):
        refuse_unless_askable(facts, "We think it is right.")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(GOOD, enquirer_verified=Verification.NONE), ObstacleCode.NOT_VERIFIED),
        (replace(GOOD, purpose=Purpose.NOT_TOLD), ObstacleCode.PURPOSE_NOT_CLEAR),
        (replace(GOOD, purpose=Purpose.OTHER), ObstacleCode.PURPOSE_NOT_CLEAR),
        (replace(GOOD, questions=QuestionCheck.NOT_GIVEN), ObstacleCode.QUESTIONS_NOT_GIVEN),
        (replace(GOOD, reported_dead=True), ObstacleCode.REPORTED_DEAD),
    ],
)
def test_a_soft_obstacle_wants_a_written_reason(facts: Facts, code: ObstacleCode) -> None:
    (obstacle,) = reasons_not_to_ask(facts)
    assert (obstacle.code, obstacle.hard) == (code, False)
    with pytest.raises(Refused, match="Write down"):
        refuse_unless_askable(facts, "  ")
    refuse_unless_askable(facts, "Two neighbours know her.")


@given(FACTS, st.text(max_size=5))
def test_asking_is_never_allowed_over_a_hard_obstacle(facts: Facts, reason: str) -> None:
    obstacles = reasons_not_to_ask(facts)
    assert list(obstacles) == sorted(obstacles, key=lambda obstacle: not obstacle.hard)
    if any(obstacle.hard for obstacle in obstacles):
        with pytest.raises(Refused):
            refuse_unless_askable(facts, reason)


@given(FACTS)
def test_an_objection_adds_an_obstacle_and_takes_none_away(facts: Facts) -> None:
    before = set(reasons_not_to_ask(replace(facts, objection=False)))
    assert before < set(reasons_not_to_ask(replace(facts, objection=True)))


def spoken(words: AskingWords) -> str:
    """Who it is, in English."""
    return " ".join(map(str, words.who))


@pytest.mark.parametrize(
    ("said", "who"),
    [
        (SaidOfMe.NOTHING, NOBODY_NAMED),
        (SaidOfMe.KINSHIP, "We may tell you how you are related: your sister."),
        (
            SaidOfMe.GIVEN_NAME,
            "We may tell you how you are related: your sister. We may tell you a name: Shirin.",
        ),
        (
            SaidOfMe.FULL_NAME,
            "We may tell you how you are related: your sister. We may tell you a name: Shirin Amiri.",
        ),
    ],
)
def test_the_person_hears_as_much_of_shirin_as_she_allowed(said: SaidOfMe, who: str) -> None:
    words = words_for_asking(said, "your sister", "Shirin", "Shirin Amiri")
    assert (words.opening, spoken(words), words.assurance) == (OPENING, who, ASSURANCE)


def test_what_was_not_filled_in_is_left_out() -> None:
    assert spoken(words_for_asking(SaidOfMe.FULL_NAME, "", "", "")) == NOBODY_NAMED
    assert spoken(words_for_asking(SaidOfMe.FULL_NAME, "", "Shirin", "")) == "We may tell you a name: Shirin."
    assert spoken(words_for_asking(SaidOfMe.GIVEN_NAME, "", "", "Shirin Amiri")) == NOBODY_NAMED


@given(st.sampled_from(SaidOfMe))
def test_nothing_is_said_beyond_the_level_allowed(said: SaidOfMe) -> None:
    words = words_for_asking(said, "KINSHIP", "GIVEN", "FULL")
    whole = f"{words.opening} {spoken(words)} {words.assurance}"
    assert ("KINSHIP" in whole) == (said >= SaidOfMe.KINSHIP)
    assert ("GIVEN" in whole) == (said is SaidOfMe.GIVEN_NAME)
    assert ("FULL" in whole) == (said is SaidOfMe.FULL_NAME)


@given(FACTS, st.sampled_from(Verification))
def test_papers_of_kinship_prove_no_goodwill_and_take_one_obstacle_alone_away(
    facts: Facts, shown: Verification
) -> None:
    before = {one.code for one in reasons_not_to_ask(facts)}
    after = {one.code for one in reasons_not_to_ask(replace(facts, enquirer_verified=shown))}
    assert before ^ after <= {ObstacleCode.NOT_VERIFIED}
