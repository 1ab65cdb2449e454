"""What the sought person's own word does to the doors.

“Alive, no contact”, said by the person alone or released to the family, ends the branch of enforced disappearance: the
file must never be presented as one again (CED/C/14/D/2/2017). What others saw, heard or read is no such word.
"""

from khabar.domain.bar_list import OWN_WORDS
from khabar.domain.procedures import authorities as by
from khabar.domain.procedures.facts import Case, OwnWord, Word
from khabar.domain.procedures.lines import Lines, bars, doubt, holds, not_known, note


def ends_the_search(word: OwnWord) -> bool:
    """Say whether the person has said, by their own word, that they live and wish no contact."""
    return word.said is Word.ALIVE_NO_CONTACT and word.how in OWN_WORDS


def on_enforced_disappearance(case: Case) -> Lines:
    """Give the line for a door of enforced disappearance."""
    if ends_the_search(case.own_word):
        return (bars("own-word-no-contact", by.OWN_WORD),)
    return _otherwise(case.own_word)


def on_any_other_door(case: Case) -> Lines:
    """Give the line for a door where the person's word does not bar by a text we read: they must be asked first."""
    if ends_the_search(case.own_word):
        return (doubt("own-word-ask-first", by.OWN_WORD_ELSEWHERE),)
    return _otherwise(case.own_word)


def _otherwise(word: OwnWord) -> Lines:
    if word.heard is False:
        return (holds("no-word", by.OWN_WORD),)
    if word.how is not None and word.how not in OWN_WORDS:
        return (note("not-own-word", by.OWN_WORD),)
    if word.said is Word.ALIVE:
        return (doubt("own-word-alive", by.OWN_WORD),)
    return (not_known("own-word", by.OWN_WORD),)
