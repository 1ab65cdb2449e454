"""Who files, by what right, under which name, with whose consent.

Filing, naming to the State and publication are three questions of the family's; a no to one leaves the law as it is
and is listed as missing. A complaint without a name is inadmissible wherever a treaty says so.
"""

from khabar.domain.procedures import authorities as by
from khabar.domain.procedures.facts import Case, Relation, Submitter
from khabar.domain.procedures.ids import ProcedureId
from khabar.domain.procedures.lines import Authority, Line, Lines, bars, doubt, holds, lacking, missing, note
from khabar.domain.procedures.values import Tri

_ON_BEHALF = frozenset({Relation.COUNSEL, Relation.LEGAL_REPRESENTATIVE, Relation.AUTHORISED})
_INTERESTED = frozenset({Relation.LEGITIMATE_INTEREST, Relation.ORGANISATION})


def named(case: Case, authority: Authority) -> Lines:
    """Ask for the submitter's name; anonymity bars where the authority says so."""
    if case.submitter.anonymous:
        return (bars("anonymous", authority),)
    if not case.submitter.name:
        return (missing("submitter-name", authority),)
    return (holds("named", authority),)


def by_right(submitter: Submitter, authority: Authority) -> Lines:
    """Ask by what right somebody files with a committee: as a relative, for one, or with a legitimate interest."""
    if submitter.relation is None:
        return (missing("relation", authority),)
    if submitter.relation in _ON_BEHALF and not submitter.authority:
        return (missing("authority", authority),)
    if submitter.relation in _INTERESTED and not (submitter.interest or submitter.authority):
        return (missing("interest", authority),)
    return (holds("may-file", authority),)


def by_family(submitter: Submitter, authority: Authority) -> Lines:
    """Ask whether the family files, or somebody to whom it agreed beforehand and who can follow the case up."""
    if submitter.relation is None:
        return (missing("relation", authority),)
    if submitter.relation is Relation.RELATIVE:
        return (holds("family-files", authority),)
    return (
        _needed(submitter.family_consent, "family-consent", authority),
        _needed(submitter.can_follow_up, "follow-up", authority),
    )


def _needed(answer: Tri, item: str, authority: Authority) -> Line:
    if answer is None:
        return missing(item, authority)
    return holds(f"{item}-yes", authority) if answer else bars(f"{item}-no", authority)


def consents(case: Case, procedure: ProcedureId, *, state: bool = True, public: bool = False) -> Lines:
    """Ask the family's consent: to filing, and where the State or the public will be told, to that."""
    asked = [("filing", case.consents.filing)]
    asked += [("naming", case.consents.naming_to_state)] if state else []
    asked += [("publication", case.consents.publication)] if public else []
    return tuple(_agreed(name, agreed.to(procedure)) for name, agreed in asked)


def _agreed(name: str, answer: Tri) -> Line:
    if answer is None:
        return missing(f"consent-{name}", by.OUR_CONSENT)
    if answer:
        return holds(f"consent-{name}-yes", by.OUR_CONSENT)
    return lacking(f"consent-{name}-no", f"consent-{name}", by.OUR_CONSENT)


def person_named(case: Case, authority: Authority) -> Lines:
    """Ask for the sought person's full name."""
    return (holds("person-named", authority) if case.person.name else missing("person-name", authority),)


def own_part(submitter: Submitter, authority: Authority) -> Lines:
    """Say what is only remembered about relatives who complain for somebody who cannot."""
    return (note("relative-for-him", authority),) if submitter.relation is Relation.RELATIVE else ()


def media(answer: Tri, authority: Authority) -> Lines:
    """Ask whether more than the press stands behind it."""
    if answer is None:
        return (missing("only-from-media", authority),)
    return (doubt("only-from-media", authority),) if answer else (holds("not-only-media", authority),)
