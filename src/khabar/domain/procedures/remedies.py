"""Domestic remedies: presented where an urgent action asks for it, exhausted where a complaint does, or why not.

A remedy that takes unreasonably long need not be awaited; before the Committee against Torture neither one that is
unlikely to help. A known no bars; silence does not.
"""

from khabar.domain.procedures.facts import Case, Domestic
from khabar.domain.procedures.lines import Authority, Lines, bars, holds, missing, not_known
from khabar.domain.procedures.values import Tri


def presented(case: Case, authority: Authority) -> Lines:
    """Ask whether it was brought before the competent authorities, where such a possibility exists."""
    if case.remedies is None:
        return (missing("remedies", authority),)
    if case.remedies:
        told = any(one.body and (one.filed or one.outcome) for one in case.remedies)
        return (holds("presented", authority) if told else missing("remedy-details", authority),)
    if case.domestic.possible is False:
        return (holds("nowhere-to-present", authority) if case.domestic.reason else missing("reason", authority),)
    return (missing("present-first", authority),)


def tried(case: Case, authority: Authority) -> Lines:
    """Ask what was done, or why nothing: a body that takes no account of remedies still asks for the steps taken."""
    if case.remedies or (case.remedies == () and case.domestic.reason):
        return (holds("steps-told", authority),)
    return (missing("steps", authority),)


def exhausted(case: Case, authority: Authority, *, relief: bool = False) -> Lines:
    """Ask whether all were exhausted; `relief`: a remedy unlikely to bring relief need not be."""
    domestic = case.domestic
    if domestic.exhausted:
        return (holds("exhausted", authority), *_chronology(case, authority))
    if domestic.unreasonably_prolonged or (relief and domestic.no_effective_relief):
        why = holds("excused", authority) if domestic.reason else missing("reason", authority)
        return (why, *_chronology(case, authority))
    if None in _asked(domestic, relief=relief):
        return (not_known("exhausted", authority), *_chronology(case, authority))
    return (bars("not-exhausted", authority),)


def _asked(domestic: Domestic, *, relief: bool) -> tuple[Tri, ...]:
    asked = (domestic.exhausted, domestic.unreasonably_prolonged)
    return (*asked, domestic.no_effective_relief) if relief else asked


def _chronology(case: Case, authority: Authority) -> Lines:
    if case.remedies:
        return ()
    return (missing("chronology", authority),)
