"""Words that people write where a case file asks for yes, no, a choice: every one of them as we take it.

A word that stands here for a choice is one that means it plainly; anything else is refused with the choices named.
"""

from __future__ import annotations

from typing import Final

from khabar.adapters.casefile.fields import key

NOT_KNOWN: Final = frozenset(
    map(key, ("", "unknown", "not known", "don't know", "?", "n/a", "null", "نامعلوم", "نمی‌دانم", "غير معروف"))
)
YES: Final = frozenset(map(key, ("yes", "true", "y", "بله", "آری", "نعم")))
NO: Final = frozenset(map(key, ("no", "false", "n", "نه", "خیر", "لا")))
NOTHING: Final = frozenset(map(key, ("none", "nobody", "nothing", "no one", "هیچ", "هیچ کس")))

_RELATIVES: Final = (
    *("family", "family member", "mother", "father", "parent", "brother", "sister", "wife", "husband", "spouse"),
    *("son", "daughter", "child", "uncle", "aunt", "cousin", "grandmother", "grandfather", "nephew", "niece"),
)
WORDS: Final = {
    "relative": _RELATIVES,
    "counsel": ("lawyer", "attorney", "advocate"),
    "organisation": ("organization", "ngo", "association"),
    "person_concerned": ("victim", "himself", "herself", "self", "the person"),
    "authorised": ("authorized", "authorised person", "authorized person"),
    "person_alone": ("alone", "person", "the person alone", "own word"),
    "release_copied_in": ("release",),
    "person_observed": ("observed",),
    "media": ("television", "tv", "press", "newspaper"),
    "third_hand": ("third hands", "third party", "hearsay"),
    "alive_no_contact": ("alive, no contact", "alive no contact", "no contact"),
    "decided": ("views", "opinion", "merits", "examined", "decision"),
    "withdrawn": ("discontinued by the author",),
    "other": ("closed", "discontinued"),
    "cannot_be_asked": ("missing", "cannot", "not reachable"),
    "given": ("yes", "true"),
    "refused": ("no", "false"),
    "forwards": ("forward",),
}
"""Plain words by the choice they stand for; a choice's own name needs no entry."""
CHOICES: Final = {key(word): choice for choice, words in WORDS.items() for word in words}
"""The same by the word."""
