"""What stands on a filled form, before it is DOCX or PDF: sections of facts as they were given, and what is missing.

A fact that is not in the file is said to be not known to us; nothing is concluded, translated or made up. The list of
what is missing or in doubt is no part of the form and stands on a page of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from khabar.adapters.procedures.form_facts import elements, elsewhere, papers, person, steps, what_happened, who_files
from khabar.adapters.procedures.form_facts import wishes as asked_for
from khabar.adapters.procedures.form_parts import Named, Section
from khabar.adapters.procedures.saying import ENGLISH, line_text, tongue
from khabar.domain.procedures.form_rules import WITH_FORMS, against_form
from khabar.domain.procedures.ids import WGEID, ProcedureId
from khabar.domain.procedures.lines import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from khabar.adapters.pdf.words import Words as Tongue
    from khabar.domain.procedures import Case, Result

FORMS: Final = tuple(one.value for one in WITH_FORMS)


@dataclass(frozen=True)
class FilledForm:
    """One form of one case on one day, its facts in English sentences; labels are keys, said in one language or two.

    `open_ends`: what is missing or in doubt, in each of the languages; there is none where it may be sent as it stands.
    """

    procedure: ProcedureId
    on: date
    reference: str
    sections: tuple[Section, ...]
    open_ends: tuple[Named, ...]
    languages: tuple[Tongue, ...]

    @property
    def is_draft(self) -> bool:
        """Whether something is missing or in doubt, so that it must not be sent."""
        return bool(self.open_ends)

    @property
    def title(self) -> str:
        """The key of its title."""
        return f"form.{self.procedure}"

    @property
    def addressee(self) -> str:
        """The key of whom it goes to."""
        return "form.to-wgeid" if self.procedure in WGEID else "form.to-ced"


def filled_form(case: Case, result: Result, on: date, beside: str = "") -> FilledForm:
    """Fill in the form of a door, with labels in English and, `beside`, in the family's language.

    Whoever asks has looked at `refusals` first.
    """
    languages = tuple(tongue(one) for one in dict.fromkeys((ENGLISH, beside)) if one)
    return FilledForm(
        procedure=result.procedure,
        on=on,
        reference=case.reference,
        sections=tuple(_sections(case, result.procedure, languages[0])),
        open_ends=tuple(_open_ends(result, languages)),
        languages=languages,
    )


def refusals(result: Result, words: Tongue) -> tuple[str, ...]:
    """Say why no form is made; none where it may be."""
    return tuple(dict.fromkeys(line_text(line, words) for line in against_form(result)))


def _sections(case: Case, procedure: ProcedureId, words: Tongue) -> Iterator[Section]:
    yield Section("form.person", person(case, words))
    yield Section("form.happened", what_happened(case, procedure, words))
    yield Section("form.force", elements(case, words))
    yield steps(case)
    yield elsewhere(case, words)
    yield Section("form.author", who_files(case, words))
    yield Section("form.wishes", asked_for(case, procedure, words))
    yield papers(case)


def _open_ends(result: Result, languages: tuple[Tongue, ...]) -> Iterator[Named]:
    """List doubts and missing things, each once, as the answers do."""
    seen: set[str] = set()
    for line in result.reasons:
        if line.kind in (Kind.DOUBT, Kind.MISSING):
            texts = tuple(line_text(line, words) for words in languages)
            if texts[0] not in seen:
                seen.add(texts[0])
                yield Named(line.authority.text, texts)
