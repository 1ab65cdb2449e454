"""How large mail providers write one mailbox in several ways; mail_domains.tsv holds the rows, README.md their source.

It serves to see that two spellings are one mailbox. It must never be used to tell who somebody is: what comes of it is
hashed under a key of one petition. A provider that is not here has no other spellings than its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

_SOURCE: Final = files("khabar.data")


@dataclass(frozen=True, slots=True)
class MailDomain:
    """One provider's domain.

    `same_as`: the domain under which the same mailbox is known, itself where there is no other. `ignored`: letters of
    the local part that make no difference. `alike`: letters that stand for one another. `separator`: what begins an
    extension, empty where there is none.
    """

    domain: str
    same_as: str
    ignored: str
    alike: str
    separator: str


@lru_cache(maxsize=1)
def mail_domains() -> Mapping[str, MailDomain]:
    """Give every row by its domain, in small letters."""
    lines = (_SOURCE / "mail_domains.tsv").read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines[1:] if line]
    return MappingProxyType(
        {
            domain: MailDomain(domain, same_as or domain, ignored, alike, separator)
            for domain, same_as, ignored, alike, separator in rows
        }
    )
