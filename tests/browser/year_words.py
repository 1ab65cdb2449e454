"""What the people of the year say and write, in English and in Persian. Everybody and everything is invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """The words of one telling; `ministry` comes first among the bodies, the others are told by copy."""

    label: str
    missed: str
    family: str
    relation: str
    line: str
    ministry: str
    others: tuple[str, ...]
    matter: str
    salutation: str
    questions: str
    signed: str
    answer: str
    demand: tuple[str, str]
    signers: tuple[str, str]
    newsletter: str
    headline: str
    article: str
    region: str
    about: str
    figures: tuple[tuple[str, str], tuple[str, str]]
    gathering: str
    regions: str
    point: str
    sitting: str
    guests: tuple[str, str]
    minute: str


ENGLISH = Said(
    label="The Nuri family",
    missed="Darius Nuri",
    family="Shirin Nuri",
    relation="sister",
    line="Taken into a car at midday, in front of the shop",
    ministry="Ministry of Visits",
    others=("Ombudsman", "Prosecutor", "Committee of Visits", "Embassy", "Court of Lindenau"),
    matter="visits of families",
    salutation="Sir or Madam",
    questions="How many visits were asked for last year?\nHow many of them took place?",
    signed="Leyla\nThe Families of Lindenau",
    answer="Forty visits took place.",
    demand=("Let families visit", "We ask that every family may visit twice a year."),
    signers=("Shirin Nuri", "Kaveh Amini"),
    newsletter="The Lantern",
    headline="Forty visits in one year",
    article="On Monday Shirin Nuri came to the office.\n\n> Forty visits took place.\n\nSo the ministry answered us.",
    region="the north",
    about="her brother",
    figures=(
        ("Morning Gazette", "The ministry said that 120 people were detained in the north on 3 March 2025."),
        ("The Bulletin", "According to the union, at least 300 people were detained in the north on 3 March 2025."),
    ),
    gathering="Sitting of spring",
    regions="North\nSouth",
    point="What to ask for next",
    sitting="Evening sitting",
    guests=("Walnut", "Swallow"),
    minute="Ask the ministry for the list of visiting days.",
)

PERSIAN = Said(
    label="خانوادهٔ نوری",
    missed="داریوش نوری",
    family="شیرین نوری",
    relation="خواهر",
    line="ظهر جلوی مغازه سوار ماشینش کردند",
    ministry="وزارت دیدارها",
    others=("دفتر رسیدگی به شکایت‌ها", "دادستانی", "کمیتهٔ دیدارها", "سفارت", "دادگاه لیندناو"),
    matter="دیدار خانواده‌ها",
    salutation="مقام محترم",
    questions="سال گذشته چند دیدار درخواست شد؟\nچند دیدار انجام شد؟",
    signed="لیلا\nخانواده‌های لیندناو",
    answer="چهل دیدار انجام شد.",
    demand=("بگذارید خانواده‌ها دیدار کنند", "می‌خواهیم هر خانواده سالی دو بار دیدار کند."),
    signers=("شیرین نوری", "کاوه امینی"),
    newsletter="فانوس",
    headline="چهل دیدار در یک سال",
    article="دوشنبه شیرین نوری به دفتر آمد.\n\n> چهل دیدار انجام شد.\n\nوزارت به ما چنین پاسخ داد.",
    region="شمال",
    about="برادرش",
    figures=(
        ("روزنامهٔ بامداد", "وزارت کشور اعلام کرد که ۱۲۰ نفر در بازداشت هستند."),
        ("خبرنامهٔ اتحادیه", "اتحادیه گزارش داد که دست‌کم ۳۰۰ نفر در بازداشت هستند."),
    ),
    gathering="نشست بهار",
    regions="شمال\nجنوب",
    point="گام بعدی چه باشد",
    sitting="نشست شب",
    guests=("گردو", "پرستو"),
    minute="از وزارت فهرست روزهای دیدار را بخواهیم.",
)

SAID = {"en": ENGLISH, "fa": PERSIAN}
