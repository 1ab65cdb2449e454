"""The article at the head of a folded word, but not in names that begin so: Elham, Elias, Alexander, Alvand.

Titles and words of descent are kept as written and left out of the comparison: people drop and add them freely.
It must never hold a word that is mostly somebody's whole
name; one that often is counts as a title only before others.
"""

import re
from typing import Final

from khabar.names.orthography import fold


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


TITLES: Final = _folded(
    """
    haj hajj hadj alhaj elhaj hojatoleslam ayatollah moulana maulana mawlana mohandes muhandis
    khanom khanum xanım hanim hanım xanim hanem effendi efendi efendija begum
    dr dra doctor doktor docteur dott prof professor professeur eng engineer ing ingenieur ingénieur msc phd
    mr mrs ms mister miss mme mlle mmes madame monsieur
    mademoiselle herr frau fräulein signor signora sr sra señor señora
    capt captain colonel lieutenant lt sgt jr junior senior
    حاج الحاج حجة حجت‌الاسلام آیت‌الله خانم بانو خانوم هانم
    افندی دکتر دكتور الدكتور دكتورة الدكتورة مهندس المهندس پروفسور
    استاد الاستاذ أستاذ السيدة سرکار جناب آقای الحاجة حاجیه بیگم کاک ډاکټر ډاکتر دوکتور دکتۆر مامۆستا بەڕێز
    г-н г-жа гн гжа господин госпожа пан пані пани доктор профессор професор д-р др инж инженер проф мулла
    מר גב גברת ד"ר דר פרופ פרופסור אינג עו״ד
    """
)
"""Words that are titles wherever they stand before a name."""
HALF_TITLES: Final = _folded(
    """
    haji hajji hadji haci hacı haxhi hoca hodja seyyed seyed sayyid sayed sayyed syed saied seyit seyyid sejid
    mir mirza agha aqa aga ağa bey beg bek khan xan han
    jan sheikh shaikh shaykh cheikh şeyh sheh şêx mullah molla mulla mela
    ustad ostad usta karbalai karbalayi mashhadi mashdi mash general khatun hatun bibi rabbi sahib saheb
    حاجی حاجي سید سيد السيد سیده آقا اغا خان میر میرزا ميرزا
    شیخ شيخ الشيخ ملا مولانا مولوی کربلایی مشهدی بیگ بك بی‌بی خاتون
    سەید شێخ مەلا حاجی جان صاحب
    хаджи саид сайид сейид мирза ага бек бей хан шейх джан
    רב הרב רבי שיח' שייח
    """
)
"""Words that are as often somebody's own name: titles only where two other words are left."""
TITLES_BEHIND: Final = _folded(
    """
    khanom khanum xanım hanim hanım xanim hanem effendi efendi efendija
    begum dr doktor prof phd msc jr sr junior senior
    agha aqa aga ağa bey beg bek khan xan han jan sahib saheb
    خانم بانو خانوم هانم افندی بیگم دکتر دكتور آقا اغا خان بیگ بك جان صاحب
    ага бек бей хан джан
    """
)
"""Titles that may stand behind a name; any other title that ends a name is a name itself."""
SUFFIXES: Final = frozenset({"II", "III", "IV"})
"""Numbers of generations, in capitals and behind a name."""

DESCENT: Final = _folded(
    """
    bin ibn bint binti ben bat beni banu bani ould walad wuld
    veled wld veledi oglu oğlu ogly oghlu ogli oğli uly ulu uulu
    kizi kızı qizi qızı kyzy gizi
    de du des di da del della dos van von der den zu zum zur y e i la le ter af av
    بن ابن بنت بنی بني ولد آل اوغلو اوغلی أوغلو قیزی کوڕی کچی کور
    оглы оглу углы улы ұлы уулу кызы қызы кизи ибн бин бинт фон ван де дер
    בן בת אבן אבו־בן
    """
)
FATHER_FOLLOWS: Final = _folded(
    "bin ibn bint binti ben bat ould walad wuld بن ابن بنت ولد کوڕی کچی ибн бин бинт בן בת אבן"
)
"""Words of descent before a father's name."""
FATHER_PRECEDES: Final = _folded(
    "oglu oğlu ogly oghlu ogli oğli uly ulu uulu kizi kızı qizi qızı kyzy gizi"
    " اوغلو اوغلی أوغلو قیزی оглы оглу углы улы ұлы уулу кызы қызы кизи"
)
"""Words of descent behind a father's name."""
FIRST_IS_NAME: Final = _folded("ben bat le la da di van de de בן בת")
"""Words of descent that are a given name, or begin one, where they stand first."""
SMALL_LETTERS: Final = frozenset("eyil")
"""One-letter words that are particles when written small inside a name: and, of, the."""

ARTICLES: Final = _folded("al el ul ol il l ال аль эль ал ель")
FIRST_ARTICLES: Final = _folded("al el il ال аль эль ал ель ash esh ach ech аш")
"""Articles that may begin a name; elsewhere a name so spelt is likelier (Or, Ed, An)."""
SUN_ARTICLES: Final = {
    "ash": "sh",
    "esh": "sh",
    "ush": "sh",
    "ach": "ch",
    "ech": "ch",
    "аш": "ш",
    "уш": "ш",
    **{v + c: c for v in "aeuo" for c in ("d", "r", "s", "t", "n", "z")},
    **{v + c: c for v in "аеу" for c in ("д", "р", "с", "т", "н", "з")},
    **{c: c for c in ("d", "r", "s", "t", "n", "z")},
}
"""Articles written as they sound before a sun letter: ash-Shami, ad-Din, ar-Rahman; a bare one after an elision."""
BINDING_VOWELS: Final = frozenset("uoу")
"""Articles with these vowels stand inside a name (Zia ul-Haq), the others before a family name (al-Haq)."""

