from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.replies.mails import (
    ADDRESS,
    CODE,
    LETTER,
    LETTERS,
    NONE_KNOWN,
    OTHER,
    OTHER_ADDRESS,
    SECOND,
    answer,
    mail,
    reported,
)
from khabar.domain.replies.filing import NOBODY, ONE, TWO, UNREADABLE, Filing, filed
from khabar.domain.replies.kinds import Kind
from khabar.domain.replies.mail import Fate, Incoming, Reports, Returned
from khabar.domain.replies.matching import Match, Step, matched
from khabar.domain.replies.threads import KnownThreads

OURS = "mx.khabar.example"
LOST = ADDRESS.replace("5678", "568")
NO_REFERENCE = {"in_reply_to": "", "references": ""}
DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example>"


def said(found: Filing) -> str:
    return " ".join(map(str, found.reasons))


# Which letter


@pytest.mark.parametrize(
    ("one", "step"),
    [
        (answer(), Step.CODE),
        (answer(to="info@khabar.example", cc=ADDRESS, **NO_REFERENCE), Step.CODE),
        (answer(to="", received=f"from a by b for <{ADDRESS}>; now", **NO_REFERENCE), Step.CODE),
        (answer(to="", subject="Re: Reference 1234 5678 9012 334", **NO_REFERENCE), Step.CODE),
        (answer(to="info@khabar.example"), Step.REFERENCES),
        (answer(to="", in_reply_to="<x@y>", references="<ONE@khabar.example> <x@y>"), Step.REFERENCES),
        (answer(text="Reference 1234 5678 9012 334", to="", **NO_REFERENCE), Step.CODE_IN_TEXT),
        (answer(to=LOST, **NO_REFERENCE), Step.NEAR),
        (answer(text="Reference 1234 5678 9012 343", to="", **NO_REFERENCE), Step.NEAR_IN_TEXT),
        (answer(to="", **NO_REFERENCE), Step.SENDER_AND_SUBJECT),
    ],
)
def test_each_step_finds_the_letter_and_a_surer_one_goes_first(one: Incoming, step: Step) -> None:
    found = matched(one, LETTERS)
    assert (found.code, found.step) == (CODE, step)
    assert 0.5 < found.probability < 1
    assert found.reasons


def test_a_returned_letter_is_known_by_its_head_and_its_message_id() -> None:
    head = replace(mail(from_=DAEMON), returned=Returned(f"from: Khabar <{ADDRESS}>"))
    assert matched(head, LETTERS).step is Step.CODE
    returned = replace(mail(from_=DAEMON), returned=Returned(message_ids=("one@khabar.example",)))
    assert matched(returned, LETTERS).step is Step.REFERENCES


def test_of_the_houses_letters_the_latest_is_proposed_and_the_others_named() -> None:
    found = matched(mail(from_="x@ministry.example", subject="Office hours"), LETTERS)
    assert (found.code, found.rivals, found.step) == (OTHER, (CODE,), Step.SENDER)
    assert found.probability < 0.5
    assert not found.is_certain
    assert "as well: 1." in str(found.reasons[-1])


def test_a_letter_without_a_date_comes_after_dated_ones() -> None:
    undated = KnownThreads.of([replace(SECOND, sent_at=None), LETTER])
    assert matched(mail(from_="x@ministry.example"), undated).code == CODE


def test_nothing_known_is_nothing_proposed() -> None:
    assert matched(mail(from_="ezra@elsewhere.example", subject="Hello"), LETTERS) == Match()
    assert Match().probability == 0


def test_a_right_code_of_no_letter_is_said_and_matches_nothing() -> None:
    found = matched(mail(to="reply-1111-1111-1111-161@khabar.example", from_="ezra@elsewhere.example"), LETTERS)
    assert not found.code
    assert "no letter known here has it" in str(found.reasons[0])
    unprinted = matched(mail(text="parcel 111111111111161", from_="ezra@elsewhere.example"), LETTERS)
    assert not unprinted.reasons


def test_two_letters_at_one_step_are_rivals_and_never_certain() -> None:
    found = matched(answer(to=f"{ADDRESS}, {OTHER_ADDRESS}"), LETTERS)
    assert (found.code, found.rivals, found.is_certain) == (CODE, (OTHER,), False)


