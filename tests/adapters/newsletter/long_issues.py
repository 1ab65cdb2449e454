"""Long issues of invented text, with marks in them by which a page can be found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from khabar.domain.publishing.issues import (
    Agreed,
    Article,
    Block,
    BlockKind,
    Consent,
    Issue,
    Kind,
    Petition,
    Place,
    Run,
    Silence,
    Written,
)

HERE = Place("issue.toml", 1)
ENGLISH = (
    "The letter lies on the table and waits for its stamp. Nobody knows who will open it, and nobody has to know. "
    "We count the days aloud, because a number that was said is harder to forget. At night we read to each other. "
)
PERSIAN = (
    "نامه روی میز است و منتظر تمبر. کسی نمی‌داند چه کسی آن را باز می‌کند، و لازم نیست بداند. "
    "روزها را بلند می‌شماریم، چون عددی که گفته شود دیرتر فراموش می‌شود. شب‌ها برای هم می‌خوانیم. "
)
TEXTS = {"en": ENGLISH, "fa": PERSIAN}


def text_of(text: str) -> Written:
    return Written(text, HERE)


def mark(kind: str, number: int) -> str:
    """Give a word of Latin letters alone: readers of PDFs tear others apart where the line runs from the right."""
    return kind + chr(ord("a") + number) * 3


def story(number: int, language: str, paragraphs: int) -> Article:
    """Give a story with marks in its title, at its beginning and at its end."""
    texts = [TEXTS[language] * (1 + (at + number) % 3 if paragraphs > 1 else 1) for at in range(paragraphs)]
    texts[0] = f"{mark('begins', number)} {texts[0]}"
    texts[-1] = f"{texts[-1]} {mark('ends', number)}."
    blocks = [Block(BlockKind.PARAGRAPH, HERE, (Run(text.strip()),)) for text in texts]
    if paragraphs > 4:
        blocks.insert(3, Block(BlockKind.HEADING, HERE, (Run("Between" if language == "en" else "میانه"),), level=2))
        blocks.insert(5, Block(BlockKind.QUOTATION, HERE, (Run(TEXTS[language][:60]),)))
        blocks += [Block(BlockKind.ITEM, HERE, (Run(TEXTS[language][:90]),), number=at) for at in (1, 2, 3)]
    name = mark("story", number)
    title = text_of(f"{name} of a table" if language == "en" else f"داستان میز {name}")
    consent = Consent(Agreed.YES, "C-1")
    return Article(HERE, language, title, tuple(blocks), consent, author=text_of("Leyla"), dated=date(2026, 11, 1))


def long_issue(language: str, columns: int, stories: int = 9, paragraphs: int = 8) -> Issue:
    """Give an issue with stories, an open letter, a petition and three short pieces."""
    articles = [story(number, language, paragraphs) for number in range(stories)]
    articles[1] = replace(
        articles[1], kind=Kind.OPEN_LETTER, silence=Silence(date(2025, 10, 5), date(2026, 11, 21)), to=text_of("A")
    )
    petition = Petition(text_of("Let them visit"), 12418, date(2026, 11, 20), "18:00", 1207, 15000)
    articles[2] = replace(articles[2], petition=petition)
    articles += [
        replace(story(number, language, 1), author=text_of(""), dated=None) for number in range(stories, stories + 3)
    ]
    title = "The Lantern" if language == "en" else "فانوس"
    return Issue(
        HERE,
        language,
        text_of(title),
        7,
        date(2026, 11, 21),
        tuple(articles),
        columns=columns,
        publisher=text_of("the families"),
        phone="+00 555 0100",
        address="https://lantern.example/7/",
        petition=petition,
    )