_NO_ARTICLE: Final = (
    *("پ", "چ", "ژ", "گ", "له", "دین$", "ی(?!عقوب|زیدی|زید$|مانی|منی|وسف|اسین|اسر|حی|افع|ونس|ازجی|تیم)"),
    *(
        "بان",
        "بای",
        "برت",
        "برز",
        "بری(?!ک|ق)",
        "برش",
        "برا(?!ه|ک|د|ز)",
        "بوت",
        "بور(?!ی|ن)",
        "بوی",
        "بیان",
        "بیر(?!ق)",
        "بیک",
        "بین",
        "بیو",
    ),
    *("تای", "تشی", "تما", "تنب", "تون", "تیت", "تیر", "تین$", "تینت", "تینش", "جار(?!ح|د|ل|م)", "جان", "جیر", "جین"),
    *("دار$", "درن", "دری", "دمیر", "دور(?!ی)", "دون", "دیس", "دیک", "ستون", "سوم", "سون$", "شاد$", "شان$", "شن$"),
    *("فار(?!س|وق|اب|ع)", "فرد$", "فری(?!ح|ج)", "فور", "فون", "فی(?!ص|وم|اض|ل$|فی)", "کاز", "کال", "کان", "کتر", "کس"),
    *("کوب", "کور(?!د)", "کوک", "کول", "مار$", "ماز", "ماس", "مان$", "ماند", "مدین$", "موث", "مودو", "مونی", "میر"),
    *("نارا", "ناز$", "هام", "هان", "های", "هوت", "وف(?!ا)", "ون", "وو", "ویر", "ویس", "ویل", "وین"),
)
"""Letters behind ال that tell of a name of its own (Elham, Albert) rather than of the article.

Read off the training part of the name data by hand; before دین the article is the middle of a compound."""
ARABIC_ARTICLE: Final = re.compile(f"^ال(?=\\w{{3}})(?!{'|'.join(_NO_ARTICLE)})")
"""The article at the head of a folded word, but not in names that begin so: Elham, Elias, Alexander, Alvand."""

PATRONYMIC_ENDINGS: Final = (
    *("ович", "евич", "овна", "евна", "ична", "івна", "ївна"),
    *("ovich", "evich", "ovitch", "evitch", "ovna", "evna", "owitsch", "ewitsch", "owna", "ewna", "ivna"),
)
"""Endings of names after the father which documents and families often leave out."""
FAMILY_ENDINGS: Final = (
    *(
        "zadeh",
        "zade",
        "zada",
        "zoda",
        "zadegan",
        "pour",
        "poor",
        "nejad",
        "nezhad",
        "nejhad",
        "nejat",
        "oglu",
        "oghlu",
    ),
    *(
        "ian",
        "yan",
        "ov",
        "ova",
        "ev",
        "eva",
        "ovic",
        "evic",
        "ovski",
        "evski",
        "shvili",
        "adze",
        "enko",
        "chuk",
        "skaya",
    ),
    *(
        "sky",
        "ski",
        "ska",
        "skij",
        "skiy",
        "escu",
        "eanu",
        "stein",
        "baum",
        "mann",
        "dottir",
        "nia",
        "zai",
        "opoulos",
        "idis",
    ),
    *("زاده", "زادگان", "پور", "نژاد", "نیا", "زی", "اوغلو", "یان"),
    *("ов", "ова", "ев", "ева", "ски", "ска", "ская", "ко"),
    *("ян", "янц", "швили", "дзе", "заде", "зода", "пур", "оглу"),
    *("וביצ", "סקי", "שטיינ", "ברג", "זונ", "באומ", "יאנ", "זאדה", "שוילי"),
)
"""Endings of folded words that make a family name likely."""
GIVEN_ALL_THE_SAME: Final = _folded(
    """
    adrian brian bryan christian cristian damian dorian fabian
    florian gillian jian julian kian lilian marian meghan ryan
    sebastian vivian aryan shayan rayan dayan pouyan kayan bayan
    keyan soheilan ashkan eva neva steva geneva lev yakov jakov
    lyubov ljubov svyatoslav yaakov dov aniska sonia tania
    antonia ania lavinia xenia ksenia rania kenia virginia eugenia
    melania stefania hania dunia sania polska
    کیان شایان رایان آریان پویان بیان میان رویان کاویان نیا زاده رانیا سونیا تانیا دنیا صانیا
    ева яков лев ян иван севастьян кристиан юлиан адриан ника
    анико яко мирко марко славко желько янко ранко бранко ярко
    """
)
"""Given names that only look as if they ended so."""

BINDING: Final = _folded(
    """
    abd abdul abdel abdal abdol abdoul abdur abdus abdil abdoel abul abol aboul abou-l abu-l
    عبد عەبدول عەبدوڵ абд абдул абдель абдул абду עבד
    """
)
"""Words that are half a name and bind the next token: Abd al-Rahman, Abul Fazl."""
BINDING_WITH_ARTICLE: Final = _folded("abu abo abou abi aba ابو ابی ابا أبو أبي абу")
"""Words that bind the next token only if an article stands between: Abu al-Fazl, not Abu Omar."""
TAILS: Final = _folded(
    """
    din deen dine ddin addin addeen eddin eddine uddin uddeen oddin aldin aldeen eldin eldeen
    allah ullah ollah ellah ulla
    دین الدین دين الدين الله دینی اللە ئەلدین
    уллах улла уллох уддин эддин аллах ад-дин дин
    אלדין אללה
    زاده زادگان نژاد پور zadeh zade zada zadegan nejad nezhad nejhad pour pur
    """
)
"""Words that are the second half of a name and join the word before: Salah al-Din, Nasr Allah, Ahmad zadeh."""