def test_steps_that_name_two_letters_make_neither_certain() -> None:
    found = matched(answer(in_reply_to="<two@khabar.example>"), LETTERS)
    assert (found.code, found.step, found.is_certain) == (CODE, Step.AGAINST_EACH_OTHER, False)
    assert "0000 0000 0000 098" in str(found.reasons[1])


def test_a_quoted_older_letter_in_the_text_speaks_against_nothing() -> None:
    assert matched(answer(text="Reference 0000 0000 0000 098"), LETTERS).is_certain


def test_one_message_under_two_letters_leaves_it_open() -> None:
    both = KnownThreads.of([LETTER, replace(SECOND, message_ids=LETTER.message_ids)])
    found = matched(answer(to=""), both)
    assert (found.step, found.rivals, found.is_certain) == (Step.REFERENCES, (CODE,), False)
    assert matched(answer(), both).is_certain


def test_a_damaged_code_is_certain_only_beside_its_own_subject() -> None:
    assert matched(answer(to=LOST, **NO_REFERENCE), LETTERS).is_certain
    assert not matched(answer(to=LOST, subject="Re: Another matter", **NO_REFERENCE), LETTERS).is_certain


def test_a_code_near_two_letters_is_certain_of_neither() -> None:
    near = KnownThreads.of([LETTER, replace(SECOND, code="120345678912334")])
    found = matched(answer(to="reply-1234-5678-9123-34@khabar.example", **NO_REFERENCE), near)
    assert (found.step, {found.code, *found.rivals}) == (Step.NEAR, {CODE, "120345678912334"})
    assert not found.is_certain
    assert found.probability < 0.51


def test_without_letters_a_right_code_names_its_own() -> None:
    for one in (
        answer(),
        answer(to="", text="Reference 1234 5678 9012 334"),
        answer(to="x+123456789012334@khabar.example"),
    ):
        assert matched(one, NONE_KNOWN).code == CODE
    assert not matched(answer(to="", text="parcel 123456789012334"), NONE_KNOWN).code
    assert not matched(answer(to=LOST), NONE_KNOWN).code


# Where it goes


def test_an_answer_from_the_house_is_filed_unseen() -> None:
    found = filed(answer(), LETTERS)
    assert (found.kind, found.thread, found.automatic, found.people) == (Kind.ANSWER, CODE, True, NOBODY)
    assert found.sender == "office@ministry.example"
    assert "may answer" in said(found)


def test_an_automatic_reply_is_filed_unseen_where_a_header_says_so() -> None:
    assert filed(answer(auto_submitted="auto-replied"), LETTERS).automatic
    by_words = filed(answer(subject="Automatic reply: Request for contact"), LETTERS)
    assert (by_words.kind, by_words.automatic, by_words.people) == (Kind.AUTO_REPLY, False, ONE)


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"from_": "Ezra <ezra@elsewhere.example>"}, "two people look"),
        ({"from_": "Office <office@gmail.com>"}, "two people look"),
        ({"from_": ""}, "no sender"),
        ({"from_": "a@ministry.example, ezra@elsewhere.example"}, "more than one sender"),
        ({"from_": "Office <office@rninistry.example>"}, "mistaken for it"),
        ({"from_": "Office <office@\u0430bcdefg.example>"}, "two alphabets"),
    ],
)
def test_an_answer_from_anybody_else_waits_for_two_with_the_letter_proposed(changed: dict[str, str], word: str) -> None:
    found = filed(answer(**changed), LETTERS)
    assert (found.thread, found.automatic, found.people) == (CODE, False, TWO)
    assert word in said(found)


def test_a_refuted_sender_waits_for_one() -> None:
    found = filed(answer(authentication_results=f"{OURS}; dmarc=fail"), LETTERS, our_server=OURS)
    assert (found.automatic, found.people) == (False, ONE)
    assert "could not confirm" in said(found)
    proved = filed(answer(authentication_results=f"{OURS}; dmarc=pass"), LETTERS, our_server=OURS)
    assert proved.automatic
    assert "confirmed" in said(proved)


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (replace(answer(), reports=Reports(complaint="abuse")), Kind.COMPLAINT),
        (answer(x_spam_flag="YES"), Kind.SPAM),
    ],
)
def test_complaints_and_spam_are_looked_at_and_keep_their_letter(one: Incoming, kind: Kind) -> None:
    found = filed(one, LETTERS)
    assert (found.kind, found.thread, found.automatic) == (kind, CODE, False)


