"""Who has to be warned when something was taken, by which way, in which order, and in which words.

Each is reached by the way that person said is safe, at the hours that are, and no other. The words are the same for
everybody, so that whoever reads along learns nothing of anybody. Nothing here says that somebody is sought or found.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from khabar.domain.errors import Invalid

NO_SUCH_DAY = "Write the day as 2026-03-02."


class Danger(IntEnum):
    """What being known may cost somebody; the first are warned first."""

    WHERE_HE_IS = 1
    UNDER_PRESSURE = 2
    SEEKS = 3
    WORKS_HERE = 4
    SIGNED_OR_READS = 5


class Who(StrEnum):
    """As what somebody is with us."""

    PRESENCE = "presence"
    ENQUIRER = "enquirer"
    MISSED = "missed"
    FAMILY = "family"
    WITNESS = "witness"
    STAFF = "staff"
    SIGNER = "signer"
    READER = "reader"


class WarnedBy(StrEnum):
    """The way that is safe, as the person said. CARRIER: there is no other way than somebody who goes there."""

    TELEPHONE = "telephone"
    POST = "post"
    BRINGER = "bringer"
    MAIL = "mail"
    PAGE = "page"
    CARRIER = "carrier"
    IN_PERSON = "in person"


BY_HAND = frozenset({WarnedBy.POST, WarnedBy.BRINGER, WarnedBy.CARRIER, WarnedBy.IN_PERSON})
"""Ways that need paper or a person who goes."""


class Side(StrEnum):
    """What was taken: the porch, the house, or perhaps both."""

    BOTH = "both"
    PORCH = "porch"
    HOUSE = "house"


@dataclass(frozen=True, kw_only=True)
class ToWarn:
    """One person to warn. `filed_on` is the day on which we were given this; None where it has no day.

    `on_porch`: something of this person is typed, opened or kept on the porch. `must_not_call`: somebody said the stop
    word, and nobody has found out yet whether it is safe.
    """

    id: str
    who: Who
    danger: Danger
    by: WarnedBy
    name: str = field(default="", repr=False)
    reach: str = field(default="", repr=False)
    safe_times: str = field(default="", repr=False)
    stop_word: str = field(default="", repr=False)
    language: str = ""
    filed_on: date | None = None
    on_porch: bool = False
    is_read_to: bool = False
    must_not_call: bool = False

    @property
    def by_hand(self) -> bool:
        """Whether only paper or somebody who goes reaches this person."""
        return self.by in BY_HAND or self.must_not_call


@dataclass(frozen=True)
class Asked:
    """For whom a list is asked: which side was taken, and since when (None: everybody there ever was)."""

    side: Side = Side.BOTH
    since: date | None = None

    def takes(self, one: ToWarn) -> bool:
        """Say whether somebody belongs on the list.

        Of what was taken from the porch, those who have something there; the house holds everybody but those who have
        something on the porch alone. Whoever works here is warned wherever it happened.
        """
        if self.since and one.filed_on and one.filed_on < self.since:
            return False
        if one.danger is Danger.WORKS_HERE or self.side is Side.BOTH:
            return True
        on_porch_alone = one.danger is Danger.SIGNED_OR_READS
        return one.on_porch if self.side is Side.PORCH else not on_porch_alone


def in_order(people: Iterable[ToWarn], asked: Asked) -> list[ToWarn]:
    """Give those to warn in the order of danger; within it first who is reached at once, then by hand, then by day."""
    chosen = [one for one in people if asked.takes(one)]
    return sorted(chosen, key=lambda one: (one.danger, one.by_hand, one.filed_on or date.min, one.id))


def day_of(text: str) -> date | None:
    """Read the day since when; None for none. Invalid (field `since`) for what is no day."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("since", NO_SUCH_DAY) from None


def letter(language: str, *, house: str, contact: str) -> str:
    """Give the letter in a language; in English where we have no words in it."""
    return LETTERS.get(language, LETTERS["en"]).format(house=house, contact=contact)


LETTERS = {
    "en": """\
To everybody who ever wrote to us, worked with us or left a name with us.
This letter is the same for all.

Somebody who has no right to it may have seen what lies with us: names, ways to reach people, what was written to us.
We do not know yet what was seen, and by whom.

This letter does not mean that anything is known about anybody. It does not say that somebody is looked for, or was
found. We say the same to everyone, whatever we know.

What you can do:
- Believe nobody who calls or comes because of this. We ask for no number, no code and no money.
- If you have a folded slip with numbers, keep it closed. Type the numbers nowhere until we say that it is safe again.
- If this puts you in danger, go first to people you trust. Ask us afterwards.
- You may ask us to be silent about you, or to forget what you told us. You need give no reason.

Ask us only here: {contact}

We are sorry. What you told us was for us alone.
{house}
""",
    "fa": """\
به همهٔ کسانی که روزی به ما نوشته‌اند، با ما کار کرده‌اند یا نامی نزد ما گذاشته‌اند.
این نامه برای همه یکسان است.

شاید کسی که حقش را ندارد آنچه را نزد ماست دیده باشد: نام‌ها، راه‌های رسیدن به افراد، و آنچه به ما نوشته شده است.
هنوز نمی‌دانیم چه چیزی دیده شده و چه کسی آن را دیده است.

این نامه به این معنا نیست که دربارهٔ کسی چیزی می‌دانیم. نمی‌گوید که کسی را جست‌وجو می‌کنند یا کسی پیدا شده است.
هر چه بدانیم، به همه همین را می‌گوییم.

کارهایی که می‌توانید بکنید:
- حرف هیچ‌کس را که به این بهانه زنگ می‌زند یا می‌آید باور نکنید. ما نه شماره می‌خواهیم، نه رمز و نه پول.
- اگر برگهٔ تاخورده‌ای با چند شماره دارید، آن را بسته نگه دارید. تا نگفته‌ایم امن است، شماره‌ها را جایی وارد نکنید.
- اگر این ماجرا شما را در خطر می‌گذارد، اول نزد کسانی بروید که به آنها اعتماد دارید. بعد از ما بپرسید.
- می‌توانید بخواهید که دربارهٔ شما ساکت باشیم یا آنچه را گفته‌اید فراموش کنیم. لازم نیست دلیلی بگویید.

فقط اینجا از ما بپرسید: {contact}

متأسفیم. آنچه به ما گفتید فقط برای ما بود.
{house}
""",
}
"""The letter by language. No native speaker has read the Persian yet (docs/languages.md)."""
