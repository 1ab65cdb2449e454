from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.answers import Setting, Tells
from khabar.domain.before_asking import Purpose, SaidOfMe
from khabar.domain.bodies import Unreadable
from khabar.domain.carried_words import HintCode
from khabar.domain.dates import IN_THE_FUTURE
from khabar.domain.form_fields import MOST_BYTES, TOO_LONG, TOO_MANY, TOO_MUCH, Filled, listed, several_lines
from khabar.domain.forms import (
    NO_ADDRESS_HERE,
    NO_EMAIL,
    ONE_NAME,
    TWO_THINGS,
    WATCHED,
    WHO_IS_TOLD,
    AmendForm,
    FiledBy,
    MessageForm,
    PersonForm,
    PresenceForm,
    Reads,
    RequestForm,
    Way,
)
from khabar.domain.messages import SENTENCES
from khabar.vault import canonical

FILED_AT = "2026-11-21T17:43:00+00:00"
KEY = bytes(range(32))
FORMS: tuple[type[Filled], ...] = (RequestForm, PresenceForm, MessageForm, AmendForm)
TEXTS = st.text(max_size=30)


def request(**told: object) -> RequestForm:
    return RequestForm(**{"filed_at": FILED_AT, "name": "داریوش امیری", **told})  # type: ignore[arg-type]  # a builder


def presence(**told: object) -> PresenceForm:
    return PresenceForm(**{"filed_at": FILED_AT, "name": "Darius Amiri", **told})  # type: ignore[arg-type]  # a builder


def wrong(form: Filled) -> list[tuple[str, str]]:
    return [(problem.field, problem.message) for problem in form.validate()]


FULL = request(
    father="Bahram",
    grandfather="Farhad",
    mother="Laleh",
    other_names=("Dara", "Darius the baker"),
    sex="m",
    birth="about 1365",
    birth_place="Marand",
    nationality="",
    last_place="the old mill",
    last_news="He wrote once.\n\nThen nothing.",
    last_news_date="2019",
    risk="I do not know.",
    two_things=("the blue door", "what we called the dog"),
    enquirer_name="Shirin Amiri",
    enquirer_given="Shirin",
    kinship="sister",
    said_of_me=SaidOfMe.KINSHIP,
    purpose=Purpose.FAMILY_NEWS,
    purpose_words="To know that he lives.",
    language="Persian",
    email="shirin@example.org",
    safe_times="mornings",
    stop_word="apricot",
    slip_number="1234567889",
    way=Way.TELEPHONE,
    phone="۰۷۰۰ 555 0147, ask for Laleh",
    post_address="Laleh Ahmadi\nabove the bakery",
    callback_question="What stood beside our door?",
    callback_answer="a blue boat",
    heirs=("Laleh Ahmadi", "my son Kian"),
    must_not_inherit=("Uncle Bahman",),
    reads=Reads.IS_READ_TO,
    locator=KEY,
    public=KEY,
    verify_key=KEY,
)


# What is kept.


def test_a_full_request_has_nothing_to_mend_and_comes_back_as_it_was() -> None:
    assert wrong(FULL) == []
    assert RequestForm.from_body(FULL.to_body()) == FULL


@pytest.mark.parametrize(
    "form",
    [
        presence(
            filed_by=FiledBy.SELF,
            tells=Tells.MESSAGES,
            tell_name="Laleh",
            tell_kinship="mother",
            must_not_know=("an uncle",),
            if_i_die="tell nobody",
        ),
        presence(list_id="a" * 32, list_row="17", filed_by=FiledBy.LIST),
        MessageForm(filed_at=FILED_AT, text="Mother is well.\n\nThe tree bore fruit."),
        AmendForm(filed_at=FILED_AT, locator=KEY, add_other_names=("Dara",), withdraw=True),
    ],
)
def test_every_form_survives_sealing_as_plain_values(form: Filled) -> None:
    body = canonical.decode(canonical.encode(form.to_body()))
    assert isinstance(body, dict)
    assert type(form).from_body(body) == form
    assert wrong(form) == []


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=3))
def test_text_is_tidied_once_and_stays_so(name: str, news: str, others: list[str]) -> None:
    form = request(name=name, last_news=news, other_names=tuple(others))
    assert RequestForm.from_body(form.to_body()) == form
    assert not any(mark in form.name + form.last_news for mark in "\u202e\u2067\u200f")
    assert "\n" not in form.name
    assert all(form.other_names)


