"""A code that suffers on its way is proposed or refused, never taken for another's; as mails and papers damage it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from domain.replies.mails import LETTER, answer
from khabar.domain.codes import check_digits
from khabar.domain.replies.codes import REPLY_DIGITS, one_mistake_away, printed_reference
from khabar.domain.replies.mail import Incoming
from khabar.domain.replies.matching import Step, matched
from khabar.domain.replies.threads import KnownThreads
from khabar.domain.replies.uploads import filed_document

CODES = st.text("0123456789", min_size=13, max_size=13).map(lambda digits: digits + check_digits(digits))
MISTAKES = st.tuples(
    st.sampled_from(["lost", "added", "replaced", "swapped"]),
    st.integers(0, REPLY_DIGITS - 2),
    st.sampled_from("0123456789"),
)
Mistake = tuple[str, int, str]


def damaged(digits: str, *mistakes: Mistake) -> str:
    for kind, at, new in mistakes:
        before, here, after = digits[:at], digits[at : at + 1], digits[at + 1 :]
        digits = {
            "lost": before + after,
            "added": before + new + here + after,
            "replaced": before + new + after,
            "swapped": before + after[:1] + here + after[1:],
        }[kind]
    return digits


def letters(*codes: str) -> KnownThreads:
    return KnownThreads.of(replace(LETTER, code=code, message_ids=frozenset()) for code in codes)


@given(CODES, CODES, MISTAKES)
def test_one_mistake_in_an_address_leads_to_its_letter_and_is_certain_of_nothing(
    code: str, other: str, mistake: Mistake
) -> None:
    wrong = damaged(code, mistake)
    assume(code not in {wrong, other})
    found = matched(
        answer(to=f"reply-{wrong}@khabar.example", subject="Re: Another matter", in_reply_to=""), letters(code, other)
    )
    assert found.step is Step.NEAR
    assert code in {found.code, *found.rivals}
    assert not found.is_certain


@given(CODES, CODES, st.lists(MISTAKES, max_size=3))
def test_a_paper_joins_a_letter_unseen_by_its_whole_code_alone_however_it_was_damaged(
    code: str, other: str, mistakes: list[Mistake]
) -> None:
    typed = damaged(code, *mistakes)
    found = filed_document(Incoming(typed=typed), letters(code, other))
    assert found.automatic is (typed in {code, other})
    if found.automatic:
        assert found.thread == typed
    else:
        assert {found.thread, *found.rivals} - {""} <= one_mistake_away(typed)


@given(CODES, MISTAKES)
def test_without_letters_to_hold_it_against_a_damaged_code_names_nothing(code: str, mistake: Mistake) -> None:
    wrong = damaged(code, mistake)
    assume(wrong != code)
    text = answer(f"Reference {printed_reference(wrong)}", to="", subject="", in_reply_to="")
    assert not matched(text, KnownThreads()).code
