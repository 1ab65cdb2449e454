"""What cannot be true of one case at the same time: dates in the wrong order, a yes beside its no.

Such a case is refused with the field named, because every answer built on it would be wrong. A code and its values are
given, never a sentence and never a name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from khabar.domain.procedures.facts import Case, OtherProcedure
from khabar.domain.procedures.values import Days, Tri

FARTHEST_APART: Final = timedelta(days=31)
"""How far last seen and the beginning may lie apart without more being said: WGEID takes a date to the month."""


@dataclass(frozen=True)
class Contradiction:
    """The field to mend, the code of the sentence, and the dates in it."""

    field: str
    code: str
    values: tuple[tuple[str, str], ...] = ()


def contradictions(case: Case) -> tuple[Contradiction, ...]:
    """List everything that contradicts itself, in the order of the case's fields."""
    return (*_person(case), *_times(case), *_last_seen(case), *_word(case), *_inside(case), *_elsewhere(case))


def _before(field: str, code: str, days: Days | None, than: Days | None) -> Iterator[Contradiction]:
    """Find days that lie wholly before others they must follow."""
    if days is not None and than is not None and days.latest < than.earliest:
        yield Contradiction(field, code, (("this", days.text), ("other", than.text)))


def _person(case: Case) -> Iterator[Contradiction]:
    if case.person.stateless and case.person.nationality:
        yield Contradiction("person.stateless", "stateless-with-nationality")
    yield from _before("disappearance.began", "began-before-birth", case.disappearance.began, case.person.birth)


def _times(case: Case) -> Iterator[Contradiction]:
    linked = case.disappearance.linked_case
    if linked.exists is False and linked.began is not None:
        yield Contradiction("disappearance.linked_case.began", "no-linked-case")
    began = case.disappearance.began
    seen = case.disappearance.last_seen.date
    yield from _before("disappearance.last_seen.date", "seen-before-birth", seen, case.person.birth)
    yield from _before("domestic.final_decision", "decided-before-began", case.domestic.final_decision, began)


def _last_seen(case: Case) -> Iterator[Contradiction]:
    """Find a last sighting that does not go with the beginning, unless it is said where the person was meanwhile."""
    happened = case.disappearance
    began, seen = happened.began, happened.last_seen
    if began is None or seen.date is None:
        return
    values = (("this", seen.date.text), ("other", began.text))
    if began.earliest - seen.date.latest > FARTHEST_APART and happened.last_sign_of_life is None:
        yield Contradiction("disappearance.last_seen.date", "seen-long-before", values)
    if seen.date.earliest - began.latest > FARTHEST_APART and not seen.in_custody:
        yield Contradiction("disappearance.last_seen.date", "seen-long-after", values)


def _word(case: Case) -> Iterator[Contradiction]:
    word, files = case.own_word, case.submitter
    if word.heard is False and (word.said is not None or word.how is not None):
        yield Contradiction("own_word.heard", "word-not-heard")
    if files.anonymous and files.name:
        yield Contradiction("submitter.anonymous", "anonymous-with-name")


def _inside(case: Case) -> Iterator[Contradiction]:
    began = case.disappearance.began
    for number, one in enumerate(case.remedies or ()):
        yield from _before(f"remedies[{number}].filed", "filed-before-began", one.filed, began)
        yield from _before(f"remedies[{number}].ended", "ended-before-filed", one.ended, one.filed)
    if case.domestic.exhausted is False and case.domestic.final_decision is not None:
        yield Contradiction("domestic.final_decision", "final-but-not-exhausted")
    for name in ("prosecutor", "habeas_corpus", "ombudsman", "refugee_authority"):
        door = getattr(case.domestic, name)
        if door.has_limit is False and door.last_day is not None:
            yield Contradiction(f"domestic.{name}.last_day", "no-limit-but-last-day")


def _elsewhere(case: Case) -> Iterator[Contradiction]:
    for number, one in enumerate(case.other_procedures or ()):
        at = f"other_procedures[{number}]"
        if one.is_same is not False:
            yield from _before(f"{at}.filed", "filed-before-began", one.filed, case.disappearance.began)
        yield from _before(f"{at}.ended", "ended-before-filed", one.ended, one.filed)
        yield from _before(f"{at}.last_letter_to_us", "letter-before-filed", one.last_letter_to_us, one.filed)
        if one.pending and one.ended is not None:
            yield Contradiction(f"{at}.pending", "pending-but-ended")
        if _disagree(one):
            yield Contradiction(f"{at}.same_matter", "same-matter-disagrees")


def _disagree(one: OtherProcedure) -> bool:
    parts: tuple[Tri, ...] = (one.same_author, one.same_facts, one.same_rights)
    if one.same_matter:
        return False in parts
    return one.same_matter is False and all(parts)
