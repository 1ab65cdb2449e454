from __future__ import annotations

import pytest

from khabar.domain.publishing.preflight import Outcome, failed, preflight

READER = "shirin.ravan@post.example"
TOKEN = "abcdefghijklmnopqrstuv"
SIGNATURE = (
    "v=1; a=rsa-sha256; d=lantern.example; s=k1; "
    "h=From:To:Subject:Date:Message-ID:List-Unsubscribe:\r\n List-Unsubscribe-Post; bh=x; b=abc"
)
GOOD = {
    "From": "The Lantern <letters@lantern.example>",
    "To": READER,
    "Subject": "The Lantern 7",
    "Date": "Sat, 21 Nov 2026 00:00:00 +0000",
    "Message-ID": "<1@lantern.example>",
    "MIME-Version": "1.0",
    "List-Id": "<lantern.example>",
    "List-Unsubscribe": f"<https://lantern.example/leave/{TOKEN}>, <mailto:leave@lantern.example?subject={TOKEN}>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "Auto-Submitted": "auto-generated",
    "DKIM-Signature": SIGNATURE,
    "Return-Path": "<bounce-77aa@lantern.example>",
}


def faults(**changed: str | None) -> list[str]:
    headers = {**GOOD, **{name.replace("_", "-"): value for name, value in changed.items()}}
    return [check.name for check in failed(preflight([(n, v) for n, v in headers.items() if v is not None], READER))]


def test_a_good_mail_passes_every_check_that_can_be_made_here() -> None:
    checks = preflight(list(GOOD.items()), READER)
    assert failed(checks) == ()
    assert [check.name for check in checks if check.outcome is Outcome.NOT_LOOKED_AT] == [
        "spf",
        "dkim key",
        "dmarc",
        "host",
        "complaints",
    ]
    assert all(check.reason.endswith(".") for check in checks)


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("once", {"Date": None}),
        ("sender", {"From": "a@lantern.example, b@lantern.example"}),
        ("sender", {"From": "The Lantern <letters@localhost>"}),
        ("leaving", {"List_Unsubscribe": f"<https://lantern.example/leave/{TOKEN}>"}),
        ("leaving", {"List_Unsubscribe": f"<mailto:leave@lantern.example?subject={TOKEN}>"}),
        ("one press", {"List_Unsubscribe_Post": None}),
        ("token", {"List_Unsubscribe": "<https://lantern.example/leave/77>, <mailto:leave@lantern.example>"}),
        ("opaque", {"Return_Path": "<bounce+shirin.ravan=post.example@lantern.example>"}),
        ("opaque", {"List_Unsubscribe": f"<https://lantern.example/{READER}/{TOKEN}>, <mailto:l@lantern.example>"}),
        ("signed", {"DKIM_Signature": SIGNATURE.replace("Date:", "")}),
        ("signed", {"DKIM_Signature": None}),
        ("aligned", {"DKIM_Signature": SIGNATURE.replace("d=lantern", "d=other")}),
        ("whole", {"DKIM_Signature": SIGNATURE + "; l=200"}),
        ("list", {"List_Id": None}),
        ("automatic", {"Auto_Submitted": "no"}),
        ("quiet", {"X_Originating_IP": "192.0.2.7"}),
        ("quiet", {"Disposition_Notification_To": "letters@lantern.example"}),
        ("subject", {"Subject": "x" * 151}),
        ("subject", {"Subject": "one\r\nBcc: two"}),
    ],
)
def test_each_fault_is_found_by_its_own_check(name: str, changed: dict[str, str | None]) -> None:
    assert name in faults(**changed)


def test_a_header_twice_is_a_fault() -> None:
    checks = preflight([*GOOD.items(), ("Subject", "again")], READER)
    assert [check.name for check in failed(checks)] == ["once"]


def test_a_signature_of_the_domain_above_is_aligned() -> None:
    assert faults(From="letters@news.lantern.example") == []
    assert "aligned" in faults(From="letters@notlantern.example")
