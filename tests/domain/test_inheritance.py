from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.consent_words import DARIUS, SOMEBODY_ELSE, histories
from khabar.domain.answers import ConsentEvent
from khabar.domain.before_asking import Purpose, SaidOfMe
from khabar.domain.codes import OUTER_LENGTH, check_digits
from khabar.domain.consent import strongest
from khabar.domain.errors import Invalid
from khabar.domain.forms import Reads, RequestForm, Way
from khabar.domain.ids import PresenceId, RequestId
from khabar.domain.inheritance import (
    NAME_NEEDED,
    NEVER,
    NOBODY_NAMED,
    NOT_NAMED,
    OF_THE_SEARCH,
    OWN_SLIP,
    WHY,
    Passing,
    is_shut_out,
    passed_on,
)

FILED_AT, LATER = "2026-03-02T09:00:00+00:00", "2026-11-21T17:43:00+00:00"
NUMBER, OTHER = ("12345678" + check_digits("12345678")), ("87654321" + check_digits("87654321"))
SHIRIN = RequestForm(
    filed_at=FILED_AT,
    name="Darius Ahmadi",
    father="Hassan",
    grandfather="Farhad",
    mother="Laleh",
    other_names=("Dara",),
    sex="m",
    birth="1365",
    birth_place="Marand",
    nationality="none",
    last_place="Lindenau",
    two_things=("the blue boat", "plum jam"),
    last_news="A letter",
    last_news_date="2019",
    risk="I do not know",
    enquirer_name="Shirin Ahmadi",
    enquirer_given="Shirin",
    kinship="sister",
    said_of_me=SaidOfMe.FULL_NAME,
    purpose=Purpose.FAMILY_NEWS,
    purpose_words="To know",
    language="Persian",
    email="shirin@example.org",
    safe_times="mornings",
    stop_word="apricot",
    slip_number=NUMBER,
    way=Way.TELEPHONE,
    phone="0700 555 0147",
    post_address="above the bakery",
    callback_question="What stood beside our door?",
    callback_answer="a blue boat",
    heirs=("Kian Ahmadi, my son", "Laleh"),
    must_not_inherit=("Bahman Rostami", "my cousin"),
    reads=Reads.IS_READ_TO,
    locator=bytes(32),
    public=bytes(32),
    verify_key=bytes(32),
)
KIAN = RequestForm(
    filed_at=LATER,
    enquirer_name="Kian Ahmadi",
    enquirer_given="Kian",
    kinship="nephew",
    slip_number=OTHER,
    must_not_inherit=("Ezra",),
)
PASSING = Passing(chosen="Kian Ahmadi, my son", related="son", heir=KIAN, reason="His aunt showed the paper.")
TEXTS = st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=8)


def refusal(old: RequestForm, passing: Passing) -> tuple[str, str]:
    with pytest.raises(Invalid) as caught:
        passed_on(old, passing)
    return caught.value.field, caught.value.message


def test_the_search_passes_and_nothing_else_of_the_dead_woman() -> None:
    new = passed_on(SHIRIN, PASSING)
    for one in fields(RequestForm):
        kept, own = getattr(SHIRIN, one.name), getattr(KIAN, one.name)
        expected = kept if one.name in OF_THE_SEARCH else own
        if one.name != "must_not_inherit":
            assert getattr(new, one.name) == expected, one.name
    assert new.must_not_inherit == ("Bahman Rostami", "my cousin", "Ezra")
    assert (new.locator, new.said_of_me, new.purpose) == (b"", SaidOfMe.NOTHING, Purpose.NOT_TOLD)


def test_a_page_that_an_heirs_form_claims_is_not_taken_over() -> None:
    stolen = replace(PASSING, heir=replace(KIAN, locator=bytes(32), public=bytes(32), verify_key=bytes(32)))
    assert passed_on(SHIRIN, stolen).locator == b""


@pytest.mark.parametrize(
    ("old", "passing", "expected"),
    [
        (replace(SHIRIN, heirs=()), PASSING, ("chosen", NOBODY_NAMED)),
        (SHIRIN, replace(PASSING, chosen="Ezra"), ("chosen", NOT_NAMED)),
        (SHIRIN, replace(PASSING, heir=replace(KIAN, enquirer_name="")), ("enquirer_name", NAME_NEEDED)),
        (SHIRIN, replace(PASSING, heir=replace(KIAN, enquirer_name="Bahman Rostami")), ("enquirer_name", NEVER)),
        (SHIRIN, replace(PASSING, heir=replace(KIAN, enquirer_given="بهمن رستمی")), ("enquirer_name", NEVER)),
        (SHIRIN, replace(PASSING, related="her cousin"), ("enquirer_name", NEVER)),
        (SHIRIN, replace(PASSING, heir=replace(KIAN, slip_number=NUMBER)), ("slip_number", OWN_SLIP)),
        (SHIRIN, replace(PASSING, heir=replace(KIAN, slip_number="12")), ("slip_number", OUTER_LENGTH)),
        (SHIRIN, replace(PASSING, reason="  "), ("reason", WHY)),
    ],
)
def test_it_passes_to_nobody_she_did_not_name(old: RequestForm, passing: Passing, expected: tuple[str, str]) -> None:
    assert refusal(old, passing) == expected


def test_without_a_slip_it_passes_without_a_page() -> None:
    assert passed_on(SHIRIN, replace(PASSING, heir=replace(KIAN, slip_number=""))).slip_number == ""


@pytest.mark.parametrize(
    ("never", "called", "related", "shut"),
    [
        (("my brother Bahman",), "Kian Ahmadi", "my brother", False),
        (("my brother",), "Kian Ahmadi", "brother", True),
        (("Bahman Rostami",), "Bahman Rostami", "", True),
        (("  ",), "Kian Ahmadi", "", False),
        ((), "Kian Ahmadi", "son", False),
    ],
)
def test_a_name_or_all_that_is_said_of_the_kin_shuts_out(
    never: tuple[str, ...], called: str, related: str, *, shut: bool
) -> None:
    assert is_shut_out(never, [called, ""], related=related) is shut


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_private_reaches_an_heir_whatever_was_written(answer: str, stop: str, phone: str) -> None:
    old = replace(SHIRIN, callback_answer=f"q{answer}", stop_word=f"q{stop}", phone=f"12345{phone}")
    new = passed_on(old, PASSING)
    own = {getattr(new, one.name) for one in fields(RequestForm) if one.type is str and one.name not in OF_THE_SEARCH}
    assert own.isdisjoint({old.callback_answer, old.stop_word, old.phone, old.email, old.post_address, old.slip_number})


@given(histories(), st.sampled_from([DARIUS, SOMEBODY_ELSE]), st.dates(date(2026, 1, 1), date(2032, 1, 1)))
def test_no_word_to_another_opens_anything_for_an_heir(
    history: tuple[ConsentEvent, ...], subject: PresenceId, on: date
) -> None:
    assert strongest(history, subject, RequestId("f0" * 16), on) == frozenset()
