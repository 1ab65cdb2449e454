"""The page that `match --explain` leaves beside its list: a waterfall for each of the first candidates, and words.

One file that needs nothing else: no script, no address of another file, English as all of the shell. It holds what the
lists hold, names too. It must never take a name for markup, and never grow with the list: a page is for looking.
"""

from __future__ import annotations

from html import escape
from itertools import accumulate
from math import fsum
from typing import TYPE_CHECKING, Final

from khabar.drawing import Form, Leaning, Row, Words, chance_of, leaning_of, waterfall
from khabar.linkage.evidence import log_odds
from khabar.linkage.wording import TITLES

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

    from khabar.linkage import Candidate, FieldEvidence

MOST: Final = 200
"""Candidates that are drawn, in the order of the list."""

_STYLE: Final = """
:root { color-scheme: light; }
body { max-inline-size: 42rem; margin-inline: auto; padding: 1rem; font: 1rem/1.5 system-ui, "Noto Sans", sans-serif; }
section { break-inside: avoid; border-block-start: 1px solid #999; }
text { paint-order: stroke; stroke: #fff; stroke-width: .3em; }
.fall-label { font-weight: 600; }
.fall-side, .fall-grid, .fall-lead, .fall-even { color: #555; }
.fall-for { color: #1f6146; }
.fall-against { color: #93261f; }
dt { font-weight: 600; }
dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
"""
_HEAD: Final = """<!DOCTYPE html>
<html lang="en" dir="ltr">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Candidates explained</title>
<style>{style}</style></head>
<body><main><h1>Candidates explained</h1>
<p>Each proposes; two people decide. The first {most} of the list stand here, in its order. Model {model},
prior {prior}. A full bar leads towards one person, a hatched bar towards two; the ring is where nothing is compared
yet, the round mark where everything is. From one upright line to the next the odds change by the same factor: ten,
unless the drawing is very wide.</p>
"""
_FOOT: Final = "</main></body></html>\n"


def report_path(out: Path) -> Path:
    """Say where the page stands that belongs to a list of candidates."""
    return out.with_name(f"{out.stem}.explained.html")


class Report:
    """A page being written: `add` each candidate of the list in its order, then `finish`."""

    def __init__(self, file: IO[str], prior: float, model: str) -> None:
        """Begin the page for candidates that were compared at this prior, by this model version."""
        self._file = file
        self._prior = prior
        self._count = 0
        file.write(_HEAD.format(style=_STYLE, most=MOST, model=escape(model), prior=_chance(log_odds(prior))))

    def add(self, candidate: Candidate) -> None:
        """Draw a candidate; those after the first `MOST` stand in the list alone."""
        self._count += 1
        if self._count <= MOST:
            self._file.write(section(candidate, prior=self._prior, name=f"pair{self._count}"))

    def finish(self) -> None:
        """End the page."""
        self._file.write(_FOOT)


def section(candidate: Candidate, *, prior: float, name: str) -> str:
    """Give one candidate as HTML: whom it pairs, the drawing, and each field in words with the chance after it."""
    start = log_odds(prior)
    rows = [Row(TITLES[piece.field], piece.weight, _note(piece.weight)) for piece in candidate.evidence]
    rest = candidate.score - fsum(row.weight for row in rows)
    if leaning_of(rest) is not Leaning.SILENT:
        rows.append(Row("What they share", rest, _note(rest)))
    stops = accumulate((row.weight for row in rows), initial=start)
    first, *after = map(_chance, stops)
    words = _words(rows, first, after[-1] if after else first)
    told = "".join(map(_line, candidate.evidence, after))
    pair = [f"<bdi>{escape(one)}</bdi>" for one in (candidate.request_id, candidate.registration_id)]
    return (
        f"<section><h2>{' and '.join(pair)}</h2>\n"
        f"<p>Probability {candidate.probability:.9g}, score {candidate.score:.9g}.</p>\n"
        f"{waterfall(start, rows, words, name=name)}\n<dl>{told}</dl></section>\n"
    )


def _words(rows: list[Row], first: str, last: str) -> Words:
    told = "; ".join(f"{row.label}: {row.note}" for row in rows)
    return Words(
        title="How the evidence adds up",
        description=f"It starts at {first}. {told}. It ends at {last}.",
        less="two persons",
        even="as likely as not",
        more="one person",
        start=("At first", first),
        end=("All together", last),
    )


def _line(piece: FieldEvidence, chance: str) -> str:
    sentence = piece.said.told(escape, lambda written: f"<bdi>{escape(str(written))}</bdi>")
    return f"<dt>{TITLES[piece.field]} {_note(piece.weight)}</dt><dd>{sentence} Up to here: {chance}.</dd>\n"


def _note(weight: float) -> str:
    return "0" if leaning_of(weight) is Leaning.SILENT else f"{leaning_of(weight)}, {weight:+.2f}"


def _chance(log_odds: float) -> str:
    chance = chance_of(log_odds)
    match chance.form:
        case Form.OVER:
            return f"over {chance.number} %"
        case Form.PERCENT:
            return f"{chance.number} %"
        case Form.ONE_IN:
            return f"1 in {chance.number:,}"
        case Form.LESS_THAN:
            return f"under 1 in {chance.number:,}"
