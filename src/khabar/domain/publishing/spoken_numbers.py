"""Numbers in words, for the ear: as somebody counts them aloud in eight languages, from nothing to a thousand million.

Counting forms, without the agreement a noun would ask for (Russian and Arabic): whoever reads aloud hears what to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

MOST: Final = 999_999_999
_HUNDRED, _THOUSAND, _MILLION = 100, 1000, 1_000_000


def spoken(number: int, language: str) -> str:
    """Say a whole number from 0 to MOST in words; ValueError outside, KeyError for a language without words."""
    if not 0 <= number <= MOST:
        raise ValueError("a number from 0 to 999,999,999 is needed")
    return _SPOKEN[language](number)


def spoken_digits(digits: str, language: str) -> str:
    """Say digits one by one, as a telephone number is told."""
    return " ".join(_SPOKEN[language](int(digit)) for digit in digits)


def _listed(words: str, between: str = " ") -> tuple[str, ...]:
    """Read a row of words, the first for nothing."""
    return tuple(words.split(between))


def _parts(number: int) -> tuple[int, int, int]:
    """Split into millions, thousands and the rest."""
    return number // _MILLION, number // _THOUSAND % _THOUSAND, number % _THOUSAND


_EN_SMALL: Final = _listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_EN_TENS: Final = _listed("_ _ twenty thirty forty fifty sixty seventy eighty ninety")


def _english(number: int) -> str:
    millions, thousands, rest = _parts(number)
    said = [f"{_english(millions)} million"] if millions else []
    said += [f"{_english(thousands)} thousand"] if thousands else []
    if rest >= _HUNDRED:
        said.append(f"{_EN_SMALL[rest // _HUNDRED]} hundred")
    below = rest % _HUNDRED
    if below or not said:
        said.append(f"and {_english_below(below)}" if said else _english_below(below))
    return " ".join(said)


def _english_below(number: int) -> str:
    if number < len(_EN_SMALL):
        return _EN_SMALL[number]
    tens, ones = divmod(number, 10)
    return _EN_TENS[tens] + (f"-{_EN_SMALL[ones]}" if ones else "")


_FA_SMALL: Final = _listed(
    "صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده"
)
_FA_TENS: Final = _listed("_ _ بیست سی چهل پنجاه شصت هفتاد هشتاد نود")
_FA_HUNDREDS: Final = _listed("_ صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد")


def _persian(number: int) -> str:
    millions, thousands, rest = _parts(number)
    said = [f"{_persian(millions)} میلیون"] if millions else []
    if thousands:
        said.append("هزار" if thousands == 1 else f"{_persian(thousands)} هزار")
    said += [_FA_HUNDREDS[rest // _HUNDRED]] if rest >= _HUNDRED else []
    below = rest % _HUNDRED
    if below >= len(_FA_SMALL):
        said.append(_FA_TENS[below // 10])
        below %= 10
    said += [_FA_SMALL[below]] if below or not said else []
    return " و ".join(said)


_TR_ONES: Final = _listed("sıfır bir iki üç dört beş altı yedi sekiz dokuz")
_TR_TENS: Final = _listed("_ on yirmi otuz kırk elli altmış yetmiş seksen doksan")


def _turkish(number: int) -> str:
    millions, thousands, rest = _parts(number)
    said = [_turkish(millions), "milyon"] if millions else []
    if thousands:
        said += ["bin"] if thousands == 1 else [_turkish(thousands), "bin"]
    hundreds, tens, ones = rest // _HUNDRED, rest % _HUNDRED // 10, rest % 10
    if hundreds:
        said += ["yüz"] if hundreds == 1 else [_TR_ONES[hundreds], "yüz"]
    said += [_TR_TENS[tens]] if tens else []
    said += [_TR_ONES[ones]] if ones or not said else []
    return " ".join(said)


_SQ_SMALL: Final = _listed(
    "zero një dy tre katër pesë gjashtë shtatë tetë nëntë dhjetë njëmbëdhjetë dymbëdhjetë trembëdhjetë katërmbëdhjetë "
    "pesëmbëdhjetë gjashtëmbëdhjetë shtatëmbëdhjetë tetëmbëdhjetë nëntëmbëdhjetë"
)
_SQ_TENS: Final = _listed("_ _ njëzet tridhjetë dyzet pesëdhjetë gjashtëdhjetë shtatëdhjetë tetëdhjetë nëntëdhjetë")


def _albanian(number: int) -> str:
    millions, thousands, rest = _parts(number)
    said = [f"{_albanian(millions)} {'milion' if millions == 1 else 'milionë'}"] if millions else []
    said += [f"{_albanian(thousands)} mijë"] if thousands else []
    said += [f"{_SQ_SMALL[rest // _HUNDRED]}qind"] if rest >= _HUNDRED else []
    below = rest % _HUNDRED
    if below >= len(_SQ_SMALL):
        said.append(_SQ_TENS[below // 10])
        below %= 10
    said += [_SQ_SMALL[below]] if below or not said else []
    return " e ".join(said)


_RU_ONES: Final = _listed(
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
    "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
)
_RU_TENS: Final = _listed("_ _ двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто")
_RU_HUNDREDS: Final = _listed("_ сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот")
_RU_FEMININE: Final = {"один": "одна", "два": "две"}
_RU_COUNTED: Final = {"тысяча": ("тысяча", "тысячи", "тысяч"), "миллион": ("миллион", "миллиона", "миллионов")}


def _russian(number: int) -> str:
    millions, thousands, rest = _parts(number)
    said = [*_russian_below(millions), _russian_counted(millions, "миллион")] if millions else []
    if thousands:
        *before, last = _russian_below(thousands)
        said += [*before, _RU_FEMININE.get(last, last), _russian_counted(thousands, "тысяча")]
    return " ".join([*said, *(_russian_below(rest) if rest or not said else [])])


def _russian_below(number: int) -> list[str]:
    said = [_RU_HUNDREDS[number // _HUNDRED]] if number >= _HUNDRED else []
    below = number % _HUNDRED
    if below >= len(_RU_ONES):
        said.append(_RU_TENS[below // 10])
        below %= 10
    return [*said, _RU_ONES[below]] if below or not said else said


def _russian_counted(number: int, noun: str) -> str:
    one, few, many = _RU_COUNTED[noun]
    if number % _HUNDRED in range(11, 15):
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(number % 10, many)


_FR_SMALL: Final = _listed(
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
    "dix-neuf"
)
_FR_TENS: Final = _listed("_ _ vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt")
_FR_SCORES: Final = (7, 9)
_FR_EIGHTY = 80


def _french(number: int) -> str:
    millions, thousands, rest = _parts(number)
    said = [f"{_french(millions)} {'million' if millions == 1 else 'millions'}"] if millions else []
    if thousands:
        said.append("mille" if thousands == 1 else f"{_french_before_thousand(thousands)} mille")
    if not rest and said:
        return " ".join(said)
    hundreds, below = divmod(rest, _HUNDRED)
    if hundreds:
        cent = "cents" if hundreds > 1 and not below else "cent"
        said.append(cent if hundreds == 1 else f"{_FR_SMALL[hundreds]} {cent}")
    said += [_french_below(below)] if below or not said else []
    return " ".join(said)


def _french_before_thousand(number: int) -> str:
    """Say a number before "mille", where "cents" and "vingts" lose their s."""
    said = _french(number)
    return said[:-1] if said.endswith(("cents", "vingts")) else said


def _french_below(number: int) -> str:
    if number < len(_FR_SMALL):
        return _FR_SMALL[number]
    if number == _FR_EIGHTY:
        return "quatre-vingts"
    tens, ones = divmod(number, 10)
    ones += 10 if tens in _FR_SCORES else 0
    link = " et " if ones in (1, 11) and number < _FR_EIGHTY else "-"
    return _FR_TENS[tens] + (f"{link}{_FR_SMALL[ones]}" if ones else "")


_DE_SMALL: Final = _listed(
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
)
_DE_TENS: Final = _listed("_ _ zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")


def _german(number: int) -> str:
    millions, thousands, rest = _parts(number)
    said = []
    if millions:
        said.append("eine Million" if millions == 1 else f"{_german(millions)} Millionen")
    low = (_german_joined(thousands) + "tausend" if thousands else "") + (_german_below(rest) if rest else "")
    return " ".join([*said, *([low] if low else [])]) or _DE_SMALL[0]


def _german_below(number: int) -> str:
    hundreds, below = divmod(number, _HUNDRED)
    said = _german_joined(hundreds) + "hundert" if hundreds else ""
    if not below:
        return said
    if below < len(_DE_SMALL):
        return said + _DE_SMALL[below]
    tens, ones = divmod(below, 10)
    return said + (f"{_german_joined(ones)}und" if ones else "") + _DE_TENS[tens]


def _german_joined(number: int) -> str:
    """Say a number before a noun or another number: "ein", not "eins"."""
    said = _german_below(number)
    return said.removesuffix("s") if said.endswith("eins") else said


_AR_SMALL: Final = _listed(
    "صفر|واحد|اثنان|ثلاثة|أربعة|خمسة|ستة|سبعة|ثمانية|تسعة|عشرة|أحد عشر|اثنا عشر|ثلاثة عشر|أربعة عشر|خمسة عشر|ستة عشر|"
    "سبعة عشر|ثمانية عشر|تسعة عشر",
    between="|",
)
_AR_TENS: Final = _listed("_ _ عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون")
_AR_HUNDREDS: Final = _listed("_ مئة مئتان ثلاثمئة أربعمئة خمسمئة ستمئة سبعمئة ثمانمئة تسعمئة")
_AR_COUNTED: Final = {"ألف": ("ألف", "ألفان", "آلاف", "ألفاً"), "مليون": ("مليون", "مليونان", "ملايين", "مليوناً")}
_AR_PAIR, _AR_TWO_HUNDRED = 2, 200
_AR_FEW: Final = range(3, 11)


def _arabic(number: int) -> str:
    millions, thousands, rest = _parts(number)
    said = [_arabic_counted(millions, "مليون")] if millions else []
    said += [_arabic_counted(thousands, "ألف")] if thousands else []
    return " و".join([*said, *(_arabic_below(rest) if rest or not said else [])])


def _arabic_below(number: int) -> list[str]:
    said = [_AR_HUNDREDS[number // _HUNDRED]] if number >= _HUNDRED else []
    below = number % _HUNDRED
    if below >= len(_AR_SMALL):
        tens, ones = divmod(below, 10)
        return [*said, *([_AR_SMALL[ones]] if ones else []), _AR_TENS[tens]]
    return [*said, _AR_SMALL[below]] if below or not said else said


def _arabic_counted(number: int, noun: str) -> str:
    one, two, few, many = _AR_COUNTED[noun]
    if number in (1, _AR_PAIR):
        return one if number == 1 else two
    if number == _AR_TWO_HUNDRED:
        return f"مئتا {one}"
    said = " و".join(_arabic_below(number))
    if number % _HUNDRED in _AR_FEW:
        return f"{said} {few}"
    return f"{said} {many if number % _HUNDRED else one}"


_SPOKEN: Final[dict[str, Callable[[int], str]]] = {
    "en": _english,
    "fa": _persian,
    "tr": _turkish,
    "sq": _albanian,
    "ru": _russian,
    "fr": _french,
    "de": _german,
    "ar": _arabic,
}
