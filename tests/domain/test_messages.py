from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.carried_words import HintCode
from khabar.domain.errors import Invalid
from khabar.domain.messages import (
    BLOCKING,
    MAX_WORDS,
    SENTENCES,
    WRITING,
    MessageState,
    Station,
    StationNote,
    family_visible,
    hints,
    message_as_signed,
    require_carriable,
    state_after,
)

GOOD = "Dear Darius, mother is well. The apple tree bore fruit this year. Your sister, Shirin. Written on 2026-11-21."


def codes(text: str) -> list[HintCode]:
    return [hint.code for hint in hints(text)]


def test_family_news_give_no_hint() -> None:
    assert hints(GOOD) == ()
    require_carriable(GOOD)


@pytest.mark.parametrize(
    ("text", "code", "excerpt"),
    [
        ("We have sold the field and have money for you.", HintCode.MONEY, "money"),
        ("It costs 20 € now.", HintCode.MONEY, "20 €"),
        ("Then COME  HOME soon.", HintCode.COME_OR_MEET, "COME  HOME"),
        ("Uncle says: run away at night.", HintCode.COME_OR_MEET, "run away"),
        ("You will not be punished.", HintCode.PROMISE, "will not be punished"),
        ("Call 0171 234 56 78 at night.", HintCode.TELEPHONE, "0171 234 56 78"),
        ("Call ۰۹۱۲ ۳۴۵ ۶۷۸۹ at night.", HintCode.TELEPHONE, "۰۹۱۲ ۳۴۵ ۶۷۸۹"),
        ("Call +98 (21) 3456789.", HintCode.TELEPHONE, "+98 (21) 3456789"),
        ("Write to shirin@example.org please.", HintCode.ONLINE, "shirin@example.org"),
        ("Look at www.example.org/us there.", HintCode.ONLINE, "www.example.org/us"),
        ("We live at 12 Old Mill Road now.", HintCode.STREET, "12 Old Mill Road"),
        ("We live in house number 7 now.", HintCode.STREET, "house number 7"),
        ("The soldiers were here.", HintCode.POLITICS_OR_ARMS, "soldiers"),
    ],
)
def test_words_that_can_do_harm_give_a_hint_and_never_block(text: str, code: HintCode, excerpt: str) -> None:
    (hint,) = hints(text)
    assert (hint.code, hint.excerpt, hint.sentence) == (code, excerpt, SENTENCES[code])
    assert not hint.blocks
    require_carriable(text)


PERSIAN_NEWS = (
    "داریوش جان، سلام. مادر خوب است و هر شب عکست را نگاه می‌کند. امسال درخت سیب بار داد و تنها پسر مریم به دنیا آمد. "
    "خانه همان است، کوچهٔ ما پر از بچه است. دلمان برایت تنگ شده. خواهرت، شیرین. ۳۰ آبان ۱۴۰۵"
)


def test_family_news_in_persian_give_no_hint() -> None:
    assert hints(PERSIAN_NEWS) == ()


@pytest.mark.parametrize(
    ("text", "code", "excerpt"),
    [
        ("زمین را فروختیم و پولش را نگه داشتیم.", HintCode.MONEY, "پولش"),
        ("پول‌ها آماده است.", HintCode.MONEY, "پول‌ها"),
        ("زودتر بيا خانه.", HintCode.COME_OR_MEET, "بيا خانه"),
        ("فردا می‌آییم دنبالت.", HintCode.COME_OR_MEET, "می‌آییم دنبالت"),
        ("همه می‌گویند عفو عمومی است.", HintCode.PROMISE, "عفو"),
        ("شماره‌ام ۰۹۱۲ ۳۴۵ ۶۷۸۹ است.", HintCode.TELEPHONE, "۰۹۱۲ ۳۴۵ ۶۷۸۹"),
        ("نشانی: خیابان نارون، کوچه سوم.", HintCode.STREET, "خیابان نارون، کوچه"),
        ("پلاک ۱۲ می‌نشینیم.", HintCode.STREET, "پلاک ۱۲"),
        ("سربازها آمدند.", HintCode.POLITICS_OR_ARMS, "سربازها"),
    ],
)
def test_persian_words_that_can_do_harm_give_a_hint_and_never_block(text: str, code: HintCode, excerpt: str) -> None:
    (hint,) = hints(text)
    assert (hint.code, hint.excerpt) == (code, excerpt)
    require_carriable(text)


