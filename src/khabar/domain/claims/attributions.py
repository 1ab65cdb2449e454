"""Who says what in a sentence: the words of the speaker, the words of what is said, and how the text stands to it.

Rules of word order: in most languages the speaker stands before a verb of saying and what is said behind it; in Arabic
the verb may come first, in Turkish last; "…, said the ministry" and "according to the ministry, …" are read too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from khabar.domain.claims.claim import Stance
from khabar.domain.claims.sentences import QUOTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.domain.claims.sentences import Place, Sentence

THAT_WITHIN: Final = 12
"""Words between a verb of saying and the "that" of what is said."""
SHORT: Final = 6
"""What is left behind a verb at the end of a sentence is the speaker, or a date, if it is no longer."""
LONGEST_SPEAKER: Final = 14
_VERB_FIRST: Final = frozenset({"ar"})
_VERB_LAST: Final = frozenset({"tr"})
_THAT_BEFORE: Final = frozenset({"fa"})
NEEDS_THAT: Final = "that"
"""The key of verbs, such as "wrote", that are verbs of saying only with "that" or with a quotation."""
_BREAK: Final = re.compile(r"[,،;؛:–—«»“”„\"]")
BY_THAT: Final = 0.85
BY_QUOTE: Final = 0.8
BY_SOURCE: Final = 0.75
BY_ORDER: Final = 0.65
ALONE: Final = 0.4
"""How sure each rule is, by what it found in our test sentences; no probability."""


class Attribution(NamedTuple):
    """Words of the speaker and of what is said, each from the first up to the last, that one not included."""

    speaker: tuple[int, int]
    clause: tuple[int, int]
    stance: Stance
    confidence: float


def attributions(sentence: Sentence) -> list[Attribution]:
    """List who says what; a sentence where nobody is named says it by itself."""
    quoted = list(_quoted(sentence))
    found = quoted or [*_by_verb(sentence), *_by_source(sentence)]
    clear = [one for at, one in enumerate(found) if not any(_overlap(one.clause, other.clause) for other in found[:at])]
    if clear:
        return clear
    return [Attribution((0, 0), (0, len(sentence.tokens)), Stance.ASSERTS, ALONE)]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _verbs(sentence: Sentence) -> list[tuple[Place, Stance]]:
    denied = [(place, Stance.DENIES) for place in sentence.places("deny")]
    said = [(place, Stance.ASSERTS) for place in sentence.places("say")]
    return sorted((*denied, *said), key=lambda one: one[0])


def _quoted(sentence: Sentence) -> Iterator[Attribution]:
    """Read what stands in quotation marks beside a verb of saying."""
    verbs = [place for place, stance in _verbs(sentence) if stance is Stance.ASSERTS]
    for match in QUOTED.finditer(sentence.text):
        inside = [at for at, token in enumerate(sentence.tokens) if match.start() < token.start < match.end()]
        outside = [verb for verb in verbs if inside and (verb.last <= inside[0] or verb.first > inside[-1])]
        for verb in sorted(outside, key=lambda one: min(abs(one.last - inside[0]), abs(one.first - inside[-1])))[:1]:
            speaker = _speaker_of_quote(sentence, verb, inside[0], inside[-1] + 1)
            yield Attribution(speaker, (inside[0], inside[-1] + 1), Stance.QUOTES, BY_QUOTE)


def _speaker_of_quote(sentence: Sentence, verb: Place, first: int, last: int) -> tuple[int, int]:
    """Give the speaker beside a quotation: before the verb, or behind it where nothing stands before."""
    start, end = (0, first) if verb.last <= first else (last, len(sentence.tokens))
    before = (_after_break(sentence, start, verb.first) if start else start, verb.first)
    behind = (verb.last, _before_break(sentence, verb.last, end))
    if sentence.language in _VERB_FIRST and behind[0] < behind[1]:
        return behind
    return before if before[0] < before[1] else behind


def _by_verb(sentence: Sentence) -> Iterator[Attribution]:
    """Read "X said that …", "X denied …", "… , X said", "… , said X", and their kin."""
    end = len(sentence.tokens)
    for verb, stance in _verbs(sentence):
        that = _that_behind(sentence, verb)
        if that is not None:
            yield Attribution(_around_verb(sentence, verb, that.first), (that.last, end), stance, BY_THAT)
        elif verb.key != NEEDS_THAT and sentence.language in _VERB_LAST:
            yield from _verb_last(sentence, verb, stance)
        elif verb.key != NEEDS_THAT:
            yield from _without_that(sentence, verb, stance)


def _without_that(sentence: Sentence, verb: Place, stance: Stance) -> Iterator[Attribution]:
    end, first_verb = len(sentence.tokens), sentence.language in _VERB_FIRST
    turned = verb.first > 0 and _cut(sentence, verb.first) and end - verb.last <= SHORT
    between = _that_before(sentence, verb) if end - verb.last <= 1 else None
    if between is not None:
        yield Attribution((0, between.first), (between.last, verb.first), stance, BY_THAT)
    elif turned and not first_verb:
        yield Attribution((verb.last, end), (0, verb.first), stance, BY_ORDER)
    elif end - verb.last <= SHORT and verb.first > SHORT:
        yield from _clause_before(sentence, verb, stance)
    elif first_verb and verb.first <= 1:
        yield Attribution((verb.last, _up_to_the_body(sentence, verb.last)), (verb.last, end), stance, BY_ORDER)
    else:
        yield Attribution(_around_verb(sentence, verb, verb.last), (verb.last, end), stance, BY_ORDER)


def _that_before(sentence: Sentence, verb: Place) -> Place | None:
    """Give the "that" before a verb that ends its sentence, as Persian may have it."""
    if sentence.language not in _THAT_BEFORE:
        return None
    return next((place for place in sentence.places("that") if 0 < place.first < verb.first - 1), None)


def _that_behind(sentence: Sentence, verb: Place) -> Place | None:
    thats = (place for place in sentence.places("that") if verb.last <= place.first <= verb.last + THAT_WITHIN)
    return next(thats, None)


def _around_verb(sentence: Sentence, verb: Place, that: int) -> tuple[int, int]:
    """Give the speaker before a verb, or between a verb that comes first and its "that"."""
    before, behind = (0, verb.first), (verb.last, that)
    if sentence.language in _VERB_FIRST and behind[0] < behind[1]:
        return behind
    return before if before[0] < before[1] else (behind[0], _before_break(sentence, *behind))


def _verb_last(sentence: Sentence, verb: Place, stance: Stance) -> Iterator[Attribution]:
    """Read a sentence that a verb of saying ends: the speaker goes up to the first comma, or is a body at its head."""
    comma = _before_break(sentence, 0, verb.first)
    bodies = [place for place in sentence.places("institution") if place.last <= LONGEST_SPEAKER]
    head = comma if comma < min(verb.first, LONGEST_SPEAKER) else max((place.last for place in bodies[:1]), default=0)
    yield Attribution((0, min(head, verb.first)), (min(head, verb.first), verb.first), stance, BY_ORDER)


def _clause_before(sentence: Sentence, verb: Place, stance: Stance) -> Iterator[Attribution]:
    """Read "…, the ministry said"; without a comma, all before the verb is what is said."""
    start = _after_break(sentence, 0, verb.first)
    yield Attribution((start, verb.first) if start else (0, 0), (0, start or verb.first), stance, BY_ORDER)


def _by_source(sentence: Sentence) -> Iterator[Attribution]:
    """Read "according to X, …", "… , according to X", and "X zufolge …"."""
    end = len(sentence.tokens)
    for cue in sentence.places("accord"):
        last = min(_before_break(sentence, cue.last, end), cue.last + LONGEST_SPEAKER)
        if cue.first <= 1:
            last = last if last < end else _up_to_the_body(sentence, cue.last)
            yield Attribution((cue.last, last), (last, end), Stance.ASSERTS, BY_SOURCE)
        else:
            yield Attribution((cue.last, last), (0, cue.first), Stance.ASSERTS, BY_SOURCE)
    for cue in sentence.places("accordafter"):
        start = _after_break(sentence, 0, cue.first)
        rest = (cue.last, end) if end - cue.last > SHORT or start == 0 else (0, start)
        yield Attribution((start, cue.first), rest, Stance.ASSERTS, BY_SOURCE)


def _up_to_the_body(sentence: Sentence, start: int) -> int:
    """Give the end of the body named behind "according to" where no comma ends it."""
    bodies = [place.last for place in sentence.places("institution") if start <= place.first <= start + SHORT]
    return bodies[0] if bodies else start + 1


def _after_break(sentence: Sentence, first: int, last: int) -> int:
    """Give the first word behind the last comma, or mark like it, before a word."""
    inside = range(max(first, 1), min(last + 1, len(sentence.tokens)))
    return max((at for at in inside if _cut(sentence, at)), default=first)


def _before_break(sentence: Sentence, first: int, last: int) -> int:
    """Give the word at which the first comma, or mark like it, ends what begins at a word."""
    return next((at for at in range(first + 1, last) if _cut(sentence, at)), last)


def speaks_for_itself(sentence: Sentence, clause: tuple[int, int], place: int) -> bool:
    """Say whether another body stands before a word of what is said, past a comma: it may be that body's word."""
    bodies = [body.first for body in sentence.places("institution") if clause[0] < body.first < place]
    return any(_cut(sentence, at) for body in bodies for at in range(clause[0] + 1, body + 1))


def _cut(sentence: Sentence, at: int) -> bool:
    return bool(_BREAK.search(sentence.gap(at)))
