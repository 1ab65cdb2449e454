"""What reaches people over a telephone: a short text to be sent, and a script that somebody reads to them.

The short text exists once for each language of the issue, counted in parts; the script tells numbers in words, takes
symbols apart and says where to wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from khabar.adapters.newsletter.telling import silence_words
from khabar.adapters.newsletter.words import chrome_of
from khabar.domain.publishing.aloud import Ear, for_the_ear, minutes, spoken_sentences
from khabar.domain.publishing.issues import BlockKind, Kind
from khabar.domain.publishing.short_texts import Length, fitted, length_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from khabar.adapters.newsletter.words import Chrome
    from khabar.domain.publishing.issues import Article, Issue, Petition

_BETWEEN = {"ltr": "; ", "rtl": "؛ "}
_KEEP_ORDER = {"ltr": "", "rtl": "\N{LEFT-TO-RIGHT MARK}"}
"""Before a telephone number in a text from the right: its plus sign would wander to the other end."""


def short_text(issue: Issue, language: str) -> str:
    """Compose the short text in a language of the issue: what is new in it, and how to hear or read it."""
    chrome = chrome_of(language)
    own = [article for article in issue.articles if article.language == language] or list(issue.articles)
    keep = _KEEP_ORDER[chrome.direction]
    phone = f"{keep}{issue.phone.replace(' ', '')}" if issue.phone else ""

    def composed(headlines: Sequence[str]) -> str:
        line = chrome.say(
            "short.line",
            title=issue.title.text,
            number=chrome.in_digits(str(issue.number)),
            date=chrome.day(issue.on),
            headlines=_BETWEEN[chrome.direction].join(one.rstrip(".") for one in headlines),
        )
        hear = chrome.say("short.hear", phone=phone) if phone else ""
        read = chrome.say("short.read", address=issue.address) if issue.address else ""
        return " ".join(filter(None, (line, hear, read)))

    return fitted([article.title.text for article in own], composed)


def short_txt(issue: Issue) -> str:
    """Write the short texts of all languages, each below a line that says what it costs."""
    return "\n".join(
        f"[{language}] {_cost(length_of(text := short_text(issue, language)))}\n{text}\n"
        for language in issue.languages
    )


def _cost(length: Length) -> str:
    letters = "7-bit letters (GSM 03.38)" if length.is_seven_bit else "16-bit letters (UCS-2)"
    parts = "1 part" if length.parts == 1 else f"{length.parts} parts"
    return f"{parts}, {length.places} of {length.room} places, {letters}"


def ear_of(chrome: Chrome) -> Ear:
    """Give what a language says for signs."""
    said = {name: chrome[f"aloud.{name}"] for name in ("printed", "point", "percent")}
    return Ear(chrome.language, thousands=chrome.thousands, decimal=chrome.decimal, **said)


def script_txt(issue: Issue) -> str:
    """Write the script: how to read, greeting, one piece after another with its pauses, and how to reach us."""
    chrome = chrome_of(issue.language)
    script = list(_script(issue, chrome))
    length = minutes(sum(len(line.split()) for line in script))
    how = chrome.say("aloud.how", pause=chrome["aloud.pause"], long_pause=chrome["aloud.long_pause"])
    head = [chrome["aloud.head"], f"{issue.title.text} {chrome.in_digits(str(issue.number))}", ""]
    head += [how, chrome.say("aloud.minutes", minutes=chrome.in_digits(str(length))), "", ""]
    return "\n".join([*head, *script]) + "\n"


def _script(issue: Issue, chrome: Chrome) -> Iterator[str]:
    number, date = chrome.in_digits(str(issue.number)), chrome.day(issue.on)
    ear = ear_of(chrome)
    hello = chrome.say("aloud.hello", title=issue.title.text, number=number, date=date)
    pieces = chrome.say("aloud.pieces", count=str(len(issue.articles)))
    yield from spoken_sentences(f"{hello} {pieces}", ear)
    for at, article in enumerate(issue.articles, start=1):
        yield chrome["aloud.long_pause"]
        yield ""
        yield from _piece(article, at)
    yield chrome["aloud.long_pause"]
    yield ""
    yield from _farewell(issue, chrome)


def _piece(article: Article, at: int) -> Iterator[str]:
    chrome = chrome_of(article.language)
    ear, title = ear_of(chrome), article.title.text.rstrip(".")
    yield for_the_ear(chrome.say("aloud.piece", count=str(at), title=title), ear)
    if article.kind is Kind.OPEN_LETTER:
        to = chrome.say("letter.to", name=article.to.text) if article.to else ""
        yield for_the_ear(" ".join(filter(None, (f"{chrome['letter.label']}.", to and f"{to}."))), ear)
    if article.author:
        yield for_the_ear(chrome.say("aloud.by", name=article.author.text), ear)
    if article.translator:
        yield for_the_ear(chrome.say("article.translated", name=article.translator.text) + ".", ear)
    if article.silence:
        told = silence_words(article.silence, chrome)
        yield for_the_ear(f"{article.silence.days} {told['words']}. {told['computed']}", ear)
    yield from _blocks(article, chrome, ear)
    if article.petition:
        yield from _petition(article.petition, chrome, ear)


def _blocks(article: Article, chrome: Chrome, ear: Ear) -> Iterator[str]:
    for block in article.blocks:
        yield chrome["aloud.pause"]
        if block.kind is BlockKind.QUOTATION:
            yield chrome["aloud.quotation"]
        text = f"{block.number}. {block.text}" if block.number > 0 else block.text
        yield from spoken_sentences(text, ear)
        if block.kind is BlockKind.QUOTATION:
            yield chrome["aloud.quotation_end"]


def _petition(petition: Petition, chrome: Chrome, ear: Ear) -> Iterator[str]:
    yield chrome["aloud.pause"]
    yield for_the_ear(f"{chrome['petition.label']}: {petition.title.text}.", ear)
    yield for_the_ear(f"{petition.count} {chrome['petition.signatures']}.", ear)
    if petition.on_paper:
        yield for_the_ear(chrome.say("petition.on_paper", count=str(petition.on_paper)) + ".", ear)


def _farewell(issue: Issue, chrome: Chrome) -> Iterator[str]:
    ear = ear_of(chrome)
    if issue.phone:
        yield for_the_ear(chrome.say("aloud.call", phone=issue.phone), ear)
    yield from spoken_sentences(
        chrome.say("aloud.end", title=issue.title.text, number=chrome.in_digits(str(issue.number))), ear
    )
