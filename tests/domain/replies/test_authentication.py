from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.domain.replies.authentication import Standing, standing_of

OURS = "mx.khabar.example"


def standing(*results: str, ours: str = OURS, sender: str = "ministry.example") -> Standing:
    return standing_of(results, sender_domain=sender, our_server=ours)


@pytest.mark.parametrize(
    "result",
    [
        "dmarc=pass header.from=ministry.example",
        "dmarc=bestguesspass",
        "spf=fail smtp.mailfrom=x.example; dmarc=pass (p=none) header.from=ministry.example",
        "dkim=pass header.d=ministry.example",
        "dkim=pass header.i=@mail.ministry.example",
        "spf=pass smtp.mailfrom=office@ministry.example",
        "dkim=fail header.d=other.example; dkim/1=pass header.d=Ministry.Example",
        'spf=pass reason="x; dmarc=fail" smtp.mailfrom=ministry.example',
    ],
)
def test_a_sender_is_proved_by_dmarc_or_by_a_pass_for_the_own_house(result: str) -> None:
    assert standing(f"{OURS} 1; {result}") is Standing.PROVED


@pytest.mark.parametrize(
    "result",
    [
        "dmarc=fail header.from=ministry.example; dkim=pass header.d=ministry.example",
        "spf=fail smtp.mailfrom=ministry.example",
        "spf=softfail smtp.mailfrom=ministry.example",
        "dkim=fail header.d=ministry.example",
        "dkim=permerror; spf=pass smtp.mailfrom=elsewhere.example",
        "dkim=policy",
    ],
)
def test_a_sender_is_refuted_by_dmarc_or_by_a_failure_without_a_pass(result: str) -> None:
    assert standing(f"{OURS}; {result}") is Standing.REFUTED


@pytest.mark.parametrize(
    "result", ["none", "spf=none", "dkim=pass header.d=example", "spf=neutral", "arc=pass", "dkim=pass"]
)
def test_what_says_nothing_leaves_it_unknown(result: str) -> None:
    assert standing(f"{OURS}; {result}") is Standing.UNKNOWN


def test_only_our_own_server_is_believed() -> None:
    assert standing("elsewhere.example; dmarc=pass") is Standing.UNKNOWN
    assert standing("elsewhere.example; dmarc=fail") is Standing.UNKNOWN
    assert standing(f"{OURS}; dmarc=fail", ours="") is Standing.UNKNOWN
    assert standing("") is Standing.UNKNOWN
    assert standing() is Standing.UNKNOWN


def test_a_header_of_our_name_below_a_foreign_one_is_not_ours() -> None:
    assert standing("elsewhere.example; spf=none", f"{OURS}; dmarc=pass") is Standing.UNKNOWN


def test_a_forged_pass_below_our_failure_does_not_help() -> None:
    assert standing(f"{OURS}; dmarc=fail", f"{OURS}; dmarc=pass") is Standing.REFUTED
    assert standing(f"{OURS.upper()}; dkim=fail", f"{OURS}; spf=none") is Standing.REFUTED


def test_two_domains_of_one_top_level_are_two_houses() -> None:
    assert standing(f"{OURS}; spf=pass smtp.mailfrom=x@evil.example; dkim=fail") is Standing.REFUTED
    assert standing(f"{OURS}; spf=pass smtp.mailfrom=example", sender="example") is Standing.UNKNOWN


@given(st.text(), st.text())
def test_no_header_breaks_it(result: str, domain: str) -> None:
    assert standing_of((f"{OURS};{result}", result), sender_domain=domain, our_server=OURS) in Standing