@pytest.mark.parametrize("text", ["", "  \n ", "…!", "\u200f"])
def test_an_empty_message_is_refused(text: str) -> None:
    assert codes(text) == [HintCode.EMPTY]
    with pytest.raises(Invalid) as told:
        require_carriable(text)
    assert (told.value.field, told.value.message) == ("text", SENTENCES[HintCode.EMPTY])


@given(st.integers(1, MAX_WORDS + 20))
def test_a_message_is_too_long_from_the_first_word_over_the_limit(count: int) -> None:
    assert (HintCode.TOO_LONG in codes("apple " * count)) == (count > MAX_WORDS)


def test_a_word_without_end_is_too_long() -> None:
    assert codes("a" * 6001) == [HintCode.TOO_LONG]


def test_a_long_excerpt_is_clipped_and_kept_out_of_logs() -> None:
    (hint,) = hints("www." + "x" * 200)
    assert len(hint.excerpt) == 60
    assert "xxx" not in repr(hint)


def test_each_kind_of_hint_is_given_once() -> None:
    assert codes("Money, money, cash, 20 $. Come home! Run away!") == [HintCode.MONEY, HintCode.COME_OR_MEET]


def test_words_of_another_language_are_looked_for_only_when_it_is_asked_for() -> None:
    assert [hint.code for hint in hints("money 0171 2345678", languages=("fa",))] == [HintCode.TELEPHONE]


@given(st.text(max_size=400))
def test_any_text_is_hinted_at_without_failing(text: str) -> None:
    found = hints(text)
    assert len({hint.code for hint in found}) == len(found)
    assert all(hint.excerpt.strip() in text for hint in found)


@pytest.mark.parametrize(
    "text", ["1" * 6000, "1 " * 3000, "a1-" * 2000, "@" * 5000, "12 a a a " * 600, "خیابان ا " * 800, "a." * 3000]
)
def test_a_hostile_message_is_looked_through_quickly(text: str) -> None:
    assert hints(text) is not None


def test_every_kind_has_its_sentence() -> None:
    assert set(SENTENCES) == set(HintCode)
    assert len(BLOCKING) == 2
    assert WRITING.startswith("Write what you yourself want to say.")


@pytest.mark.parametrize("state", MessageState)
def test_before_a_yes_a_family_never_sees_that_a_message_left(state: MessageState) -> None:
    seen = family_visible(state, has_permit=False)
    assert seen in (MessageState.WRITTEN, MessageState.PLEASE_CHANGE, MessageState.ACCEPTED)
    assert family_visible(state, has_permit=True) is state


@pytest.mark.parametrize("state", [MessageState.ACCEPTED, MessageState.LEFT, MessageState.ANSWERED])
def test_accepted_left_and_answered_look_alike_before_a_yes(state: MessageState) -> None:
    assert family_visible(state, has_permit=False) is MessageState.ACCEPTED


def test_a_slip_signs_this_letter_from_this_page_on_this_day_sent_this_once() -> None:
    day = date(2026, 11, 21)
    signed = message_as_signed(b"page", b"letter", day, b"key")
    others = [
        message_as_signed(b"other", b"letter", day, b"key"),
        message_as_signed(b"page", b"other", day, b"key"),
        message_as_signed(b"page", b"letter", date(2026, 11, 22), b"key"),
        message_as_signed(b"page", b"letter", day, b"other"),
        message_as_signed(b"pagel", b"etter", day, b"key"),
    ]
    assert signed not in others
    assert signed == message_as_signed(b"page", b"letter", day, b"key")


@pytest.mark.parametrize("kept", list(MessageState))
def test_after_a_station_a_message_stands_where_the_station_says(kept: MessageState) -> None:
    day = date(2026, 3, 1)
    assert state_after(kept, StationNote(Station.LEFT, day)) is MessageState.LEFT
    assert state_after(kept, StationNote(Station.ANSWERED, day)) is MessageState.ANSWERED


@pytest.mark.parametrize("note", [None, StationNote(Station.TOLD, date(2026, 3, 1))])
def test_without_a_station_of_its_own_no_message_counts_as_one_that_left(note: StationNote | None) -> None:
    assert state_after(MessageState.LEFT, note) is MessageState.ACCEPTED
    assert state_after(MessageState.ANSWERED, note) is MessageState.ACCEPTED
    assert state_after(MessageState.PLEASE_CHANGE, note) is MessageState.PLEASE_CHANGE
