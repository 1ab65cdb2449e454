"""Whole letters with gaps: read from a text with a head, hashed, approved by a named person, version by version.

A template is a letter as a lawyer reads it: `{person}` is a gap; a paragraph after `[?whereabouts]` is left out where
nothing was filled in. Nothing in it runs, and no letter leaves from one that nobody approved as it stands.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from khabar.data.letters import template_texts
from khabar.domain.errors import Invalid
from khabar.domain.letters.drafts import LetterKind

_FENCE = "+++"
_GAP = re.compile(r"\{([a-z_]+)\}")
_CONDITION = re.compile(r"\[\?([a-z_]+)\]\s*")
_NUMBERED = re.compile(r"\d+\.\s+")
_SUBJECTS = ("Subject: ", "موضوع: ")

NO_HEAD = "A template begins with its head between two lines of +++, and then the letter."
NO_SUBJECT = "The first line of the letter is its subject: “Subject: ” and the words."
HEAD_LACKS = "The head of this template lacks “%(name)s”, or it is not what is meant there."
NO_SUCH_FIELD = "The letter has a gap “%(name)s” that the head does not describe."
UNUSED_FIELD = "The head describes “%(name)s”, and the letter has no such gap."
NAME_IN_SUBJECT = "The subject has the gap “%(name)s” for a name. Everybody on the way can read a subject."
NOT_ITS_DIGEST = "The text of this template is not the one its head gives the hash of. Give it a new version and hash."
STANDS_ALONE = "The gap “%(name)s” fills a whole paragraph. Please give it a paragraph of its own."
NEEDS_CONDITION = "“%(name)s” may be left empty, so its paragraph begins with “[?%(name)s]”."
NOT_APPROVED = "No named person has approved this version of the template. Letters leave from an approved one alone."
APPROVER = "Please write the name of the person who approves this template."


class FieldKind(StrEnum):
    """What a gap takes. NAME and LINE: one line; PROSE: paragraphs; ITEMS: a numbered list; CLOCK: lines of a clock."""

    NAME = "name"
    LINE = "line"
    DATE = "date"
    REFERENCE = "reference"
    PROSE = "prose"
    ITEMS = "items"
    CLOCK = "clock"


WHOLE_PARAGRAPHS = frozenset({FieldKind.PROSE, FieldKind.ITEMS, FieldKind.CLOCK})


@dataclass(frozen=True)
class Field:
    """One gap: what it takes, whether the letter can do without, and what its writer is asked."""

    name: str
    kind: FieldKind
    required: bool
    ask: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its words with gaps, `number` in a list (or 0), and the gap without which it is left out."""

    text: str
    number: int = 0
    when: str = ""

    @property
    def gaps(self) -> tuple[str, ...]:
        """The names of its gaps, in their order."""
        return tuple(_GAP.findall(self.text))


@dataclass(frozen=True)
class Template:
    """One version of one letter in one language. `approved_by` is what its maker wrote into it; that is no approval."""

    kind: LetterKind
    language: str
    version: int
    subject: str
    paragraphs: tuple[Paragraph, ...]
    fields: Mapping[str, Field]
    digest: str
    approved_by: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """How it is called in lists: kind, language, version."""
        return f"{self.kind}.{self.language}.{self.version}"


@dataclass(frozen=True)
class Approval:
    """A named person has read this version, word for word, and approves it. Invalid (field `by`) without a name."""

    template: str
    digest: str
    by: str = field(repr=False)
    on: date

    def __post_init__(self) -> None:
        """Refuse an approval by nobody."""
        if not self.by.strip():
            raise Invalid("by", APPROVER)


def approve(template: Template, by: str, on: date) -> Approval:
    """Approve a version of a template as it stands."""
    return Approval(template.name, template.digest, by, on)


def is_approved(template: Template, approvals: Iterable[Approval]) -> bool:
    """Say whether somebody has approved exactly this text of this version."""
    return any((one.template, one.digest) == (template.name, template.digest) for one in approvals)


def require_approved(template: Template, approvals: Iterable[Approval]) -> None:
    """Raise Invalid (field `template`) unless a named person has approved exactly this text."""
    if not is_approved(template, approvals):
        raise Invalid("template", NOT_APPROVED)


