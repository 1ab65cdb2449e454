"""Patterns and short word lists behind the hints on family messages, one row per language and kind.

Source: our own judgement from FIELD section 5.5 (family news only; no politics, military matter, money or goods) and
the words said when somebody is asked; November 2026, English and Persian, the Persian not yet read by a native speaker.
Another language is another row. No list of forbidden opinions: a hint asks the writer to look again, nothing else.
"""

import re
from enum import StrEnum

ANY_LANGUAGE = ""
HINT_LANGUAGES = ("en", "fa")
"""Languages we have words for. All are looked for in every letter: its writer's language is not asked."""


class HintCode(StrEnum):
    """Kinds of thing to look at again."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    MONEY = "money"
    COME_OR_MEET = "come_or_meet"
    PROMISE = "promise"
    TELEPHONE = "telephone"
    ONLINE = "online"
    STREET = "street"
    POLITICS_OR_ARMS = "politics_or_arms"


def _phrases(*phrases: str) -> re.Pattern[str]:
    """Match any of these phrases as whole words, with any white space between them."""
    joined = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


def _persian(*phrases: str) -> re.Pattern[str]:
    """Match any of these words of Persian with its endings: plural, possession, "a"; text comes folded by `folded`."""
    joined = "|".join(phrase.replace(" ", r"\s+") for phrase in phrases)
    ending = r"(?:\s?ها)?(?:یی|ی|م|ت|ش|مان|تان|شان|یم|یت|یش|یمان|یتان|یشان)?"
    return re.compile(rf"(?<!\w)(?:{joined}){ending}(?!\w)")


_FOLDED = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "\u200c": " "})


def folded(text: str) -> str:
    """Write Arabic yeh and kaf as Persian ones and ZWNJ as a space; every character stays one character."""
    return text.translate(_FOLDED)


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


HINT_PATTERNS: tuple[tuple[str, HintCode, re.Pattern[str]], ...] = (
    # Seven digits or more, unless they are a date such as 2026-11-21 or 21.11.2026.
    (
        ANY_LANGUAGE,
        HintCode.TELEPHONE,
        _pattern(
            r"(?<![\w+])(?!\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d))(?!\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?!\d))"
            r"[+(]?\d(?:[ \t\u00a0()./-]{0,3}\d){6,}",
        ),
    ),
    (
        ANY_LANGUAGE,
        HintCode.ONLINE,
        _pattern(
            r"[^\s@]+@[^\s@]+\.\w+|https?://\S+|www\.\S+|(?<!\w)@\w{3,}|\b[\w-]+\.(?:com|org|net|info|io|me)\b",
        ),
    ),
    (ANY_LANGUAGE, HintCode.MONEY, _pattern(r"[$€£¥₹﷼]\s?\d{1,9}|\d{1,9}\s?[$€£¥₹﷼]")),
    (
        "en",
        HintCode.MONEY,
        _phrases(
            *("money", "cash", "dollar", "dollars", "euro", "euros", "ransom", "loan", "debt", "bank account"),
            *("send gold", "transfer", "pay them", "pay him", "pay her", "payment"),
        ),
    ),
    (
        "en",
        HintCode.COME_OR_MEET,
        _phrases(
            *(
                "come home",
                "come back",
                "come here",
                "come to us",
                "come to me",
                "come with",
                "come and",
                "please come",
            ),
            *("run away", "escape", "flee", "leave there", "leave them", "leave that place", "leave this place"),
            *("get out of there", "meet me", "meet us", "we will meet", "wait for you at", "pick you up", "join us"),
        ),
    ),
    (
        "en",
        HintCode.PROMISE,
        _phrases(
            *("they will forgive", "will forgive you", "you are forgiven", "nobody will punish", "no one will punish"),
            *("will not punish", "will not be punished", "amnesty", "they promise", "they promised", "promises you"),
            *(
                "guarantee",
                "guaranteed",
                "they will let you",
                "the government will",
                "the court will",
                "the police will",
            ),
        ),
    ),
    (
        "en",
        HintCode.STREET,
        _pattern(
            r"(?<!\w)\d+[a-z]?,?\s+(?:[^\W\d]+\s+){0,3}(?:street|road|avenue|lane|alley|square|boulevard)(?!\w)"
            r"|(?<!\w)(?:street|road|avenue|lane|alley|house|flat|apartment|building|block|plot)\s+"
            r"(?:no\.?\s*|number\s+)?\d+"
            r"|(?<!\w)(?:postcode|zip code|postal code)(?!\w)",
        ),
    ),
    (
        "fa",
        HintCode.MONEY,
        _persian(
            *("پول", "تومان", "تومن", "ریال", "دلار", "یورو", "افغانی", "طلا", "قرض", "بدهی", "وام", "باج", "فدیه"),
            *("حواله", "کارت بانکی", "شماره حساب", "شمارهٔ حساب", "حساب بانکی", "واریز"),
        ),
    ),
    (
        "fa",
        HintCode.COME_OR_MEET,
        _persian(
            *(
                "برگرد",
                "برگردید",
                "بیا خانه",
                "بیا پیش ما",
                "بیا پیشمان",
                "بیا اینجا",
                "بیایید",
                "خودت را برسان",
                "فرار",
                "فرار کن",
            ),
            *(
                "از آنجا برو",
                "از آنجا بیا",
                "از آنجا بزن",
                "ترکشان کن",
                "ولشان کن",
                "می آییم دنبال",
                "می آیم دنبال",
            ),
            *(
                "قرار بگذاریم",
                "قرار می گذاریم",
                "همدیگر را ببینیم",
                "منتظرت هستیم",
                "منتظرت هستم",
                "منتظرتیم",
                "ملاقات",
            ),
        ),
    ),
    (
        "fa",
        HintCode.PROMISE,
        _persian(
            *(
                "می بخشند",
                "بخشیده اند",
                "بخشیده شده",
                "مجازات نمی",
                "مجازات نخواه",
                "کسی کاری به کارت ندارد",
                "کاریت ندارند",
            ),
            *(
                "عفو",
                "امان نامه",
                "قول داده",
                "قول داده اند",
                "قول می دهند",
                "تضمین",
                "تضمین کرده",
                "ضمانت",
                "آزادت می کنند",
            ),
        ),
    ),
    (
        "fa",
        HintCode.STREET,
        _pattern(
            r"(?<!\w)(?:پلاک|واحد|طبقهٔ?|کوی|فاز|بلوک)\s*(?:شماره\s*)?\d+|(?<!\w)کد\s?پستی(?!\w)"
            r"|(?<!\w)(?:خیابان|بلوار|میدان|کوچه)\s+[^\W\d]+[\s،,]+(?:[^\W\d]+[\s،,]+)?"
            r"(?:خیابان|بلوار|کوچه|پلاک|بن بست)(?!\w)",
        ),
    ),
    (
        "fa",
        HintCode.POLITICS_OR_ARMS,
        _persian(
            *(
                "دولت",
                "حکومت",
                "رژیم",
                "انتخابات",
                "سیاست",
                "سیاسی",
                "ارتش",
                "سپاه",
                "سرباز",
                "فرمانده",
                "پاسدار",
                "نظامی",
            ),
            *(
                "اسلحه",
                "سلاح",
                "تفنگ",
                "بمب",
                "مسلح",
                "شورش",
                "شورشی",
                "تظاهرات",
                "اعتراض",
                "جاسوس",
                "خائن",
                "تروریست",
                "دشمن",
            ),
        ),
    ),
    (
        "en",
        HintCode.POLITICS_OR_ARMS,
        _phrases(
            *("government", "regime", "election", "political", "army", "soldier", "soldiers", "commander", "weapon"),
            *("weapons", "gun", "guns", "rifle", "bomb", "military", "militia", "rebel", "rebels", "front line"),
            *("protest", "spy", "traitor", "traitors", "terrorist", "terrorists", "the enemy"),
        ),
    ),
)
"""Language ("" for all), kind, pattern. Searched after all digits were written as 0 to 9, and after `folded`."""
