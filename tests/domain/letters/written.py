"""One whole letter of each kind in each language, by invented people to invented offices, for text and paper."""

from __future__ import annotations

from datetime import date
from functools import cache

from khabar.domain.clocks import Course, FreeDays, Holiday, Pause, Rule, Unit, clock_on
from khabar.domain.letters.drafts import LetterKind
from khabar.domain.letters.filling import Filled, fill
from khabar.domain.letters.sheets import LetterSheet
from khabar.domain.letters.templates import Template, shipped_templates

SENT, ANSWERED, TODAY = date(2026, 3, 3), date(2027, 4, 2), date(2027, 4, 19)
ANSWER_BY = date(2027, 5, 20)
CODE = "271828182845979"
EARLIER = "۳۱۴۱۵۹۲۶۵۳۵۸۹۶۴"
KINDS, LANGUAGES = tuple(LetterKind), ("en", "fa")
ENCLOSED = {"en": ("our letter of 3 March 2026",), "fa": ("نامهٔ ۱۲ اسفند ۱۴۰۴ ما",)}
COPIES = {
    "en": ("Ombudsperson of Lindenau", "Council of the Four Rivers", "کانون وکلای دره"),
    "fa": ("بازرسی لیندناو", "Council of the Four Rivers", "کانون وکلای دره"),
}
HEADS = {
    "en": {
        "sender": "Families of the Quiet Valley",
        "sender_lines": ("Quiet Lane 4, 1000 Ravenport", "post@valley.example", "Telephone 0100 555 010"),
        "recipient": ("Office for Visits", "Ms Tomas", "North Street 12", "2000 Lindenau"),
        "signed": ("Shirin Ravan", "with the help of Leyla, Families of the Quiet Valley"),
    },
    "fa": {
        "sender": "خانواده‌های درهٔ آرام",
        "sender_lines": ("ریونپورت، کوچهٔ آرام، شمارهٔ ۴", "post@valley.example"),
        "recipient": (
            "دفتر دیدارها",
            "سرکار خانم توماس",
            "لیندناو، خیابان شمالی، شمارهٔ ۱۲",
            "North Street 12, 2000 Lindenau",
        ),
        "signed": ("شیرین روان", "با کمک لیلا، خانواده‌های درهٔ آرام"),
    },
}
VALUES: dict[str, dict[str, Filled]] = {
    "en": {
        "salutation": "Ms Tomas",
        "kinship": "the sister",
        "person": "Darius Ravan",
        "identity": "born in 1985 in Ravenport, his father's name is Omar",
        "last_news": "A card came in the spring of 2019.\nSince then there was no letter, no call and no visit.",
        "whereabouts": "in the house on the hill, as a former neighbour told us in May 2025.",
        "answer_by": ANSWER_BY,
        "matter": "how families ask for visits",
        "background": (
            "A leaflet of your office says that every family may ask once a month.\nNobody we know was told how."
        ),
        "questions": (
            "Who decides on a request, and within which time?\nIs the person asked alone whether "
            "they wish a visit?\nHow many requests came in last year, and how many were granted?"
        ),
        "public_page": "valley.example/letters",
        "account": (
            "He was taken to the clinic on 2 February. I know it from my aunt, who spoke with him on that day."
        ),
        "danger": "He has diabetes. My aunt says that he had no insulin for two days.",
        "requests": (
            "that a physician sees him today\nthat he gets the medicine he needs\nthat he may "
            "telephone his family alone"
        ),
        "safe_contact": "by post to the address above, never by telephone",
        "sent_on": SENT,
        "earlier_reference": EARLIER,
        "earlier_subject": "Request for contact within a family",
        "next_step": "we will write to the ombudsperson",
        "answered_on": ANSWERED,
        "title": "Let families visit",
        "digest": "Up to today 1,204 people have confirmed their signature.\nThe demand stands.",
        "understood": "You have asked Darius alone, and he will write himself when he wishes to.",
        "open_questions": "On which day was he asked?\nMay we send a parcel?",
    },
    "fa": {
        "salutation": "سرکار خانم توماس",
        "kinship": "خواهر",
        "person": "داریوش روان",
        "identity": "متولد ۱۳۶۴ در ریونپورت، نام پدر: عمر",
        "last_news": "در بهار ۱۳۹۸ کارتی از او رسید.\nاز آن پس نه نامه‌ای آمد، نه تلفنی و نه دیداری بود.",
        "whereabouts": "در خانهٔ روی تپه؛ این را همسایه‌ای در اردیبهشت ۱۴۰۴ به ما گفت.",
        "answer_by": ANSWER_BY,
        "matter": "چگونگی درخواست دیدار",
        "background": (
            "در برگهٔ راهنمای دفتر شما آمده است که هر خانواده می‌تواند ماهی یک بار درخواست کند.\n"
            "به هیچ‌کس از ما نگفته‌اند چگونه."
        ),
        "questions": (
            "چه کسی دربارهٔ درخواست تصمیم می‌گیرد و تا چند روز؟\nآیا از خود شخص در تنهایی "
            "می‌پرسند که دیدار می‌خواهد؟\nسال گذشته چند درخواست رسید و چند تا پذیرفته شد؟"
        ),
        "public_page": "valley.example/letters",
        "account": "روز ۱۳ بهمن او را به درمانگاه بردند. این را از خاله‌ام می‌دانم که همان روز با او حرف زده است.",
        "danger": "او دیابت دارد. خاله‌ام می‌گوید دو روز انسولین نداشته است.",
        "requests": (
            "همین امروز پزشکی او را ببیند\nدارویی را که لازم دارد به او بدهند\nبتواند در تنهایی به خانواده‌اش تلفن کند"
        ),
        "safe_contact": "با نامه به نشانی بالا، و هرگز نه با تلفن",
        "sent_on": SENT,
        "earlier_reference": EARLIER,
        "earlier_subject": "درخواست تماس در یک خانواده",
        "next_step": "به بازرسی نامه می‌نویسیم",
        "answered_on": ANSWERED,
        "title": "بگذارید خانواده‌ها دیدار کنند",
        "digest": "تا امروز ۱۲۰۴ نفر امضای خود را تأیید کرده‌اند.\nخواسته پابرجاست.",
        "understood": "از داریوش در تنهایی پرسیده‌اید و او هر وقت بخواهد خودش می‌نویسد.",
        "open_questions": "در چه روزی از او پرسیدند؟\nمی‌توانیم بسته‌ای بفرستیم؟",
    },
}


