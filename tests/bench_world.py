"""A small world to draw invented people from: name data made here, of made-up words in three scripts.

It stands in for the name data, which are no part of the project; it must never be taken for how people are called.
"""

from pathlib import Path

from bench._caseload_people import World
from bench._caseload_places import lands
from bench._caseload_words import pools


def small_world(folder: Path) -> World:
    """Write words of every role into a folder and read them as the dev part."""
    letters = {"ar": "ابتثجحدرسعكلمن", "he": "אבגדהוזחטיכלמנ", "ru": "абвгдеиклмнопр"}
    lines = ["lang\tlatin\tnative\tcount"]
    for lang, alphabet in letters.items():
        for at, first in enumerate(alphabet):
            for then, second in enumerate(alphabet):
                native = first + second + alphabet[(at * then) % len(alphabet)]
                lines += [f"{lang}\tname{at}x{then}\t{native}\t{1 + at}", f"{lang}\tnaam{at}x{then}\t{native}\t1"]
    (folder / "tokens.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    drawn = pools(folder, "dev")
    return World(drawn, lands(drawn, seed=1))
