"""How fast names are taken apart, compared and found again, on names composed from the table in the package.

How accurate the comparison is on words it has not learned from is measured by bench/fit_names.py.

    python bench/names.py [--register 20000]
"""

from random import Random
from time import perf_counter

import click

from khabar import data, names

QUERIES = 500
PAIRS = 20_000


@click.command()
@click.option("--register", default=20_000, show_default=True, help="Names in the register searched.")
def main(register: int) -> None:
    """Print one line per measure."""
    random = Random(1)  # noqa: S311 a bench draws names, not secrets
    known = [name for name in data.attested_names() if len(name.native) > 2]  # noqa: PLR2004 whole names
    people = [random.choices(known, k=random.choice([2, 2, 3])) for _ in range(register)]
    latin = [" ".join(random.choice(word.spellings).latin for word in person) for person in people]
    native = [" ".join(word.native for word in person) for person in people]

    begun = perf_counter()
    index = names.NameIndex((str(place), name) for place, name in enumerate(latin))
    _say("names into the register", register, begun)

    asked = random.sample(range(register), QUERIES)
    begun = perf_counter()
    found = [[entry.id for entry in index.search(native[place], limit=10)] for place in asked]
    _say("searches in another script", QUERIES, begun)
    first = sum(ids[:1] == [str(place)] for place, ids in zip(asked, found, strict=True)) / QUERIES
    ten = sum(str(place) in ids for place, ids in zip(asked, found, strict=True)) / QUERIES
    print(f"found first {first:.3f}, among ten {ten:.3f} (names of the table: an upper bound)")

    pairs = [(random.choice(native), random.choice(latin)) for _ in range(PAIRS)]
    left, right = [one for one, _ in pairs], [other for _, other in pairs]
    for state in ("first time", "again"):
        begun = perf_counter()
        names.score_pairs(left, right)
        _say(f"pairs scored, {state}", PAIRS, begun)


def _say(what: str, count: int, begun: float) -> None:
    print(f"{what}: {count / (perf_counter() - begun):,.0f} per second")


if __name__ == "__main__":
    main()
