"""All editions of one issue, or everything that stands in their way: read, asked at the gate, made, written at once.

Files appear in their folder only when every one of them was made; what was there before stays until then.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from khabar.adapters.newsletter.feed import feed_xml
from khabar.adapters.newsletter.issue_file import read_issue
from khabar.adapters.newsletter.mail_page import mail_html
from khabar.adapters.newsletter.paper import issue_pdf
from khabar.adapters.newsletter.phone_texts import script_txt, short_txt
from khabar.adapters.newsletter.plain_text import mail_text
from khabar.adapters.newsletter.wall import wall_pdf
from khabar.adapters.newsletter.web_page import page_html
from khabar.adapters.pdf.coverage import LACKING, lacking
from khabar.domain.publishing.gate import Finding, Weight, findings
from khabar.domain.publishing.issues import heads_of, passages_of
from khabar.text import said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from khabar.domain.publishing.issues import Issue

FILES: Final = (
    *("issue.pdf", "issue.html", "feed.xml", "mail.html", "mail.txt", "short.txt", "read-aloud.txt", "wall.pdf"),
)
_MOST_NAMED: Final = 12


@dataclass(frozen=True)
class Judged:
    """An issue as it was read, and what the gate says of it; it may be printed where that is nothing."""

    issue: Issue
    findings: tuple[Finding, ...]


def judged(path: Path) -> Judged:
    """Read an issue and ask the gate; Invalid for what cannot even be read."""
    issue = read_issue(path)
    found = (*findings(issue), *without_letters(issue))
    return Judged(issue, tuple(sorted(found, key=lambda one: (one.place, str(one.said)))))


def editions(issue: Issue) -> Mapping[str, bytes]:
    """Make every edition of an issue that the gate has passed, by the name of its file."""
    texts = {
        "issue.html": page_html(issue),
        "feed.xml": feed_xml(issue),
        "mail.html": mail_html(issue),
        "mail.txt": mail_text(issue),
        "short.txt": short_txt(issue),
        "read-aloud.txt": script_txt(issue),
    }
    made = {name: text.encode() for name, text in texts.items()}
    return {"issue.pdf": issue_pdf(issue), "wall.pdf": wall_pdf(issue), **made}


def write_editions(made: Mapping[str, bytes], folder: Path) -> None:
    """Write all files into a folder, which is made where it is not there; each takes the place of its forerunner."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as beside:
        for name, data in made.items():
            (Path(beside) / name).write_bytes(data)
        folder.mkdir(exist_ok=True)
        for name in made:
            (Path(beside) / name).replace(folder / name)


def without_letters(issue: Issue) -> Iterator[Finding]:
    """Find letters that none of our fonts can draw: they would be missing on paper without a word."""
    passages = (*heads_of(issue), *(one for article in issue.articles for one in passages_of(article)))
    for passage in passages:
        letters = lacking(passage.text)
        if letters:
            named = ", ".join(f"U+{ord(letter):04X}" for letter in letters[:_MOST_NAMED])
            place = passage.at(passage.text.index(letters[0]), letters[0])
            yield Finding(place, Weight.REFUSED, said(LACKING, letters=named))