def test_a_report_about_our_letter_is_filed_unseen_whoever_sent_it() -> None:
    bounce = reported(mail(from_=DAEMON, to=ADDRESS), Fate.FAILED)
    assert filed(bounce, LETTERS).automatic
    elsewhere = reported(mail(from_=DAEMON, to=ADDRESS), Fate.FAILED, address="forwarded@elsewhere.example")
    assert not filed(elsewhere, LETTERS).automatic
    ours = replace(elsewhere, returned=Returned(message_ids=("one@khabar.example",)))
    assert filed(ours, LETTERS).automatic
    assert filed(ours, LETTERS).deliveries[0].address == "forwarded@elsewhere.example"


@pytest.mark.parametrize(("fate", "for_good"), [(Fate.FAILED, True), (Fate.DELAYED, False), (Fate.ARRIVED, False)])
def test_a_delay_is_no_failure(fate: Fate, *, for_good: bool) -> None:
    assert filed(reported(mail(from_=DAEMON, to=ADDRESS), fate), LETTERS).came_back_for_good is for_good
    assert filed(mail("User unknown", from_=DAEMON), LETTERS).came_back_for_good
    assert not filed(answer(), LETTERS).came_back_for_good


def test_a_bounce_known_by_its_words_is_looked_at() -> None:
    found = filed(mail("User unknown", from_=DAEMON, to=ADDRESS), LETTERS)
    assert (found.kind, found.thread, found.automatic, found.people) == (Kind.BOUNCE, CODE, False, ONE)


def test_what_answers_nothing_is_of_unknown_kind() -> None:
    found = filed(mail("Hello", from_="ezra@elsewhere.example", subject="Hello"), LETTERS)
    assert (found.kind, found.thread, found.automatic, found.people) == (Kind.UNKNOWN, "", False, ONE)
    assert filed(mail(from_="ezra@elsewhere.example", subject="Re: x"), LETTERS).kind is Kind.ANSWER
    assert filed(mail(from_="x@court.example", subject="x"), LETTERS).kind is Kind.ANSWER


def test_a_lookalike_is_named_even_where_no_letter_is() -> None:
    assert "mistaken" in said(filed(mail(from_="x@rninistry.example", subject="Hello"), LETTERS))


def test_without_letters_nothing_is_filed_unseen() -> None:
    found = filed(answer(), NONE_KNOWN)
    assert (found.kind, found.thread, found.automatic) == (Kind.ANSWER, CODE, False)
    assert "No list of letters" in said(found)


def test_notes_of_the_reader_are_among_the_reasons() -> None:
    assert UNREADABLE.reasons[0] in filed(replace(answer(), notes=UNREADABLE.reasons), LETTERS).reasons


def test_the_document_has_the_keys_that_others_rely_on() -> None:
    document = json.loads(json.dumps(filed(answer(), LETTERS).as_document()))
    assert list(document) == ["kind", "thread", "probability", "automatic", "reasons"]
    assert document["kind"] == "answer"
    assert document["thread"] == CODE
    assert 0.9 < document["probability"] < 1
    assert document["automatic"] is True
    assert UNREADABLE.as_document()["thread"] is None


WORDS = st.sampled_from(
    [ADDRESS, OTHER_ADDRESS, LOST, "info@khabar.example", "<one@khabar.example>", "<two@khabar.example>"]
)
SENDERS = st.sampled_from(
    ["office@ministry.example", "x@court.example", "ezra@elsewhere.example", "x@rninistry.example", ""]
)


@given(SENDERS, WORDS, WORDS, st.text(max_size=60), st.sampled_from(["", "YES"]))
def test_whatever_is_filed_unseen_has_one_letter_and_a_sender_who_may_answer_it(
    sender: str, to: str, before: str, text: str, spam: str
) -> None:
    found = filed(mail(text, from_=sender, to=to, in_reply_to=before, subject=text, x_spam_flag=spam), LETTERS)
    assert 0 <= found.probability <= 1
    if found.automatic:
        assert found.thread in LETTERS.answered_by(sender)
        assert not found.rivals
        assert found.kind in {Kind.ANSWER, Kind.AUTO_REPLY}
        assert found.people == NOBODY
    else:
        assert found.people in {ONE, TWO}
