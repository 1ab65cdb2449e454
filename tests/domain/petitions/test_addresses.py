from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.data.mail_domains import mail_domains
from khabar.domain.errors import Invalid
from khabar.domain.petitions.addresses import canonical_address, sendable_address

FIFTY = [
    "shirinahmadi12@gmail.com",
    "Shirinahmadi12@gmail.com",
    "SHIRINAHMADI12@GMAIL.COM",
    "shirin.ahmadi12@gmail.com",
    "s.h.i.r.i.n.ahmadi12@gmail.com",
    "shirin.ahmadi.12@gmail.com",
    "shirinahmadi12+petition@gmail.com",
    "shirin.ahmadi12+a+b@gmail.com",
    "shirinahmadi12+@gmail.com",
    "shirinahmadi12@googlemail.com",
    "Shirin.Ahmadi12@GoogleMail.com",
    "shirin.ahmadi12+x@googlemail.com",
    " shirinahmadi12@gmail.com",
    "shirinahmadi12@gmail.com ",
    "\tshirinahmadi12@gmail.com\n",
    "shirinahmadi12 @gmail.com",
    "shirinahmadi12@ gmail.com",
    "shirinahmadi12@gmail .com",
    "shirinahmadi12@gmail.com.",
    "<shirinahmadi12@gmail.com>",
    "Shirin Ahmadi <shirinahmadi12@gmail.com>",
    '"Ahmadi, Shirin" <shirin.ahmadi12@gmail.com>',
    "mailto:shirinahmadi12@gmail.com",
    "MAILTO:shirinahmadi12@gmail.com",
    "<mailto:shirinahmadi12@gmail.com>",
    "shirinahmadi۱۲@gmail.com",
    "shirinahmadi١٢@gmail.com",
    "shirin.ahmadi۱۲@googlemail.com",
    "\u200fshirinahmadi12@gmail.com",
    "shirinahmadi12@gmail.com\u200f",
    "\u202bshirinahmadi12@gmail.com\u202c",
    "\u2066shirinahmadi12@gmail.com\u2069",
    "shirinahmadi12@gmail.com\u200e",
    "shirinahmadi12\u200b@gmail.com",
    "shirinahmadi12@\ufeffgmail.com",
    "shirin\u00adahmadi12@gmail.com",
    "shirinahmadi12\u00a0@gmail.com",
    "ｓｈｉｒｉｎａｈｍａｄｉ１２@gmail.com",
    "shirinahmadi12＠gmail.com",
    "shirinahmadi12@gmail．com",
    "shirinahmadi12@gmail。com",
    "shirinahmadi12@gmail｡com",
    "shirinahmadi12@ｇｍａｉｌ.ｃｏｍ",
    "ＳＨＩＲＩＮ．ＡＨＭＡＤＩ１２＠ＧＭＡＩＬ．ＣＯＭ",
    "shirin。ahmadi12@gmail.com",
    "Ｓhirin.Ahmadi1２@gmail.com",
    "shirinahmadi۱2@gmail.com",
    "shirinahmadi1٢@googlemail.com",
    "𝐬𝐡𝐢𝐫𝐢𝐧𝐚𝐡𝐦𝐚𝐝𝐢𝟏𝟐@gmail.com",
    "<Shirin.Ahmadi12+news@GOOGLEMAIL.COM> ",
]


def canonical(typed: str) -> str:
    return canonical_address(sendable_address(typed))


def test_fifty_spellings_of_one_address_are_one_mailbox() -> None:
    assert len(set(FIFTY)) == 50
    assert {typed: canonical(typed) for typed in FIFTY} == dict.fromkeys(FIFTY, "shirinahmadi12@gmail.com")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.b@example.org", "ab@example.org"),
        ("ab+x@example.org", "ab@example.org"),
        ("ab@example.org", "ab@example.com"),
        ("a.b@outlook.com", "ab@outlook.com"),
        ("ab@hotmail.com", "ab@outlook.com"),
        ("shirin@gmail.com", "shirim@gmail.com"),
        ("a-b@gmail.com", "ab@gmail.com"),
    ],
)
def test_two_mailboxes_stay_two(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a_b-c.d@proton.me", "abcd+x@protonmail.com"),
        ("a-b@ya.ru", "a.b+x@yandex.com"),
        ("ab@mac.com", "ab+1@icloud.com"),
        ("ab-news@yahoo.com", "ab@yahoo.com"),
        ("ab@bücher.example", "AB@xn--bcher-kva.example"),
        ("ab@BÜCHER.example", "ab@bücher.example"),
    ],
)
def test_what_a_provider_takes_for_one_mailbox_is_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


def test_an_address_that_is_all_extension_stays_what_it_is() -> None:
    assert canonical("+x@gmail.com") == "+x@gmail.com"


def test_a_mail_goes_to_the_address_as_it_was_typed() -> None:
    assert sendable_address(" Shirin.Ahmadi+petition@Gmail.com") == "Shirin.Ahmadi+petition@gmail.com"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "nobody",
        "@example.org",
        "a@",
        "a@b",
        "a@@example.org",
        "a..b@example.org",
        ".a@example.org",
        "a@-example.org",
        "a@exa_mple.org",
        "a,b@example.org",
        "a@example.org;b@example.org",
        "аdmin@example.org",
        "شیرین@example.org",
        f"{'a' * 65}@example.org",
        f"{'a' * 20}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 50}.example",
        "a\x00b@example.org",
        "a@exam\x7fple.org",
    ],
)
def test_what_no_mail_can_go_to_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        sendable_address(typed)
    assert refused.value.field == "email"


def test_a_second_recipient_never_slips_in() -> None:
    for typed in ("a@example.org\r\nBcc: b@example.org", "a@example.org\nb@example.org", "a@example.org b@example.org"):
        with pytest.raises(Invalid):
            sendable_address(typed)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_refused_or_becomes_plain_letters(typed: str) -> None:
    try:
        address = sendable_address(typed)
    except Invalid:
        return
    assert address.isascii()
    assert address.isprintable()
    assert address.count("@") == 1
    assert not any(char.isspace() or char in '<>,;:"()[]\\' for char in address)
    assert sendable_address(address) == address


@given(st.sampled_from(sorted(mail_domains())), st.from_regex(r"[a-z]([a-z0-9.+_-]{0,12}[a-z0-9])?", fullmatch=True))
def test_the_one_form_of_a_mailbox_has_no_other(domain: str, local: str) -> None:
    try:
        once = canonical(f"{local}@{domain}")
    except Invalid:
        return
    assert canonical_address(once) == once


def test_every_other_name_of_a_domain_is_a_domain_of_the_table() -> None:
    for row in mail_domains().values():
        main = mail_domains()[row.same_as]
        assert main.same_as == row.same_as
        assert (main.ignored, main.alike, main.separator) == (row.ignored, row.alike, row.separator)
