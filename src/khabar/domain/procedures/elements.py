"""The four elements of an enforced disappearance (CED art. 2), asked one by one, each with who says so.

Without a link with the State, CED art. 3 and WGEID's practice on groups like governments may still help: that is said
and left open. A yes that nobody stands for is not enough.
"""

from collections.abc import Callable, Iterator

from khabar.domain.procedures import authorities as by
from khabar.domain.procedures.facts import Claim, Elements
from khabar.domain.procedures.lines import Line, Lines, Term, bars, doubt, holds, missing, not_known

Unsaid = Callable[[str], Line]


def _asked(elements: Elements) -> Iterator[tuple[str, Claim]]:
    yield "deprivation", elements.deprivation_of_liberty
    yield "state-link", elements.state_link
    yield "refusal", elements.refusal_or_concealment
    yield "outside-law", elements.outside_protection_of_law


def under_the_convention(elements: Elements) -> Lines:
    """Give a line for each element where the Convention itself asks for it."""
    return tuple(_convention(name, claim) for name, claim in _asked(elements))


def _convention(name: str, claim: Claim) -> Line:
    if claim.answer is None:
        return not_known(f"element-{name}", by.CED_2)
    if claim.answer:
        return _said(name, claim)
    if name == "state-link":
        return doubt("no-state-link", by.CED_3)
    return bars("element-no", by.CED_2, element=Term(f"element-{name}"))


def in_practice(elements: Elements) -> Lines:
    """Give a line for each element where only practice asks for it: a no leaves the answer unknown."""
    return tuple(_practice(name, claim) for name, claim in _asked(elements))


def _practice(name: str, claim: Claim) -> Line:
    if claim.answer is None:
        return missing(f"element-{name}", by.WGEID_ELEMENTS)
    if claim.answer:
        return _said(name, claim)
    if name == "state-link":
        return doubt("no-state-link", by.CED_3)
    return doubt("element-no", by.WGEID_ELEMENTS, element=Term(f"element-{name}"))


def _said(name: str, claim: Claim) -> Line:
    if not claim.who_says:
        return missing("who-says", by.CED_2, element=Term(f"element-{name}"))
    return holds("element-said", by.CED_2, element=Term(f"element-{name}"))
