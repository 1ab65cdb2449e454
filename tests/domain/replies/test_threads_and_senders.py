from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.replies.mail import Heads, Incoming
from khabar.domain.replies.senders import Recognised, Sender, mixes_scripts, recognised, skeleton_of
from khabar.domain.replies.threads import (
    KnownThreads,
    Thread,
    canonical_address,
    canonical_domain,
    canonical_message_id,
)

CODE, OTHER = "123456789012334", "000000000000098"
LETTERS = KnownThreads.of(
    [
        Thread(
            CODE,
            message_ids=frozenset({"<One@Khabar.example>"}),
            domains=frozenset({"Ministry.example", "gmail.com", "ir"}),
            addresses=frozenset({"Farid@gmail.com"}),
            subject="Request for contact",
            sent_at=datetime(2026, 5, 3, tzinfo=UTC),
        ),
        Thread(OTHER, domains=frozenset({"court.example"})),
    ]
)


def mail(*senders: str) -> Incoming:
    return Incoming(Heads(tuple(("from", sender) for sender in senders)))


def test_what_is_compared_is_written_in_one_way() -> None:
    assert canonical_domain(" Ministry.EXAMPLE. ") == "ministry.example"
    assert canonical_domain("وزارت.example") == "xn--mgbguc3i.example"
    assert canonical_address("Office@Ministry.example") == "office@ministry.example"
    assert canonical_message_id(" <One@Khabar.\r\n example> ") == "one@khabar.example"


@pytest.mark.parametrize("address", ["office@ministry.example", "x@mail.MINISTRY.example", "farid@gmail.com"])
def test_the_house_and_who_is_in_the_thread_may_answer(address: str) -> None:
    assert LETTERS.answered_by(address) == {CODE}


@pytest.mark.parametrize(
    "address", ["ezra@gmail.com", "ezra@notministry.example", "ezra@example", "ezra@any.ir", "ezra", ""]
)
def test_nobody_else_may_answer_least_of_all_from_a_provider_open_to_all(address: str) -> None:
    assert LETTERS.answered_by(address) == frozenset()


def test_letters_are_found_by_message_id_and_subject() -> None:
    assert LETTERS.by_message_id["one@khabar.example"] == {CODE}
    assert LETTERS.same_subject(CODE, "پاسخ: Request for contact")
    assert not LETTERS.same_subject(CODE, "Another")
    assert not LETTERS.same_subject(OTHER, "")


@pytest.mark.parametrize(
    ("senders", "expected"),
    [
        (["Office <office@ministry.example>"], Sender.ALLOWED),
        (["Court <office@court.example>"], Sender.STRANGER),
        (["Ezra <ezra@elsewhere.example>"], Sender.STRANGER),
        ([], Sender.NOBODY),
        (["<>"], Sender.NOBODY),
        (["office@ministry.example", "ezra@elsewhere.example"], Sender.SEVERAL),
        (["office@ministry.example, ezra@elsewhere.example"], Sender.SEVERAL),
        (['"office@ministry.example" <farid@gmail.com>'], Sender.SEVERAL),
        (['"office@ministry.example" <Office@ministry.example>'], Sender.ALLOWED),
        (["office@ministry.example <ezra@elsewhere.example>"], Sender.SEVERAL),
    ],
)
def test_a_sender_is_recognised(senders: list[str], expected: Sender) -> None:
    assert recognised(mail(*senders), LETTERS, CODE).who is expected


@pytest.mark.parametrize(
    "domain",
    [
        "rninistry.example",
        "ministгy.example",
        "minіstry.example",
        "ministry.exarnple",
        "mlnlstry.example",
        "minist.ry.example",
        "ministry.exampl",
        "minisrty.example",
        "minlstry.example",
        "xn--minstry-4ve.example",
        "mınıstry.example",
        "ministrý.example",
        "ministrry.example",
    ],
)
def test_a_domain_that_can_be_misread_as_a_known_one_is_a_lookalike(domain: str) -> None:
    assert recognised(mail(f"Ezra <ezra@{domain}>"), LETTERS, CODE) == Recognised(
        Sender.LOOKALIKE, canonical_address(f"ezra@{domain}"), "ministry.example"
    )


def test_a_domain_of_two_alphabets_is_a_lookalike_of_nobody_in_particular() -> None:
    found = recognised(mail("ezra@аbcdefgh.example"), LETTERS, CODE)
    assert (found.who, found.imitated) == (Sender.LOOKALIKE, "")


@pytest.mark.parametrize(
    "domain", ["вода.example", "وزارت.example", "a-1.example", "xn--!.example", "xn--\u00ff.example"]
)
def test_a_domain_of_one_alphabet_or_none_is_not_mixed(domain: str) -> None:
    assert not mixes_scripts(domain)


def test_short_and_known_domains_are_not_taken_for_lookalikes_of_each_other() -> None:
    known = KnownThreads.of([Thread(CODE, domains=frozenset({"ab.c", "moi.gov.example", "moj.gov.example"}))])
    assert recognised(mail("x@ac.c"), known, CODE).who is Sender.STRANGER
    assert recognised(mail("x@moj.gov.example"), known, CODE).who is Sender.ALLOWED


@given(st.text(max_size=40))
def test_a_skeleton_is_its_own_skeleton_and_no_domain_breaks_it(domain: str) -> None:
    mixes_scripts(domain)
    assert skeleton_of(skeleton_of("ministry.example")) == skeleton_of("ministry.example")
    assert isinstance(skeleton_of(domain), str)
