"""Several people on one mailbox: families share telephones. They are told apart by the name they sign with.

The folded name is hashed at once and never kept. Folding here is coarse on purpose: one person who writes her name in
small letters the second time is one person.
"""

import unicodedata

from khabar.domain.errors import Invalid
from khabar.text import normalise, to_latin_digits, without_bidi_controls

LONGEST_NAME = 120
NAME_MISSING = "Please write your name. It is not shown to anybody."
NAME_TOO_LONG = "This is longer than a name can be here: at most 120 characters."
NAME_NOT_ONE = "This does not look like a name: it holds signs that no name has."
_SAME = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا"})
_NEVER_IN_A_NAME = frozenset("<>@\\{}[]|\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}")
_NEVER_TYPED = frozenset({"Cc", "Cs", "Co"})
_KEPT_JOINERS = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")


def given_name(typed: str, *, field: str = "name") -> str:
    """Give the name as it is kept, sealed: in single spaces, joiners kept; Invalid for what cannot be one.

    A line break, an angle bracket or an at sign never gets further than this: no header and no tag is made of a name.
    """
    if any(
        char in _NEVER_IN_A_NAME or unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn") for char in typed.strip()
    ):
        raise Invalid(field, NAME_NOT_ONE)
    name = " ".join(normalise(without_bidi_controls(typed)).split())
    if not any(char.isalpha() for char in name):
        raise Invalid(field, NAME_MISSING)
    if len(name) > LONGEST_NAME:
        raise Invalid(field, NAME_TOO_LONG)
    return name


def folded_name(name: str) -> str:
    """Give what two writings of one name have in common; for telling signers of one mailbox apart, nothing else."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).translate(_SAME))
    bare = "".join(char for char in plain if unicodedata.category(char) != "Mn" and char not in _KEPT_JOINERS)
    return "".join(char for char in to_latin_digits(bare).casefold() if char.isalnum())
