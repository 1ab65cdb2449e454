"""Write the table of nationalities: how each country and its people are called in the languages we meet.

Names of countries: Unicode CLDR by way of Babel; codes of ISO 3166 by way of pycountry (needed by this script alone).
Words for people: demonyms.tsv beside this file, by hand; where it is empty, made by the rules below. A made word that
two countries would share is left out. Run it once; the result is reviewed and committed.

    python bench/cut_nationalities.py
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import click
import pycountry
from babel import Locale

from khabar.linkage.gazetteer import key_of

LANGUAGES: Final = """
en fr de tr fa ar ru he uk sq ku ckb ps ur es it pt nl sv sr sr_Latn bs mk bg ro az uz tg kk ky tk hy ka el pl
"""
WITHOUT_ISO: Final = {"XK": "XKX"}
OTHER_NAMES: Final = {
    "PS": ("Palestine", "فلسطین", "فلسطين", "Палестина", "פלסטין", "Filistin", "Palästina"),
    "GB": ("UK", "U.K.", "England", "Scotland", "Wales", "انگلستان", "انگلیس", "Angleterre", "Англия", "אנגליה"),
    "US": ("USA", "U.S.A.", "U.S.", "America", "آمریکا", "امریکا", "أمريكا", "США", "Америка", "ABD", "Amerika"),
    "CZ": ("Czech Republic", "Чехия"),
    "MK": ("Macedonia", "مقدونیه"),
    "CI": ("Ivory Coast", "Côte d'Ivoire"),
    "MM": ("Burma", "Birma", "Birmanie"),
    "TR": ("Turkey", "Türkiye", "Turkiye"),
    "RU": ("Russian Federation", "Российская Федерация", "РФ"),
    "AE": ("Emirates", "UAE", "U.A.E.", "امارات", "الإمارات"),
    "SA": ("KSA", "عربستان", "السعودية"),
    "IR": ("Persia", "Perse", "Persien"),
    "NL": ("Holland", "هلند"),
    "SZ": ("Swaziland",),
    "BY": ("Belorussia", "Белоруссия", "Weißrussland"),
    "LY": ("Libya", "لیبی"),
    "KG": ("Kirghizia", "Киргизия"),
    "AL": ("Shqipëri", "Shqiptar", "Shqiptare"),
    "BA": ("Bosnia", "Bosna", "Bosnie", "Bosnien", "بوسنی", "Босния"),
    "TT": ("Trinidad",),
    "KP": ("Korea",),
    "KR": ("Korea",),
    "CD": ("Congo", "Congo-Kinshasa", "DRC", "DR Congo", "Zaire"),
    "CG": ("Congo",),
}
"""Names in use that neither source has."""
FEMININE: Final = {5: "ة", 8: "ת"}
"""Columns of demonyms.tsv whose words take one letter more for a woman."""
TARGET: Final = Path(__file__).parents[1] / "src" / "khabar" / "data" / "nationalities.tsv"


@click.command()
def main() -> None:
    """Write src/khabar/data/nationalities.tsv and print what it holds."""
    by_hand = _by_hand()
    codes = [*(country.alpha_2 for country in pycountry.countries), *WITHOUT_ISO]
    names = {code: [*_names(code), *by_hand.get(code, ())] for code in codes}
    made = {code: list(_made(code, by_hand)) for code in codes}
    owners = defaultdict(set)
    for code in codes:
        for word in (*names[code], *made[code]):
            owners[key_of(word)].add(code)
    rows = []
    for code in sorted(codes):
        words = [*names[code], *(word for word in made[code] if owners[key_of(word)] == {code})]
        rows.append(f"{code}\t{'|'.join(_once(words))}\n")
    TARGET.write_text("code\tnames\n" + "".join(rows), encoding="utf-8")
    shared = {key: sorted(found) for key, found in owners.items() if len(found) > 1}
    print(len(rows), "countries", TARGET.stat().st_size, "bytes; words of several:", shared)


def _by_hand() -> dict[str, list[str]]:
    with Path(__file__).with_name("demonyms.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t")
        next(rows)
        return {row[0]: list(_inflected(row)) for row in rows}


def _inflected(row: list[str]) -> Iterator[str]:
    """Give all words of a row; German adjectives and nouns with their endings."""
    for column, cell in enumerate(row[1:], start=1):
        for word in (one.replace("-", " ") if column == 1 else one for one in cell.split()):
            yield word
            if column == 3:  # noqa: PLR2004 - German
                yield from ((word + "er", word + "e") if word[0].islower() else (word + "in",))
            if column in FEMININE:
                yield word + FEMININE[column]


def _names(code: str) -> Iterator[str]:
    country = pycountry.countries.get(alpha_2=code)
    yield from (code, country.alpha_3 if country else WITHOUT_ISO[code])
    yield from OTHER_NAMES.get(code, ())
    for language in LANGUAGES.split():
        yield from (name for name in (Locale.parse(language).territories.get(code),) if name)


def _made(code: str, by_hand: dict[str, list[str]]) -> Iterator[str]:
    """Make words for people of a country out of its name, for the countries that have any by hand."""
    if code not in by_hand:
        return
    for language, rule in RULES.items():
        yield from rule(Locale.parse(language).territories[code])


def _persian(name: str) -> Iterator[str]:
    if name.endswith("ستان"):
        yield from (name.removesuffix("ستان") + "ی", name + "ی")
    elif name.endswith("یه"):
        yield from (name[:-2] + "ی", name + "‌ای")
    elif name.endswith("ه"):
        yield name + "‌ای"
    elif name.endswith("ا"):
        yield from (name + "یی", name + "ئی")
    elif name.endswith("ی"):
        yield name + "ایی"
    else:
        yield name + "ی"


def _arabic(name: str) -> Iterator[str]:
    stem = name.removeprefix("ال")
    for ending in ("ستان", "يا", "ية", "ة", "ا", "و"):
        if stem.endswith(ending):
            stem = stem.removesuffix(ending)
            break
    yield from (stem + "ي", stem + "ية")


def _turkish(name: str) -> Iterator[str]:
    vowel = next((char for char in reversed(name.lower()) if char in "aeıioöuü"), "a")
    ending = {"a": "lı", "ı": "lı", "e": "li", "i": "li", "o": "lu", "u": "lu", "ö": "lü", "ü": "lü"}[vowel]
    yield name + ending


def _russian(name: str) -> Iterator[str]:
    stem = name.lower()
    yield _of_russian(stem)
    if stem.endswith("ия"):
        yield from (stem[:-2] + ending for ending in ("иец", "ийка", "ийский", "ийская", "ец", "ка", "ский", "ская"))
    else:
        stem = stem.rstrip("аяоиы")
        yield from (stem + ending for ending in ("ец", "ка", "ский", "ская", "иец", "ийка", "ийский"))


def _of_russian(name: str) -> str:
    """Give the genitive, as in "citizen of"."""
    endings = {"ия": "ии", "а": "ы", "я": "и", "ь": "и"}
    ending = next((one for one in endings if name.endswith(one)), "")
    return name.removesuffix(ending) + (endings[ending] if ending else "а")


def _hebrew(name: str) -> Iterator[str]:
    stem = name.removesuffix("יה").removesuffix("ה").removesuffix("סטן") if len(name) > len("סטן") + 1 else name
    yield from (stem + "י", stem + "ית")


RULES: Final[dict[str, Callable[[str], Iterator[str]]]] = {
    "fa": _persian,
    "ar": _arabic,
    "tr": _turkish,
    "ru": _russian,
    "he": _hebrew,
}


def _once(words: Iterable[str]) -> list[str]:
    """Leave out words that read alike, and the mark between names."""
    return list({key_of(word): word.replace("|", " ") for word in reversed(list(words)) if key_of(word)}.values())[::-1]


if __name__ == "__main__":
    main()