def digest_of(kind: str, language: str, version: int, letter: str) -> str:
    """Hash a letter: SHA-256 over kind, language, version and text, lines ended alike, no white space at the ends."""
    text = "\n".join(line.rstrip() for line in letter.strip().splitlines())
    return hashlib.sha256(f"{kind}\n{language}\n{version}\n{text}".encode()).hexdigest()


def parse_template(text: str) -> Template:
    """Read a template. Raises Invalid (field `template`) with a sentence that says what is wrong with it."""
    _, *parts = text.split(f"{_FENCE}\n", 2)
    if not text.startswith(_FENCE) or len(parts) != 2:  # noqa: PLR2004 - the head and the letter
        raise Invalid("template", NO_HEAD)
    head, letter = _head(parts[0]), parts[1].strip()
    subject, found, body = letter.partition("\n")
    if not found or not subject.startswith(_SUBJECTS):
        raise Invalid("template", NO_SUBJECT)
    made = Template(
        kind=LetterKind(_of(head, "kind", str, among=tuple(LetterKind))),
        language=_of(head, "language", str),
        version=_of(head, "version", int),
        subject=subject.partition(": ")[2].strip(),
        paragraphs=tuple(_paragraphs(body)),
        fields=_fields(_of(head, "fields", dict)),
        digest=digest_of(head["kind"], head["language"], head["version"], letter),
        approved_by=_of(head, "approved_by", str),
    )
    _require_whole(made, head)
    return made


def shipped_templates() -> tuple[Template, ...]:
    """Read the templates that travel with the program. Nobody has approved them: each association does so itself."""
    return tuple(parse_template(text) for text in template_texts().values())


def _head(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise Invalid("template", NO_HEAD) from None


def _of(head: Mapping[str, Any], name: str, kind: type, among: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - read from a file
    value = head.get(name)
    if (
        not isinstance(value, kind)
        or (among and value not in among)
        or (kind is int and isinstance(value, int) and value < 1)
    ):
        raise Invalid("template", HEAD_LACKS % {"name": name})
    return value


def _fields(tables: Mapping[str, Any]) -> Mapping[str, Field]:
    found = {}
    for name, about in tables.items():
        if not isinstance(about, dict):
            raise Invalid("template", HEAD_LACKS % {"name": name})
        kind = FieldKind(_of(about, "kind", str, among=tuple(FieldKind)))
        found[name] = Field(name, kind, _of(about, "required", bool), _of(about, "ask", str))
    return MappingProxyType(found)


def _paragraphs(body: str) -> Iterable[Paragraph]:
    """Read paragraphs parted by empty lines; lines of one paragraph are joined, numbered ones make a list."""
    for block in re.split(r"\n\s*\n", body.strip()):
        condition = _CONDITION.match(block)
        said = block[condition.end() :] if condition else block
        when = condition.group(1) if condition else ""
        items = [one.strip() for one in re.split(r"^(?=\d+\.\s)", said, flags=re.MULTILINE) if one.strip()]
        numbered = bool(_NUMBERED.match(said))
        for number, item in enumerate(items, start=1):
            words = " ".join(_NUMBERED.sub("", item, count=1).split() if numbered else item.split())
            yield Paragraph(words, number if numbered else 0, when)


def _require_whole(template: Template, head: Mapping[str, Any]) -> None:
    """Refuse gaps without a description, descriptions without a gap, a name in the subject, another hash."""
    used = {
        *_GAP.findall(template.subject),
        *(gap for one in template.paragraphs for gap in (*one.gaps, one.when) if gap),
    }
    for name in sorted(used - set(template.fields)):
        raise Invalid("template", NO_SUCH_FIELD % {"name": name})
    for name in sorted(set(template.fields) - used):
        raise Invalid("template", UNUSED_FIELD % {"name": name})
    for name in _GAP.findall(template.subject):
        if template.fields[name].kind is FieldKind.NAME:
            raise Invalid("template", NAME_IN_SUBJECT % {"name": name})
    for one in template.paragraphs:
        for name in one.gaps:
            if template.fields[name].kind in WHOLE_PARAGRAPHS and one.text != f"{{{name}}}":
                raise Invalid("template", STANDS_ALONE % {"name": name})
            if not template.fields[name].required and one.when != name:
                raise Invalid("template", NEEDS_CONDITION % {"name": name})
    if head.get("digest", template.digest) != template.digest:
        raise Invalid("template", NOT_ITS_DIGEST)
