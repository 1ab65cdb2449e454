"""Cut the small table of common names out of the CC0 part of the name data (tokens.tsv, Wikidata labels).

It keeps at most 5,000 written forms in Arabic, Hebrew and Cyrillic script with the Latin spellings attested for them:
first the forms of common_names.tsv, then the most frequent ones. Run it once; the result is reviewed and committed.

    python bench/cut_names.py --data FOLDER
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import click

from khabar import data
from khabar.names import score_names
from khabar.names.orthography import fold
from khabar.names.parsing import parse

LANGUAGES = {"ar": 1750, "he": 1450, "ru": 1500}
MOST_FORMS = 5000
MOST_SPELLINGS = 8
LEAST_LIKELY = -2.0
FEW = 5
TARGET = Path(__file__).parents[1] / "src" / "khabar" / "data" / "names.tsv"
READ_AS = {"fa": "ar"}
_LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f'’ʻʼʾʿ-])*")

Forms = dict[str, Counter[str]]


@click.command()
@click.option("--data", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
def main(folder: Path) -> None:
    """Write src/khabar/data/names.tsv and print what it holds."""
    forms: dict[str, Forms] = defaultdict(lambda: defaultdict(Counter))
    for lang, latin, native, count in _tokens(folder / "tokens.tsv"):
        forms[lang][native][latin] += count
    rows = [row for lang in LANGUAGES for row in _rows(lang, forms[lang])]
    if len(rows) > MOST_FORMS:
        raise SystemExit(f"{len(rows)} forms are more than {MOST_FORMS}")
    TARGET.write_text("lang\tnative\tcount\tspellings\n" + "".join(rows), encoding="utf-8")
    for lang, found in forms.items():
        if lang in LANGUAGES:
            print(lang, "tokens seen", sum(map(Counter.total, found.values())))
    print(len(rows), "forms", TARGET.stat().st_size, "bytes")


def _tokens(path: Path) -> Iterator[tuple[str, str, str, int]]:
    with path.open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            lang, latin, native, count = line.rstrip("\n").split("\t")
            if lang in LANGUAGES and _LETTERS.fullmatch(latin) and _LETTERS.fullmatch(native):
                yield lang, latin, native, int(count)


def _rows(lang: str, forms: Forms) -> Iterator[str]:
    wanted = _common(lang)
    first = sorted((native for native in forms if fold(native) in wanted), key=lambda native: -forms[native].total())
    others = sorted(forms, key=lambda native: (-forms[native].total(), native))
    chosen = dict.fromkeys([*first, *(native for native in others if len(native) > 1)][: LANGUAGES[lang]])
    for native in sorted(chosen):
        alike = Counter({latin: count for latin, count in forms[native].items() if _sounds_alike(native, latin)})
        spellings = _spellings(alike, keep_rare=fold(native) in wanted)
        if spellings:
            yield f"{lang}\t{native}\t{forms[native].total()}\t{' '.join(spellings)}\n"


def _common(lang: str) -> set[str]:
    return {
        token.folded
        for row in data.common_names()
        if READ_AS.get(row.lang, row.lang) == lang
        for token in parse(row.native).tokens
    } | {fold(row.native) for row in data.common_names() if READ_AS.get(row.lang, row.lang) == lang}


def _sounds_alike(native: str, latin: str) -> bool:
    """Keep out translations and mixed-up words, by a bar so low that hardly any spelling of the name fails it."""
    return score_names(native, latin) > LEAST_LIKELY


def _spellings(found: Counter[str], *, keep_rare: bool) -> list[str]:
    """Keep what is no slip: spellings seen twice, or a fair share; of a common name, all that sound alike."""
    least = 1 if keep_rare else max(1.0, 0.03 * found.total())
    kept = [
        (latin, count)
        for latin, count in found.most_common()
        if count >= least and (count > 1 or keep_rare or found.total() < FEW)
    ]
    return [f"{latin}:{count}" for latin, count in kept[:MOST_SPELLINGS]]


if __name__ == "__main__":
    main()
