"""Trains a version of name comparison from named data and writes it into the package; reproducible from its seed.

1. Alphabets, letter pairs and alignment tables from three quarters of the training words (train_words).
2. Networks for words and whole names from the last quarter, so that they learn from words the tables have not seen.
3. Curves that turn log odds into what was found true, from names newly composed of that quarter and of the development
   part: of one part alone a few common words would decide. The test part is never read.

    ./run bench train_names --data FOLDER [--version names-2]      about ten minutes on one core
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import click
import numpy as np
from bench.name_data import Word, wikipedia_words, words
from bench.train_whole import curve_of, lesson, network_of, plain
from bench.train_words import MEETINGS, NATIVE, alignments_of, alphabets_of, followed_by, pairs_of
from bench.train_words import network_of as word_network_of
from numpy.typing import NDArray

from khabar.data import attested_names
from khabar.names.letters import letters_of
from khabar.names.tables import SEPARATOR, Network, Tables, name_of
from khabar.names.whole import GROUPS
from khabar.text import Script

TARGET = Path(__file__).parents[1] / "src" / "khabar" / "data"
PRIOR = 0.25
"""Of names somebody puts side by side, one pair in four is one person's: so the bench has them too."""
LIMITS = {
    "worst": -5.0,
    "unlike": 40.0,
    "initial": 1.5,
    "namesakes": 1e-6,
    "known different": -3.0,
    "sounds equal": 3.6,
    "alias": 2.5,
    "known": 5.0,
}
"""No word speaks against with more than 5; one in a million others bears any name. A fitting initial speaks with 1.5;
two words known as different common names (Hassan, Hossein) against with at least 3, unless they sound equal, with 3.6;
two names that one person often bears (Alexander, Sasha) for with 2.5; a form and a Latin spelling attested for it for
with 5. Assumed, not learned."""
SEED = 2
SIZE = 10_000
INNER = b"inner"

ByScript = dict[str, list[Word]]


@click.command()
@click.option("--data", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--version", default="names-2", show_default=True)
@click.option("--seed", default=SEED, show_default=True)
def main(folder: Path, *, version: str, seed: int) -> None:
    """Train a version and write it beside the others; refuses to write over one that is frozen."""
    target = TARGET / f"{version}.npz"
    if target.exists():
        raise click.ClickException(f"{target.name} is there and frozen; give the new version another name.")
    tables = trained(folder, version, seed)
    write(tables, target)
    click.echo(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB")


def trained(folder: Path, version: str, seed: int) -> Tables:
    """Train all tables from the training and development parts of the data in a folder."""
    first, second = _halves(folder)
    tables = _with_words(_with_letters(first, version), second, seed)
    return _with_names(tables, second, words(folder, "dev"), seed)


def _halves(folder: Path) -> tuple[ByScript, ByScript]:
    """Divide the training words: three parts to learn letters from, one to learn words and names from."""
    everything = words(folder, "train")
    first = {script: [word for word in found if _quarter(word)] for script, found in everything.items()}
    second = {script: [word for word in found if not _quarter(word)] for script, found in everything.items()}
    first["arabic"] += [word for word in wikipedia_words(folder, "train") if _quarter(word)]
    return first, second


def _quarter(word: Word) -> int:
    return blake2b(word.native.encode(), digest_size=1, key=INNER).digest()[0] % 4


def _with_letters(by_script: Mapping[str, Sequence[Word]], version: str) -> Tables:
    alphabets = alphabets_of(by_script)
    latin = sorted({form for found in by_script.values() for word in found for form in word.latin})
    letters = {Script.LATIN: [letters_of(form, Script.LATIN) for form in latin]}
    letters |= {script: [letters_of(word.native, script) for word in by_script[script.value]] for script in NATIVE}
    followed = {script: followed_by(found, alphabets[script]) for script, found in letters.items()}
    alignments = alignments_of(by_script, alphabets, followed)
    held = frozenset(row.native for row in attested_names())  # nothing is learned from what is known by heart
    return _rounded(Tables(version, PRIOR, alphabets, alignments, followed, {}, {}, {}, LIMITS, held))


def _rounded(tables: Tables) -> Tables:
    """Round the tables as the file keeps them, so that what is learned after them fits what is read again."""
    alignments = {
        meeting: replace(
            found,
            emission=_half(found.emission),
            insertion=_half(found.insertion),
            best=_half(found.emission).max(axis=1),
        )
        for meeting, found in tables.alignments.items()
    }
    return replace(tables, alignments=alignments)


def _half(array: NDArray[np.float32]) -> NDArray[np.float32]:
    return array.astype(np.float16).astype(np.float32)


def _with_words(tables: Tables, by_script: Mapping[str, Sequence[Word]], seed: int) -> Tables:
    networks = {meeting: word_network_of(tables, meeting, pairs_of(by_script, meeting), seed) for meeting in MEETINGS}
    return replace(tables, words=networks)


def _with_names(tables: Tables, train: ByScript, dev: ByScript, seed: int) -> Tables:
    whole: dict[str, Network] = {}
    curves: dict[str, NDArray[np.float32]] = {}
    for group in GROUPS:
        pairs = lesson(train, group, SIZE, seed)
        whole[group] = network_of(tables, pairs, group, seed)
        shown = plain(dev, group, SIZE // 2, seed + 1) + plain(train, group, SIZE, seed + 2)
        curves[group] = curve_of(tables, whole[group], shown, group)
        click.echo(f"names {group}: {len(pairs.left):,} pairs")
    return replace(tables, whole=whole, curves=curves)


def write(tables: Tables, target: Path) -> None:
    """Write tables as one file of arrays; the emissions in half precision, which is finer than they are known."""
    told = {
        "version": tables.version,
        "prior": tables.prior,
        "limits": tables.limits,
        "scripts": [script.value for script in tables.alphabets],
        "meetings": [name_of(meeting) for meeting in tables.alignments],
        "groups": list(tables.whole),
        "source": "NETransliteration (COLING 2018), Wikidata labels, CC0 1.0; google/transliteration ar2en, Apache-2.0",
    }
    arrays: dict[str, NDArray[Any]] = {"told": np.array(json.dumps(told))}
    for script, alphabet in tables.alphabets.items():
        arrays[f"sources {script.value}"] = np.array(SEPARATOR.join(alphabet.sources))
        arrays[f"pieces {script.value}"] = np.array(SEPARATOR.join(alphabet.pieces))
        arrays[f"followed {script.value}"] = tables.followed[script]
    for meeting, alignment in tables.alignments.items():
        arrays[f"emission {name_of(meeting)}"] = alignment.emission.astype(np.float16)
        arrays[f"insertion {name_of(meeting)}"] = alignment.insertion.astype(np.float16)
        arrays |= _network_arrays(f"words {name_of(meeting)}", tables.words[meeting])
    for group, network in tables.whole.items():
        arrays |= _network_arrays(f"whole {group}", network) | {f"curve {group}": tables.curves[group]}
    with target.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def _network_arrays(name: str, network: Network) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {f"{name} mean": network.mean, f"{name} scale": network.scale}
    for at, layer in enumerate(network.layers):
        arrays |= {f"{name} weights {at}": layer.weights, f"{name} bias {at}": layer.bias}
    return arrays


if __name__ == "__main__":
    main()
