"""The tables of bench/mail.py as Markdown, printed and, if asked, written between their marks in docs/mail.md.

It must never change a word of the document outside the marks.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import ceil
from pathlib import Path
from statistics import median
from typing import Final

from bench._mail_corpora import HEAD, Tried, missed, rows
from bench._mail_filing import CONDITIONS, Outcome, Steps, total
from bench._mail_quotes import Folded

from khabar.domain.replies.matching import Step

DOCUMENT: Final = Path(__file__).parents[1] / "docs" / "mail.md"
COUNTED: Final = Path(__file__).parents[1] / "src" / "khabar" / "data" / "reply_steps.toml"
Cells = Sequence[object]


def table(head: Sequence[str], lines: Sequence[Cells]) -> str:
    """Write a table."""
    return "\n".join("| " + " | ".join(map(str, cells)) + " |" for cells in [head, ["---"] * len(head), *lines])


def mutations_table(found: dict[str, list[Outcome]]) -> str:
    """Write for each mutation the share filed unseen and right under each condition, and what else became of it."""
    names = [one.name for one in found[CONDITIONS[0]]]
    by_name = {condition: {one.name: one for one in outcomes} for condition, outcomes in found.items()}
    lines: list[Cells] = [(name, *(_filed(by_name[condition].get(name)) for condition in CONDITIONS)) for name in names]
    sums = {condition: total("all", outcomes) for condition, outcomes in found.items()}
    lines.append(("**all**", *(f"**{_filed(sums[condition])}**" for condition in CONDITIONS)))
    lines.append(("filed unseen, wrong letter", *(sums[condition].filed_wrong for condition in CONDITIONS)))
    lines.append(("in the tray, right letter proposed", *(sums[condition].proposed_right for condition in CONDITIONS)))
    lines.append(("in the tray, wrong letter proposed", *(sums[condition].proposed_wrong for condition in CONDITIONS)))
    lines.append(("in the tray, nothing proposed", *(sums[condition].nothing for condition in CONDITIONS)))
    return table(["what happened to the address", *CONDITIONS], lines)


def _filed(outcome: Outcome | None) -> str:
    return f"{outcome.filed_right} of {outcome.mails} ({outcome.recall:.1%})" if outcome else "–"


def forged_table(outcomes: Sequence[Outcome]) -> str:
    """Write what became of mails that must not be filed unseen."""
    head = ["what was sent", "mails", "filed unseen", "tray, the letter meant proposed", "tray, another proposed"]
    return table(
        [*head, "tray, nothing proposed"],
        [
            (
                one.name,
                one.mails,
                one.filed_right + one.filed_wrong,
                one.proposed_right,
                one.proposed_wrong,
                one.nothing,
            )
            for one in outcomes
        ],
    )


def steps_table(steps: Steps) -> str:
    """Write how often the letters that a step named held the right one."""
    named = [step for step in Step if steps.seen[step]]
    lines = [(step.value, steps.seen[step], steps.right[step], f"{_shown(steps, step):.4f}") for step in named]
    return table(["step", "letters named", "the right one among them", "probability shown, of one letter named"], lines)


def _shown(steps: Steps, step: Step) -> float:
    return (steps.right[step] + 1) / (steps.seen[step] + 2)


def calibration_table(steps: Steps) -> str:
    """Write how often the letter proposed was right, by the probability that was shown."""
    edges = (0.0, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 0.99, 1.01)
    lines = []
    for low, high in pairwise(edges):
        told = [(one, right) for one, rights in steps.told.items() if low <= one < high for right in rights]
        if told:
            mean = sum(one for one, _ in told) / len(told)
            lines.append((f"{low:g} to {min(high, 1):g}", len(told), f"{mean:.3f}", f"{_mean(told):.3f}"))
    return table(["probability shown", "mails", "mean shown", "share right"], lines)


def _mean(told: Sequence[tuple[float, bool]]) -> float:
    return sum(right for _, right in told) / len(told)


def corpora_table(mails: tuple[Tried, ...]) -> str:
    """Write what is known of public test mails, and below the table the bounces that are not known."""
    unknown = "\n".join(f"- {one}" for one in missed(mails))
    return f"{table(HEAD, [row.cells() for row in rows(mails)])}\n\nBounces not known:\n\n{unknown}"


def quotes_table(folded: Sequence[Folded]) -> str:
    """Write in how many answers the quote was told from the words, by language."""
    head = ["language", "answers", "ours", "mail-parser-reply alone"]
    return table(head, [(one.language, one.answers, one.ours, one.library) for one in folded])


def speed_table(seconds: Mapping[str, Sequence[float]]) -> str:
    """Write seconds of processor for one mail, in milliseconds."""
    lines = [
        (name, len(taken), f"{1000 * median(taken):.1f}", f"{1000 * _late(taken):.1f}", f"{1000 * max(taken):.0f}")
        for name, taken in seconds.items()
    ]
    return table(["mails", "how many", "median, ms", "95 % within, ms", "longest, ms"], lines)


def _late(taken: Sequence[float]) -> float:
    return sorted(taken)[ceil(0.95 * len(taken)) - 1]


def write(name: str, text: str) -> None:
    """Put a text between the marks of this name in the document."""
    begin, end = f"<!-- measured: mail {name} -->", f"<!-- end: mail {name} -->"
    document = DOCUMENT.read_text(encoding="utf-8")
    before, found, rest = document.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise SystemExit(f"{DOCUMENT.name} has no marks for {name}")
    DOCUMENT.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def write_steps(steps: Steps) -> None:
    """Put the counts into the table that the program reads; the words above them stay."""
    told, _, _ = COUNTED.read_text(encoding="utf-8").partition("[steps]\n")
    lines = [f"{step.value} = {{ right = {steps.right[step]}, seen = {steps.seen[step]} }}\n" for step in Step]
    COUNTED.write_text(f"{told}[steps]\n{''.join(lines)}", encoding="utf-8")
