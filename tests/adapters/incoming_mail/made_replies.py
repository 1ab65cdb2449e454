"""Answers as eleven mail programs and offices in nine languages send them, each with what its writer wrote alone.

Jalali and Hijri dates, signs of direction round addresses, headers broken over two lines, heads repeated by office
systems, a secretary between, answers below the quote, HTML alone. All invented.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from html import escape
from random import Random
from typing import TYPE_CHECKING

from adapters.incoming_mail.made_letters import LANGUAGES, Draft, Letter, answer, letter, reference, written_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ENCODINGS = ("8bit", "base64", "quoted-printable")


@dataclass(frozen=True)
class Reply:
    """One answer: in which language, from which program, to which letter, and the words of its writer alone."""

    client: str
    to: Letter
    own: str
    draft: Draft

    @property
    def named(self) -> str:
        """Name it for a test or a file."""
        return f"{self.to.language}-{self.client}"


def made_replies(seed: int = 7) -> Iterator[Reply]:
    """Invent one answer for each language and program."""
    random = Random(seed)  # noqa: S311 - reproducible draws, no secret
    for at, language in enumerate(LANGUAGES):
        for number, (client, write) in enumerate(CLIENTS.items()):
            to = letter(random, language, number=100 * at + number)
            own = to.words["answers"][number % 3]
            draft = write(to, own)
            yield Reply(client, to, own, replace(draft, encoding=ENCODINGS[(at + number) % 3]))


def _marked(lines: list[str]) -> str:
    return "\n".join(f"> {line}" for line in lines)


def _letter_lines(to: Letter) -> list[str]:
    return [*to.words["letter"], "", reference(to)]


def _header(to: Letter, client: str) -> str:
    said = written_date(to.language, to.sent_at)
    return str(to.words[client]).format(name=to.words["name"], address=to.address, **said)


def _block(to: Letter, labels: str = "block", *, sender: str = "", bold: str = "") -> str:
    said = written_date(to.language, to.sent_at + timedelta(days=1))
    values = [
        sender or f"{to.words['name']} <{to.address}>",
        f"{said['weekday']} {said['day']} {said['month']} {said['year']} {said['time']}",
        f"{to.words['office']} <{to.office}>",
        to.subject,
    ]
    return "\n".join(f"{bold}{label}:{bold} {value}" for label, value in zip(to.words[labels], values, strict=True))


def _gmail(to: Letter, own: str) -> Draft:
    lines = _letter_lines(to)
    draft = answer(to, f"{own}\n\n{_header(to, 'gmail')}\n\n{_marked(lines)}\n")
    quoted = "<br>".join(map(escape, lines))
    head = f'<div class="gmail_attr" dir="auto">{escape(_header(to, "gmail"))}<br></div>'
    said = escape(own).replace("\n", "<br>")
    html = f'<div dir="auto">{said}</div><br><div class="gmail_quote">{head}<blockquote>{quoted}</blockquote></div>'
    return replace(draft, html=html)


def _gmail_from_right_to_left(to: Letter, own: str) -> Draft:
    """Break the header before the address and put embeddings and marks round both lines."""
    before, _, behind = _header(to, "gmail").partition("<")
    head = f"\u202b{before.strip()}\u200f\u202c\n\u202b\u200e<{behind}\u202c"
    return answer(to, f"\u202b{own}\u202c\n\n{head}\n\n{_marked(_letter_lines(to))}\n")


def _yahoo(to: Letter, own: str) -> Draft:
    lines = "\n".join(f" {line}" for line in _letter_lines(to))
    return answer(to, f" {own}\n\n    {_header(to, 'yahoo')}  \n \n {lines}  ")


def _iphone(to: Letter, own: str) -> Draft:
    return answer(to, f"{own}\n\n{_header(to, 'iphone')}\n\n{_marked(_letter_lines(to))}\n")


def _telephone(to: Letter, own: str) -> Draft:
    lines = "\n".join(_letter_lines(to))
    return answer(to, f"{own}\n\n{_header(to, 'other')}\n{_marked(lines.splitlines())}")


def _outlook(to: Letter, own: str) -> Draft:
    lines = "\n".join(_letter_lines(to))
    return answer(to, f"{own}\n\n________________________________\n{_block(to, bold='*')}\n\n{lines}\n")


def _outlook_of_old(to: Letter, own: str) -> Draft:
    lines = "\n".join(_letter_lines(to))
    return answer(to, f"{own}\n\n{to.words['separator']}\n{_block(to)}\n\n{lines}\n")


def _outlook_in_html(to: Letter, own: str) -> Draft:
    said = "".join(f"<p>{escape(line)}</p>" for line in own.split("\n"))
    block = "<br>".join(escape(line) for line in _block(to).split("\n"))
    lines = "".join(f"<p>{escape(line)}</p>" for line in _letter_lines(to))
    head = "<html><head><style>p{margin:0}</style></head><body>"
    html = (
        f'{head}{said}<div><div style="border-top:solid #E1E1E1 1.0pt"><p>{block}</p></div></div>{lines}</body></html>'
    )
    return replace(answer(to, ""), html=html)


def _office_system(to: Letter, own: str) -> Draft:
    lines = "\n".join(_letter_lines(to))
    return answer(to, f"{own}\n\n{'=' * 40}\n{_block(to, 'office_block')}\n{'=' * 40}\n{lines}\n")


def _by_secretary(to: Letter, own: str) -> Draft:
    """Answer a letter that a secretary handed on, with her note between, from the house's own new thread."""
    chief = f"{to.words['secretary']} <secretary@{to.house}>"
    lines = "\n".join(_letter_lines(to))
    inner = f"{to.words['secretary_note']}\n\n{to.words['separator']}\n{_block(to)}\n\n{lines}"
    draft = answer(to, f"{own}\n\n{to.words['forwarded']}\n{_block(to, sender=chief)}\n\n{inner}\n")
    subject = f"{to.words['re']}: {to.words['fwd']}: {to.subject}"
    own_thread = f"<inside-{to.code[:4]}@{to.house}>"
    return draft.having(Subject=subject, In_Reply_To=own_thread, References=own_thread)


def _below(to: Letter, own: str) -> Draft:
    return answer(to, f"{_header(to, 'gmail')}\n{_marked(_letter_lines(to))}\n\n{own}\n")


CLIENTS: dict[str, Callable[[Letter, str], Draft]] = {
    "gmail": _gmail,
    "gmail-right-to-left": _gmail_from_right_to_left,
    "yahoo": _yahoo,
    "iphone": _iphone,
    "telephone": _telephone,
    "outlook": _outlook,
    "outlook-of-old": _outlook_of_old,
    "outlook-in-html": _outlook_in_html,
    "office-system": _office_system,
    "by-secretary": _by_secretary,
    "below": _below,
}
