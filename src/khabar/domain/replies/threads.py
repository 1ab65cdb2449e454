"""The letters an answer may belong to, and how a list of them is asked.

A thread is one letter with everything sent and received under its code. What is known of it is little: enough to
find it and to say who may answer, nothing of what it says.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property, lru_cache
from itertools import chain

from khabar.data.mail_words import phrases
from khabar.domain.replies.headers import subject_stem


@dataclass(frozen=True, slots=True)
class Thread:
    """One letter: its code, the Message-IDs sent under it, and who may answer it.

    `message_ids` without angle brackets; `domains` of the bodies it was sent to; `addresses` of anybody who wrote or
    was written to under it; `sent_at` the first sending, None where unknown.
    """

    code: str
    message_ids: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    subject: str = ""
    sent_at: datetime | None = None

    def own_domains(self) -> frozenset[str]:
        """Give the domains from which anybody of the body may answer: none of a provider that is open to all."""
        return frozenset(one for one in map(canonical_domain, self.domains) if "." in one) - open_domains()

    def known_addresses(self) -> frozenset[str]:
        """Give the addresses of those in the thread, as they are compared."""
        return frozenset(map(canonical_address, self.addresses))


@lru_cache(maxsize=16_384)
def canonical_domain(domain: str) -> str:
    """Write a domain as it is compared: small letters, labels of other scripts as xn--, no dot at the end."""
    labels = domain.strip().strip(".").casefold().split(".")
    return ".".join(label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii") for label in labels)


def canonical_address(address: str) -> str:
    """Write an address as it is compared: its domain canonical, its local part in small letters."""
    local, _, domain = address.strip().rpartition("@")
    return f"{local.casefold()}@{canonical_domain(domain)}"


def canonical_message_id(message_id: str) -> str:
    """Write a Message-ID as it is compared: without angle brackets and spaces, in small letters."""
    return "".join(message_id.split()).strip("<>").casefold()


@cache
def open_domains() -> frozenset[str]:
    """Give the domains of providers at which anybody can have an address."""
    return frozenset(phrases("open_mail"))


@dataclass(frozen=True)
class KnownThreads:
    """All letters known here, ready to be asked by code, Message-ID, domain or address; empty means none are known."""

    threads: tuple[Thread, ...] = ()
    by_code: Mapping[str, Thread] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {thread.code: thread for thread in self.threads})

    @classmethod
    def of(cls, threads: Iterable[Thread]) -> "KnownThreads":
        """Take these letters."""
        return cls(tuple(threads))

    @cached_property
    def by_message_id(self) -> Mapping[str, AbstractSet[str]]:
        """Give the codes of the letters under which a Message-ID was sent."""
        return _grouped(
            (canonical_message_id(one), thread.code) for thread in self.threads for one in thread.message_ids
        )

    @cached_property
    def _by_domain(self) -> Mapping[str, AbstractSet[str]]:
        return _grouped((domain, thread.code) for thread in self.threads for domain in thread.own_domains())

    @cached_property
    def _by_address(self) -> Mapping[str, AbstractSet[str]]:
        return _grouped((one, thread.code) for thread in self.threads for one in thread.known_addresses())

    @cached_property
    def domains(self) -> frozenset[str]:
        """Give all domains of bodies that were written to."""
        return frozenset(self._by_domain)

    def answered_by(self, address: str) -> frozenset[str]:
        """Give the codes of the letters that the owner of this address may answer."""
        whole = canonical_address(address)
        labels = whole.rpartition("@")[2].split(".")
        parents = (".".join(labels[start:]) for start in range(len(labels)))
        found = chain(self._by_address.get(whole, ()), *(self._by_domain.get(parent, ()) for parent in parents))
        return frozenset(found)

    def same_subject(self, code: str, subject: str) -> bool:
        """Say whether this is the subject of that letter, whatever stands before it."""
        stem = subject_stem(subject)
        return bool(stem) and stem == subject_stem(self.by_code[code].subject)


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, AbstractSet[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for key, code in pairs:
        groups[key].add(code)
    return groups
