"""Which facts of a case stand in which section of a form, each under the key of its label.

They are written as they were given; a date as the family wrote it, with the Gregorian day where it was another
calendar. What is not there stays empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.adapters.procedures.form_parts import Named, Section, Table
from khabar.adapters.procedures.saying import state_text
from khabar.data.treaties import Instrument, treaty_rows
from khabar.domain.procedures.facts import Claim, Relation
from khabar.domain.procedures.ids import WGEID, ProcedureId
from khabar.domain.procedures.treaties import standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from khabar.adapters.procedures.saying import Tongue
    from khabar.domain.procedures.facts import Case, OtherProcedure
    from khabar.domain.procedures.values import Days, States


def person(case: Case, words: Tongue) -> tuple[Named, ...]:
    """Give who has disappeared."""
    who = case.person
    nationality = (words["form.stateless"],) if who.stateless else _states(who.nationality, words)
    return (
        _named("name", who.name),
        Named("form.other-names", who.other_names),
        _named("sex", who.sex),
        _named("birth", written(who.birth)),
        _named("birth-place", who.birth_place),
        Named("form.nationality", nationality),
        _named("documents", who.documents),
        _named("occupation", who.occupation),
        _named("home", who.home),
        _named("description", who.description),
    )


def what_happened(case: Case, procedure: ProcedureId, words: Tongue) -> tuple[Named, ...]:
    """Give what happened, where and when."""
    happened = case.disappearance
    seen = happened.last_seen
    held = (words["form.in-custody"],) if seen.in_custody else ()
    last = ", ".join(one for one in (written(seen.date), seen.place, seen.by, *held) if one)
    linked = happened.linked_case.began if happened.linked_case.exists else None
    shown = (_named("linked", written(linked)),) if procedure is ProcedureId.WGEID_URGENT and linked else ()
    return (
        Named("form.state", _states(happened.held_in, words)),
        *(_in_force(case, words) if procedure is ProcedureId.CED_30 else ()),
        _named("began", written(happened.began)),
        _named("place", happened.place),
        _named("circumstances", happened.circumstances),
        _named("last-seen", last),
        *((_named("sign-of-life", written(happened.last_sign_of_life)),) if happened.last_sign_of_life else ()),
        *shown,
    )


def _in_force(case: Case, words: Tongue) -> Iterator[Named]:
    """Say since when the Convention is in force for the State, where the table can say it to the day."""
    for state in case.disappearance.held_in or ():
        since = standing(treaty_rows(), state, Instrument.CED).since
        if since is not None and since.earliest == since.latest:
            yield Named("form.in-force", (f"{state_text(state, words)}: {since.earliest.isoformat()}",))


def elements(case: Case, words: Tongue) -> tuple[Named, ...]:
    """Give who is believed responsible, and what is said of each element, by whom."""
    told = case.elements
    claims = {
        "terms.element-deprivation": told.deprivation_of_liberty,
        "terms.element-state-link": told.state_link,
        "terms.element-refusal": told.refusal_or_concealment,
        "terms.element-outside-law": told.outside_protection_of_law,
    }
    return (
        _named("forces", case.disappearance.forces),
        _named("forces-link", case.disappearance.forces_link),
        *(Named(label, _claim(claim, words)) for label, claim in claims.items()),
    )


def _claim(claim: Claim, words: Tongue) -> tuple[str, ...]:
    if claim.answer is None:
        return ()
    said = [words["form.said-yes" if claim.answer else "form.said-no"]]
    said += [words["form.said-by"].format(who=claim.who_says)] if claim.who_says else []
    said += [words["form.basis"].format(basis=claim.basis)] if claim.basis else []
    return ("; ".join(said),)


def steps(case: Case) -> Section:
    """Give each step before an authority of the State, or why none was taken."""
    rows = tuple(
        (one.body, one.kind, written(one.filed), one.outcome or one.why_ineffective, one.reference)
        for one in case.remedies or ()
    )
    columns = ("form.body", "form.kind", "form.filed", "form.outcome", "form.reference")
    reason = case.domestic.reason if case.remedies == () else ""
    return Section("form.steps", table=Table(columns, rows, reason, "form.no-steps" if reason else "form.not-told"))


def elsewhere(case: Case, words: Tongue) -> Section:
    """Give each other international procedure."""
    rows = tuple(
        (_procedure(one, words), written(one.filed), _state_of(one, words), one.reference)
        for one in case.other_procedures or ()
    )
    columns = ("form.procedure", "form.filed", "form.outcome", "form.reference")
    instead = "form.no-elsewhere" if case.other_procedures == () else "form.not-told"
    return Section("form.elsewhere", table=Table(columns, rows, "", instead))


def _procedure(one: OtherProcedure, words: Tongue) -> str:
    return words[f"procedures.{one.procedure}"] if one.procedure else one.body


def _state_of(one: OtherProcedure, words: Tongue) -> str:
    if one.ended is not None:
        return words["form.ended"].format(day=one.ended.text)
    return words["form.pending"] if one.pending else ""


def who_files(case: Case, words: Tongue) -> tuple[Named, ...]:
    """Give who submits it, by what right, and how to reach them."""
    who = case.submitter
    contact = tuple(one for one in (who.address, who.email, who.telephone) if one)
    return (
        _named("submitter", who.name),
        Named("form.relation", (who.kinship,) if who.kinship else _relation(who.relation, words)),
        *((_named("organisation", who.organisation),) if who.organisation else ()),
        *((_named("authority", who.authority),) if who.relation is not Relation.RELATIVE else ()),
        Named("form.contact", contact),
    )


def _relation(relation: Relation | None, words: Tongue) -> tuple[str, ...]:
    if relation is None:
        return ()
    return (words["form.organisation-role" if relation is Relation.ORGANISATION else f"form.{relation}"],)


def wishes(case: Case, procedure: ProcedureId, words: Tongue) -> tuple[Named, ...]:
    """Give what is to stay confidential, who needs protection, and which States to ask in parallel."""
    if procedure in WGEID:
        kept = words["form.name-known" if case.submitter.confidential is False else "form.keep-name"]
    else:
        kept = words["form.always-confidential"]
    agreed = (words["form.state-agreed"],) if case.consents.naming_to_state.to(procedure) else ()
    crossed = case.disappearance.crossed
    parallel = (Named("form.parallel", _states(crossed, words)),) if procedure is ProcedureId.CED_30 and crossed else ()
    return (Named("", (kept, *agreed)), _named("reprisals", case.dangers.reprisals), *parallel)


def papers(case: Case) -> Section:
    """Give the papers that go with it, each with what it can be known by."""
    rows = tuple((one.title, written(one.date), one.language, one.sha256) for one in case.attachments)
    columns = ("form.papers", "form.paper-date", "form.paper-language", "form.paper-hash")
    return Section("form.papers", table=Table(columns, rows, "", "form.no-papers"))


def written(days: Days | None) -> str:
    """Write a date as it was given, with the Gregorian days beside it where these are not the same text."""
    if days is None:
        return ""
    first, last = days.earliest.isoformat(), days.latest.isoformat()
    span = first if first == last else f"{first} – {last}"
    same = days.text == span or (first.startswith(days.text) and last.startswith(days.text))
    return days.text if same else f"{days.text} ({span})"


def _states(states: States, words: Tongue) -> tuple[str, ...]:
    return tuple(state_text(state, words) for state in states or ())


def _named(name: str, given: str) -> Named:
    return Named(f"form.{name}", (given,) if given else ())
