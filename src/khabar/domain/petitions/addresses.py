"""One mailbox, one form: what an address comes to when every way of writing it is taken away.

The form is never sent to and never kept: it is hashed under a key of one petition. A mail goes to the address as its
owner typed it, cleaned of what no keyboard meant. Which spellings are one mailbox stands in data/mail_domains.tsv.
"""

import re
import unicodedata

import idna

from khabar.data.mail_domains import mail_domains
from khabar.domain.errors import Invalid
from khabar.text import to_latin_digits, without_bidi_controls

LONGEST = 254
"""Characters of an address (RFC 5321, section 4.5.3.1.3, without its brackets)."""
NOT_AN_ADDRESS = "This is no e-mail address as we can use it. It looks like name@example.org."
_DOTS = str.maketrans({"\N{IDEOGRAPHIC FULL STOP}": ".", "\N{HALFWIDTH IDEOGRAPHIC FULL STOP}": "."})
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.IGNORECASE)
_LONGEST_TYPED = 1000
_LONGEST_LOCAL = 64


def sendable_address(typed: str, *, field: str = "email") -> str:
    """Give the address a mail can go to, as somebody typed it; Invalid where there is none.

    Other widths, Persian and Arabic digits, spaces, direction marks, angle brackets and `mailto:` are taken for what
    they mean. A domain in another script becomes its ASCII form; a local part outside ASCII no mailer of ours can use.
    """
    text = _plain(typed)
    local, at, domain = text.rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or len(local) > _LONGEST_LOCAL:
        raise Invalid(field, NOT_AN_ADDRESS)
    try:
        host = idna.encode(domain.lower().rstrip("."), uts46=True).decode("ascii")
    except idna.IDNAError:
        raise Invalid(field, NOT_AN_ADDRESS) from None
    if "." not in host or len(local) + 1 + len(host) > LONGEST:
        raise Invalid(field, NOT_AN_ADDRESS)
    return f"{local}@{host}"


def canonical_address(address: str) -> str:
    """Give the one form of the mailbox behind a sendable address: the same for every spelling its provider allows."""
    local, _, host = address.lower().rpartition("@")
    rule = mail_domains().get(host)
    if rule is None:
        return f"{local}@{host}"
    bare = local.partition(rule.separator)[0] if rule.separator else local
    for letter in rule.alike[1:]:
        bare = bare.replace(letter, rule.alike[0])
    for letter in rule.ignored:
        bare = bare.replace(letter, "")
    return f"{bare or local}@{rule.same_as}"


def _plain(typed: str) -> str:
    """Take away what is not part of an address; the result may still be none."""
    short = without_bidi_controls(typed[:_LONGEST_TYPED])
    folded = to_latin_digits(unicodedata.normalize("NFKC", short)).translate(_DOTS)
    kept = "".join(char for char in folded if not char.isspace() and unicodedata.category(char) != "Cf")
    inner = kept.partition("<")[2].partition(">")[0] if kept.endswith(">") else kept
    return inner.removeprefix("mailto:").removeprefix("MAILTO:")
