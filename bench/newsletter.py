"""How long a newspaper of twelve pages and three columns takes, in English and in Persian, and how much memory.

Every run sets another text of the same length, so that nothing is remembered from the run before. "First" is the first
issue of a process, with fonts and templates still to be read; "warm" the middle of the others. The peer, where its
interpreter is given, sets the web page of an issue as long in three columns, without jumps or a first page.

    ./run bench newsletter [--pages N] [--runs N] [--weasyprint PYTHON]
"""

import io
import json
import resource
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple

import click
import pypdfium2

from khabar.adapters.newsletter.editions import editions
from khabar.adapters.newsletter.paper import issue_pdf
from khabar.adapters.newsletter.web_page import page_html
from khabar.domain.publishing.gate import findings
from khabar.domain.publishing.issues import (
    Agreed,
    Article,
    Block,
    BlockKind,
    Consent,
    Issue,
    Person,
    Place,
    Run,
    Written,
)

COLUMNS = 3
HERE = Place("issue.toml", 1)
TEXTS = {
    "en": (
        "the letter lies on a table and waits for its stamp nobody knows who will open it we count days aloud because "
        "a number that was said is harder to forget in the evening she reads to her sister from a book of birds"
    ),
    "fa": (
        "نامه روی میز است و منتظر تمبر کسی نمی‌داند چه کسی آن را باز می‌کند روزها را بلند می‌شماریم چون عددی که گفته شود "
        "دیرتر فراموش می‌شود شب‌ها خواهرش برای او از کتاب پرنده‌ها می‌خواند و چراغ کوچک می‌سوزد"
    ),
}
WORDS = {language: text.split() for language, text in TEXTS.items()}
PEER = """
import json, sys, time, weasyprint
asked = json.load(sys.stdin)
begun = time.perf_counter()
pages = weasyprint.HTML(string=asked["html"]).render(stylesheets=[weasyprint.CSS(string=asked["css"])])
pages.write_pdf("/dev/null")
print(json.dumps([time.perf_counter() - begun, len(pages.pages)]))
"""
PEER_CSS = (
    "@page{size:A4;margin:17mm 15mm}body{max-width:none;padding:0;font-size:10pt;line-height:1.35}main{columns:3}"
)


class Timed(NamedTuple):
    """Seconds on the clock and of the processor, and pages."""

    wall: float
    processor: float
    pages: int


@click.command()
@click.option("--pages", type=int, default=12, show_default=True, help="Pages of an issue.")
@click.option("--runs", type=int, default=7, show_default=True, help="Issues of each language after the first.")
@click.option("--weasyprint", type=click.Path(path_type=Path), help="A Python in which WeasyPrint is installed.")
def main(pages: int, runs: int, weasyprint: Path | None) -> None:
    """Print the table."""
    heads = f"{'':<10}{'pages':>6}{'first s':>9}{'warm s':>8}{'worst s':>9}{'cpu s':>7}"
    print(f"{heads}{'ms/page':>9}{'gate s':>8}{'all s':>7}")
    for language in WORDS:
        stories = _stories_for(language, pages)
        first = _first(language, stories)
        timed = [_printed(_issue(language, stories, seed)) for seed in range(1, runs + 1)]
        warm = median(one.wall for one in timed)
        worst, cpu = max(one.wall for one in timed), median(one.processor for one in timed)
        made = _issue(language, stories, runs + 1)
        findings(_issue(language, 1, 0))
        gate, whole = _seconds(lambda issue=made: findings(issue)), _seconds(lambda issue=made: editions(issue))
        told = f"{language:<10}{timed[0].pages:>6}{first:>9.2f}{warm:>8.2f}{worst:>9.2f}{cpu:>7.2f}"
        print(f"{told}{1000 * warm / timed[0].pages:>9.1f}{gate:>8.2f}{whole:>7.2f}")
        if weasyprint:
            _show_peer(language, stories, weasyprint, warm)
    print(f"\nmost memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _first(language: str, stories: int) -> float:
    """Time the first issue of a new process."""
    program = f"from bench.newsletter import _issue, _printed; print(_printed(_issue({language!r}, {stories}, 0)).wall)"
    return float(subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout)


def _show_peer(language: str, stories: int, python: Path, ours: float) -> None:
    asked = {"html": page_html(_issue(language, stories, 99)), "css": PEER_CSS}
    done = subprocess.run([python, "-c", PEER], input=json.dumps(asked), check=True, capture_output=True, text=True)
    seconds, pages = json.loads(done.stdout)
    told = f"  peer{'':<4}{pages:>6}{'':>9}{seconds:>8.2f}{'':>16}{1000 * seconds / pages:>9.1f}"
    print(f"{told}   WeasyPrint: {seconds / ours:.1f} times ours for one issue")


def _seconds(deed: object) -> float:
    begun = perf_counter()
    deed()  # type: ignore[operator]  # a deed is called
    return perf_counter() - begun


def _printed(issue: Issue) -> Timed:
    begun, worked = perf_counter(), process_time()
    pdf = issue_pdf(issue)
    took, work = perf_counter() - begun, process_time() - worked
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as opened:
        return Timed(took, work, len(opened))


def _stories_for(language: str, pages: int) -> int:
    """Find how many stories fill so many pages."""
    stories = pages
    while _printed(_issue(language, stories, 0)).pages < pages:
        stories += 1
    return stories


def _issue(language: str, stories: int, seed: int) -> Issue:
    person = Person("Shirin Ravan", HERE, Consent(Agreed.NO))
    articles = tuple(replace(_story(language, number, seed), people=(person,)) for number in range(stories))
    title = "The Lantern" if language == "en" else "فانوس"
    return Issue(HERE, language, Written(title, HERE), 7, date(2026, 11, 21), articles, columns=COLUMNS)


def _story(language: str, number: int, seed: int) -> Article:
    blocks = tuple(_paragraph(language, 40 + 9 * ((number + at) % 6), seed * 977 + number * 31 + at) for at in range(9))
    title = " ".join(_words(language, 5, number + seed))
    return Article(HERE, language, Written(title, HERE), blocks, Consent(Agreed.YES, "C-1"), dated=date(2026, 11, 1))


def _paragraph(language: str, count: int, seed: int) -> Block:
    words = _words(language, count, seed)
    sentences = [" ".join(words[at : at + 11]).capitalize() for at in range(0, count, 11)]
    return Block(BlockKind.PARAGRAPH, HERE, (Run(". ".join(sentences) + "."),))


def _words(language: str, count: int, seed: int) -> list[str]:
    """Draw words in an order of their own for each seed."""
    words = WORDS[language]
    return [words[(seed * 7919 + at * (seed % 13 + 3) + at * at) % len(words)] for at in range(count)]


if __name__ == "__main__":
    main()
