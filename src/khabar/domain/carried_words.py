"""Patterns and short word lists behind the hints on family messages, one row per language and kind.

Source: our own judgement from FIELD section 5.5 (family news only; no politics, military matter, money or goods) and
the words of DESIGN section 7; November 2026, English so far. Another language is another row, read by a native speaker.
No list of forbidden opinions: a hint asks the writer to look again, and nothing else hangs on it.
"""

import re
from enum import StrEnum

ANY_LANGUAGE = ""


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
        "en",
        HintCode.POLITICS_OR_ARMS,
        _phrases(
            *("government", "regime", "election", "political", "army", "soldier", "soldiers", "commander", "weapon"),
            *("weapons", "gun", "guns", "rifle", "bomb", "military", "militia", "rebel", "rebels", "front line"),
            *("protest", "spy", "traitor", "traitors", "terrorist", "terrorists", "the enemy"),
        ),
    ),
)
"""Language ("" for all), kind, pattern. Searched after all digits were written as 0 to 9."""
