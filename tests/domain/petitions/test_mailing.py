from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.petitions.mailing import COOL_DOWN, MAILS_UNANSWERED, Mail, Mailbox, mail_for

MAILBOXES = st.builds(
    Mailbox,
    silenced=st.booleans(),
    has_signed=st.booleans(),
    others=st.integers(0, 9),
    unanswered=st.integers(0, 9),
    since_last=st.none() | st.timedeltas(timedelta(0), timedelta(days=9)),
)


def mailbox(**other: object) -> Mailbox:
    usual: dict[str, object] = {
        "silenced": False,
        "has_signed": False,
        "others": 0,
        "unanswered": 0,
        "since_last": None,
    }
    return Mailbox(**{**usual, **other})  # type: ignore[arg-type]  # tests name what they change


@pytest.mark.parametrize(
    ("changed", "mail"),
    [
        ({}, Mail.CONFIRM),
        ({"has_signed": True}, Mail.ALREADY),
        ({"others": 4}, Mail.FULL),
        ({"others": 4, "has_signed": True}, Mail.ALREADY),
        ({"silenced": True}, None),
        ({"unanswered": MAILS_UNANSWERED}, None),
        ({"unanswered": MAILS_UNANSWERED - 1}, Mail.CONFIRM),
        ({"since_last": COOL_DOWN - timedelta(seconds=1)}, None),
        ({"since_last": COOL_DOWN}, Mail.CONFIRM),
    ],
)
def test_which_mail_a_signature_causes(changed: dict[str, object], mail: Mail | None) -> None:
    assert mail_for(mailbox(**changed), per_mailbox=4, is_open=True) is mail


def test_a_closed_petition_writes_to_nobody() -> None:
    assert mail_for(mailbox(), per_mailbox=4, is_open=False) is None


@given(MAILBOXES, st.integers(1, 9))
def test_silence_and_the_cap_win_over_everything(one: Mailbox, per_mailbox: int) -> None:
    mail = mail_for(one, per_mailbox=per_mailbox, is_open=True)
    if one.silenced or one.unanswered >= MAILS_UNANSWERED:
        assert mail is None
