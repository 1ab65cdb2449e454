from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.bar_list import Bar, Ground, Lifted, WordOf
from khabar.domain.bridge.entrusting import (
    FILE_CLOSED,
    HAS_SPOKEN,
    NO_CONSENT,
    NO_PARTNER,
    NOT_OVER_HERE,
    TOLD_OF_ENQUIRER,
    TOLD_OF_SOUGHT,
    Asking,
    facts_of,
    hindrances,
    require_copied_facts,
    tracing_by,
)
from khabar.domain.casework.consents import ConsentEvent, Scope, Stand, Use
from khabar.domain.errors import Invalid
from khabar.domain.forms import RequestForm, Way

TODAY = date(2026, 3, 2)
FORM = RequestForm(
    filed_at="2026-03-02T09:00:00+00:00",
    name="Darius Ahmadi",
    other_names=("داریوش احمدی", "Dari"),
    enquirer_name="Shirin Ahmadi",
    kinship="sister",
)


def said(
    stand: Stand = Stand.GIVEN, *, scope: Scope | None = None, days: int = 0, until: int | None = None
) -> ConsentEvent:
    on = TODAY + timedelta(days=days)
    end = None if until is None else TODAY + timedelta(days=until)
    return ConsentEvent("shirin", scope or tracing_by("house"), stand, on, "C-7", "by telephone", "shirin", end)


ASKING = Asking(
    partner="house",
    state="NLD",
    enquirer="shirin",
    consents=(said(days=-1),),
    bars=(),
    has_spoken=False,
    is_closed=False,
)


def test_with_consent_and_nothing_in_the_way_it_may_go() -> None:
    assert hindrances(ASKING, TODAY) == ()


@pytest.mark.parametrize(
    "consents",
    [
        (),
        (said(Stand.ASKED),),
        (said(Stand.REFUSED),),
        (said(days=1),),
        (said(days=-9, until=-1),),
        (said(days=-9), said(Stand.WITHDRAWN)),
        (said(days=-9), ConsentEvent("shirin", None, Stand.WITHDRAWN, TODAY)),
        (said(scope=tracing_by("another house")),),
        (said(scope=Scope(Use.RECIPIENT, "house")),),
        (replace(said(), person="nima"),),
    ],
)
def test_without_this_persons_consent_for_this_intermediary_and_this_purpose_it_does_not_go(
    consents: tuple[ConsentEvent, ...],
) -> None:
    assert hindrances(replace(ASKING, consents=consents), TODAY) == (NO_CONSENT,)


def test_each_hindrance_has_its_sentence() -> None:
    assert hindrances(replace(ASKING, state=""), TODAY) == (NO_PARTNER,)
    assert hindrances(replace(ASKING, has_spoken=True), TODAY) == (HAS_SPOKEN,)
    assert hindrances(replace(ASKING, is_closed=True), TODAY) == (FILE_CLOSED,)


@pytest.mark.parametrize(
    "bar", [Bar("NLD", Ground.ORIGIN), Bar("NLD", Ground.FEAR), Bar("XKX", Ground.FORWARDS, "house")]
)
def test_the_bar_list_holds_and_only_the_person_lifts_it(bar: Bar) -> None:
    (found,) = hindrances(replace(ASKING, bars=(bar,)), TODAY)
    assert "bar list" in str(found)
    lifted = replace(bar, lifted=Lifted(WordOf.PERSON_ALONE, "a letter", TODAY))
    assert hindrances(replace(ASKING, bars=(lifted,)), TODAY) == ()
    assert hindrances(replace(ASKING, bars=(Bar("DEU", Ground.FEAR),)), TODAY) == ()


@given(
    st.lists(st.sampled_from([said(days=-3), said(Stand.WITHDRAWN, days=-2), said(Stand.REFUSED), said(Stand.ASKED)]))
)
def test_after_the_last_word_was_no_it_never_goes(consents: list[ConsentEvent]) -> None:
    last = sorted((one for one in consents if one.stand is not Stand.ASKED), key=lambda one: one.on)
    goes = not hindrances(replace(ASKING, consents=tuple(consents)), TODAY)
    assert goes == bool(last and last[-1].stand is Stand.GIVEN)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "shirin@example.org"),
        ("phone", "020 555 0101"),
        ("post_address", "Mill Lane 3"),
        ("safe_times", "mornings"),
        ("stop_word", "plums"),
        ("slip_number", "12345678"),
        ("callback_question", "Which boat?"),
        ("heirs", ("Nima",)),
        ("must_not_inherit", ("Ezra",)),
    ],
)
def test_how_the_family_is_reached_never_goes_over_the_bridge(field: str, value: object) -> None:
    require_copied_facts(FORM)
    with pytest.raises(Invalid) as found:
        require_copied_facts(replace(FORM, **{field: value}))  # type: ignore[arg-type]  # values by name
    assert (found.value.field, found.value.message) == (field, NOT_OVER_HERE)


def test_a_request_that_wants_a_call_or_has_no_name_does_not_go() -> None:
    with pytest.raises(Invalid, match="way"):
        require_copied_facts(replace(FORM, way=Way.TELEPHONE))
    with pytest.raises(Invalid, match="name"):
        require_copied_facts(replace(FORM, name="", other_names=()))


def test_facts_are_listed_one_by_one_and_empty_ones_left_out() -> None:
    assert facts_of(FORM, TOLD_OF_SOUGHT) == {"name": "Darius Ahmadi", "other_names": "داریوش احمدی\nDari"}
    assert facts_of(FORM, TOLD_OF_ENQUIRER) == {"enquirer_name": "Shirin Ahmadi", "kinship": "sister"}
