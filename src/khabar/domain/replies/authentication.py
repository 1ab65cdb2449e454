"""What our own mail server found out about a sender: Authentication-Results (RFC 8601), read from our server alone.

Anybody can write such a header; only one that names our server, above all others, counts. Without a named server
nothing is known, and nothing is concluded.
"""

import re
from enum import Enum
from typing import Final

from khabar.domain.replies.threads import canonical_domain

_QUOTED_OR_COMMENT: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.|\([^()]*\))*\)')
_RESULT: Final = re.compile(r"\s*(dmarc|dkim|spf)\s*(?:/\s*\d+\s*)?=\s*(\w+)(.*)", re.IGNORECASE | re.DOTALL)
_WHO: Final = re.compile(r"\b(?:header\.(?:d|i|from)|smtp\.(?:mailfrom|mail|from|helo))\s*=\s*([^\s;]+)", re.IGNORECASE)
_FAILED: Final = frozenset({"fail", "hardfail", "softfail", "policy", "permerror"})


class Standing(Enum):
    """What is known of the sender's domain: it was proved, it was refuted, or nothing is known."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNKNOWN = "unknown"


def standing_of(results: tuple[str, ...], *, sender_domain: str, our_server: str) -> Standing:
    """Say what our mail server found out, from all Authentication-Results headers of a mail, the topmost first.

    DMARC decides where it was asked. Else a pass of DKIM or SPF counts when it is for the sender's own domain or one
    above or below it; without one, any failure refutes. A softfail refutes too: a tray is cheaper than a forged answer.
    """
    found = _of_our_server(results, our_server)
    dmarc = [verdict for method, verdict, _ in found if method == "dmarc"]
    if dmarc and dmarc[0] in {"pass", "bestguesspass"}:
        return Standing.PROVED
    if "fail" in dmarc:
        return Standing.REFUTED
    if any(verdict == "pass" and _same_body(who, sender_domain) for _, verdict, who in found):
        return Standing.PROVED
    return Standing.REFUTED if any(verdict in _FAILED for _, verdict, _ in found) else Standing.UNKNOWN


def _of_our_server(results: tuple[str, ...], our_server: str) -> list[tuple[str, str, str]]:
    """Give method, verdict and for whom, of the topmost header that our server wrote, and those of ours right below."""
    found = []
    for header in results if our_server else ():
        server, _, rest = _QUOTED_OR_COMMENT.sub(" ", header).partition(";")
        if (server.split() or [""])[0].casefold() != our_server.casefold():
            break
        for statement in rest.split(";"):
            if result := _RESULT.match(statement):
                method, verdict, properties = result.groups()
                who = _WHO.search(properties)
                found.append((method.lower(), verdict.lower(), who.group(1).rpartition("@")[2] if who else ""))
    return found


def _same_body(domain: str, sender_domain: str) -> bool:
    """Say whether one domain is the other or lies within it; two domains of one top level are not."""
    one, other = canonical_domain(domain), canonical_domain(sender_domain)
    if "." not in one or "." not in other:
        return False
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