def test_names_keep_their_joiners_and_lose_what_turns_writing_round() -> None:
    assert request(name="  می\u200cنا \u202eرضا\t").name == "می\u200cنا رضا"


def test_paragraphs_of_a_longer_text_are_kept() -> None:
    assert several_lines(" one \r\n\n\n\n two\u2067\x00 \nthree\n\n") == "one\n\ntwo\nthree"


def test_a_list_is_split_at_lines_and_semicolons() -> None:
    assert listed("Dara; the baker؛ \u200f\n\n نانوا ") == ("Dara", "the baker", "نانوا")


def test_what_was_filled_in_never_reaches_a_log() -> None:
    assert repr(FULL) == f"RequestForm(filed_at='{FILED_AT}')"


# What has to be mended.


@pytest.mark.parametrize("one", ["name", "father", "mother"])
def test_one_name_is_enough_and_it_need_not_be_the_persons_own(one: str) -> None:
    assert wrong(RequestForm(filed_at=FILED_AT, **{one: "Laleh"})) == []  # type: ignore[arg-type]  # one text field
    assert wrong(PresenceForm(filed_at=FILED_AT, other_names=("Dara",))) == []


@pytest.mark.parametrize("form", [RequestForm(filed_at=FILED_AT), PresenceForm(filed_at=FILED_AT, grandfather="F.")])
def test_without_any_name_the_field_is_named(form: PersonForm) -> None:
    assert wrong(form) == [("name", ONE_NAME)]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (request(name="x" * 201), ("name", TOO_LONG[200])),
        (request(name="x" * 10_000), ("name", TOO_LONG[200])),
        (request(risk="x" * 1001), ("risk", TOO_LONG[1000])),
        (request(last_news="x" * 3001), ("last_news", TOO_LONG[3000])),
        (request(other_names=("x" * 201,)), ("other_names", TOO_LONG[200])),
        (request(other_names=("x",) * 21), ("other_names", TOO_MANY)),
        (request(two_things=("a", "b", "c")), ("two_things", TWO_THINGS)),
        (request(birth="2027"), ("birth", IN_THE_FUTURE)),
        (request(email="nowhere"), ("email", NO_EMAIL)),
        (request(email="a@b@c.example"), ("email", NO_EMAIL)),
        (request(last_news="\U0001f33f" * 3000, other_names=("\U0001f33f" * 200,) * 20), ("", TOO_MUCH)),
        (presence(tells=Tells.ALIVE), ("tell_name", WHO_IS_TOLD)),
        (presence(tells=Tells.ADDRESS, tell_name="Laleh"), ("tells", NO_ADDRESS_HERE)),
        (presence(own_words="x" * 1001), ("own_words", TOO_LONG[1000])),
        (MessageForm(filed_at=FILED_AT), ("text", SENTENCES[HintCode.EMPTY])),
        (
            MessageForm(filed_at=FILED_AT, text="a " * 301),
            ("text", "This is too long. A message has at most 300 words."),
        ),
        (AmendForm(filed_at=FILED_AT, safe_times="x" * 201), ("safe_times", TOO_LONG[200])),
    ],
)
def test_what_does_not_fit_is_named_by_its_field(form: Filled, expected: tuple[str, str]) -> None:
    assert wrong(form) == [expected]


