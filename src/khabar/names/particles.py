"""Small words in and round names: titles, words of descent, articles. A table, reviewed by hand from common knowledge.

Titles and words of descent are kept as written and left out of the comparison: people drop and add them freely.
It must never hold a word that is mostly somebody's whole name.
"""

from typing import Final

from khabar.names.orthography import fold


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


TITLES: Final = _folded(
    """
    haj hajj haji hajji hadji hac haci hacı haxhi seyyed seyed sayyid sayed sayyed syed seyit sejid
    agha aqa aga ağa bey beg bek efendi effendi khanom khanum hanim hanım khatun
    dr doctor doktor prof professor ing eng engineer mohandes muhandis mr mrs ms miss mister herr frau monsieur madame
    mme mlle signor signora sheikh shaikh shaykh cheikh şeyh sheh mullah molla mulla moulana maulana mawlana ayatollah
    hojatoleslam ustad ostad usta karbalai karbalayi mashhadi mashdi mash capt captain colonel general lt sgt
    حاج حاجی حاجي الحاج سید سيد السيد سیده آقا آقای خانم بانو دکتر دكتور الدكتور مهندس استاد الاستاذ شیخ شيخ الشيخ
    ملا مولانا آیت‌الله کربلایی مشهدی پروفسور بیگ بك
    г-н г-жа господин госпожа доктор профессор д-р хаджи
    מר גברת ד"ר דר פרופ פרופסור רב הרב רבי
    """
)
DESCENT: Final = _folded(
    """
    bin ibn bint binti ben bat beni banu ould walad wuld veled oglu oğlu kizi kızı qizi ogly oghlu
    de du des di da del della van von der den zu y e la le
    بن ابن بنت ولد آل ولدِ ولد‌ بنی
    оглы оглу кызы ибн бин фон ван де
    בן בת אבן
    """
)
ARTICLES: Final = _folded("al el ul ol il ال ה")
SUN_ARTICLES: Final = {
    "ash": "sh",
    "esh": "sh",
    "ush": "sh",
    **{v + c: c for v in "aeu" for c in ("d", "r", "s", "t", "n", "z")},
}
"""Articles written as they sound before a sun letter: ash-Shami, ad-Din, ar-Rahman."""

PATRONYMIC_ENDINGS: Final = (
    *("ович", "евич", "овна", "евна", "ична", "івна", "ївна"),
    *("ovich", "evich", "ovitch", "evitch", "ovna", "evna", "owitsch", "ewitsch", "owna", "ewna", "ivna"),
)
"""Endings of names after the father which documents and families often leave out."""

BINDING: Final = _folded("abd abdul abdel abdal abdol abdoul abdur عبد абд абдул абдель")
"""Words that are half a name and bind the next token: Abd al-Rahman."""
TAILS: Final = _folded(
    """
    din deen dine ddin eddin eddine uddin oddin aldin allah ullah ollah
    دین الدین دين الدين الله
    уллах уддин эддин аллах
    """
)
"""Words that are the second half of a name and join the word before: Salah al-Din, Nasr Allah."""