@cache
def templates() -> dict[tuple[LetterKind, str], Template]:
    """Give the shipped templates by kind and language."""
    return {(one.kind, one.language): one for one in shipped_templates()}


def course(language: str = "en") -> Course:
    """The course of the first letter: twenty working days, a holiday, a pause, no answer."""
    words = {
        "en": ("Nowruz", "a list of 2026", "article 9 of their own rules", "they asked for a paper of the mother's"),
        "fa": ("نوروز", "فهرستی از سال ۲۰۲۶", "مادهٔ ۹ آیین‌نامهٔ خودشان", "برگه‌ای از مادر خواسته بودند"),
    }
    holiday, listed, rule, reason = words[language]
    free = FreeDays(frozenset({4, 5}), (Holiday(date(2026, 3, 22), holiday),), frozenset({2026}), listed)
    pause = Pause(date(2026, 3, 10), date(2026, 3, 11), reason)
    return Course(rule=Rule(20, Unit.WORKING_DAYS, free_days=free, source=rule), sent=SENT, pauses=(pause,))


def values(kind: LetterKind, language: str) -> dict[str, Filled]:
    """Give what somebody filled in for one kind of letter, every field of it."""
    known = VALUES[language] | {"clock": clock_on(course(language), TODAY).steps}
    return {name: known[name] for name in templates()[kind, language].fields}


def sheet(kind: LetterKind, language: str) -> LetterSheet:
    """Give one whole letter, ready to leave."""
    head = HEADS[language]
    with_copies = kind in (LetterKind.REQUEST_FOR_INFORMATION, LetterKind.REMINDER)
    return LetterSheet(
        written=fill(templates()[kind, language], values(kind, language)),
        sender=str(head["sender"]),
        sender_lines=tuple(head["sender_lines"]),
        recipient=tuple(head["recipient"]),
        signed=tuple(head["signed"]),
        on=TODAY,
        code=CODE,
        copies=COPIES[language] if with_copies else (),
        enclosed=ENCLOSED[language] if kind is LetterKind.REMINDER else (),
        confidential=kind is LetterKind.URGENT_APPEAL,
    )