def test_length_is_counted_as_a_reader_counts() -> None:
    assert wrong(request(name="e\u0301\u0323" * 200)) == []
    assert wrong(request(name="e" + "\u0301" * 1700)) == [("name", TOO_LONG[200])]


def test_a_message_with_hints_is_not_refused() -> None:
    assert wrong(MessageForm(filed_at=FILED_AT, text="Please come home.")) == []


def test_the_kinship_alone_may_name_the_one_to_tell() -> None:
    form = presence(tells=Tells.ALIVE, tell_kinship="my mother")
    assert wrong(form) == []


def test_only_what_the_person_filed_is_the_persons_own_word() -> None:
    assert presence(filed_by=FiledBy.SELF).is_own_word
    assert not presence(filed_by=FiledBy.LIST).is_own_word
    assert not presence().is_own_word


@given(st.sampled_from(FiledBy), st.sampled_from(Setting))
def test_what_third_hands_file_is_no_answer_and_what_was_watched_is_no_word_of_ones_own(
    filed_by: FiledBy, setting: Setting
) -> None:
    form = presence(filed_by=filed_by, setting=setting)
    if wrong(form) == [("setting", WATCHED)]:
        assert setting is (Setting.OBSERVED if form.is_own_word else Setting.ALONE)
    else:
        assert wrong(form) == []
        assert form.is_persons_answer is (filed_by is FiledBy.SELF or setting is Setting.OBSERVED)
        assert not (form.is_own_word and setting is Setting.OBSERVED)


@given(st.sampled_from([RequestForm, PresenceForm]), st.data())
def test_whatever_is_typed_the_answer_is_a_list_of_fields(kind: type[PersonForm], data: st.DataObject) -> None:
    typed = {one.name: data.draw(TEXTS) for one in fields(kind) if one.type is str and one.name != "filed_at"}
    form = kind(filed_at=FILED_AT, **typed)  # type: ignore[arg-type]  # all of them are texts
    names = {one.name for one in fields(kind)} | {""}
    assert {problem.field for problem in form.validate()} <= names
    assert kind.from_body(form.to_body()) == form


# What is not read.


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"filed_at": "yesterday"},
        {"filed_at": "2026-11-21T17:43:00"},
        {"name": 5},
        {"other_names": "Dara"},
        {"said_of_me": 9},
        {"locator": "text"},
        {"locator": KEY},
        {"locator": b"x", "public": b"x", "verify_key": b"x"},
        {"rank": "captain"},
    ],
)
def test_a_body_that_does_not_fit_is_not_read(change: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        RequestForm.from_body({**request().to_body(), **change})


def test_a_yes_or_no_is_nothing_else() -> None:
    with pytest.raises(Unreadable):
        AmendForm.from_body({"schema": 1, "filed_at": FILED_AT, "withdraw": "yes"})


def test_a_form_without_its_moment_is_not_read() -> None:
    with pytest.raises(Unreadable):
        RequestForm.from_body({"schema": 1, "name": "Darius"})


def test_an_old_body_without_a_newer_field_has_its_default() -> None:
    form = RequestForm.from_body({"schema": 1, "filed_at": FILED_AT, "name": "Darius"})
    assert (form.said_of_me, form.purpose, form.email) == (SaidOfMe.NOTHING, Purpose.NOT_TOLD, "")


# What is never asked.


def test_no_form_has_a_field_for_intelligence() -> None:
    names = {one.name for form in FORMS for one in fields(form)} - {"post_address"}  # where an enquirer gets letters
    words = {word for name in names for word in name.split("_")}
    assert words.isdisjoint({"companions", "unit", "rank", "leader", "leaders", "building", "buildings", "guards"})
    assert words.isdisjoint({"weapons", "commander", "address", "coordinates"})


def test_all_texts_of_a_form_fit_the_queue() -> None:
    assert 32_768 - len(canonical.encode(FULL.to_body())) > MOST_BYTES
