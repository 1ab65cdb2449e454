"""Learned models as files: TOML that holds what was learned and names what it started from.

The name of a version carries a hash of its numbers, so a file that was changed by hand is refused. It holds no name of
anybody and no place: only how often findings occur. It must never be written into the program's own folder of models.
"""

import json
import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from khabar.linkage.parameters import Model, frozen_table, model_from

_HASH_BYTES: Final = 4
_PLACE: Final = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")
_OF_A_BIN, _OF_A_LEVEL = 3, 2
_ROUNDED: Final = 1e-4
"""By how much weights may fall for having been written with six digits."""
_TOO_LONG: Final = 1_000_000
"""Characters of a model file; a learned one has a few thousand."""


class ModelFileError(ValueError):
    """A model file is refused; the words name file, line and field."""


@dataclass(frozen=True)
class Learned:
    """A model learned from a caseload, its text for a file, and what it was learned from."""

    model: Model
    text: str
    counts: Mapping[str, int]


Pair = tuple[float, float]


@dataclass(frozen=True)
class Shares:
    """New m and u: of curves bin by bin, of fields finding by finding."""

    curves: Mapping[str, Sequence[Pair]]
    levels: Mapping[str, Mapping[str, Pair]]


def learned_model(start: Model, shares: Shares, counts: Mapping[str, int]) -> Learned:
    """Make a new version of a start; curves without new shares stay as they are."""
    curves = {name: curve.shares for name, curve in start.curves.items()} | dict(shares.curves)
    content: dict[str, Any] = {
        "start": start.version,
        "names": start.names,
        "learned": dict(counts),
        "curve": {name: {"bins": _bins(start.curves[name].scores, pairs)} for name, pairs in curves.items()},
        "field": {
            name: {"levels": {level: _pair(pair) for level, pair in levels.items()}}
            for name, levels in shares.levels.items()
        },
    }
    content["version"] = _version(content)
    return Learned(_model(content), _text(content), counts)


def _bins(scores: Sequence[float], pairs: Sequence[Pair]) -> list[list[float]]:
    return [[score, *_pair(pair)] for score, pair in zip(scores, pairs, strict=True)]


def _pair(pair: Pair) -> list[float]:
    return [float(f"{share:.6g}") for share in pair]


def read_model(path: Path) -> Model:
    """Read a learned model. Raises `ModelFileError`, one line, for the first thing wrong."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise ModelFileError(f"{path}: cannot be read: {fault.strerror}.") from fault
    except UnicodeDecodeError as fault:
        raise ModelFileError(f"{path}: not UTF-8 text.") from fault
    if len(text) > _TOO_LONG:
        raise ModelFileError(f"{path}: too long for a model: {len(text):,} characters.")
    return _Reading(path, text).model()


@dataclass(frozen=True)
class _Reading:
    path: Path
    text: str

    def model(self) -> Model:
        content = self._content()
        base = frozen_table()
        for key, kind in (("version", str), ("start", str), ("names", str), ("curve", dict), ("field", dict)):
            if not isinstance(content.get(key), kind):
                raise self.fault(key, "is missing." if key not in content else "is not what belongs here.")
        if content["version"].partition("+")[0] != base["version"]:
            raise self.fault("version", f"this program reads models learned from {base['version']}.")
        if content["names"] != base["names"]:
            raise self.fault(
                "names", f"was learned with {content['names']:.40}; this program compares with {base['names']}."
            )
        for name in base["curve"]:
            self._check_bins(f"curve.{name}", _entry(content["curve"], name, "bins"))
        for name, entry in base["field"].items():
            self._check_levels(f"field.{name}.levels", _entry(content["field"], name, "levels"), entry["levels"])
        if content["version"] != _version(content):
            raise self.fault("version", "does not fit the numbers: the file was changed after it was learned.")
        return _model(content)

    def fault(self, place: str, words: str) -> ModelFileError:
        """Say what is wrong, with the line where it stands, if it stands anywhere."""
        heads = (f"[{place}]", f"{place} ", f"{place}=")
        lines = [at for at, line in enumerate(self.text.splitlines(), start=1) if line.strip().startswith(heads)]
        where = f"line {lines[0]}: " if lines else ""
        return ModelFileError(f"{self.path}: {where}{place}: {words}")

    def _content(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text)
        except (tomllib.TOMLDecodeError, RecursionError) as fault:
            place = _PLACE.search(str(fault))
            line = (place and place["line"]) or str(len(self.text.splitlines()))
            raise ModelFileError(f"{self.path}: line {line}: not readable as TOML.") from fault

    def _check_bins(self, place: str, bins: object) -> None:
        if not isinstance(bins, list) or not bins:
            raise self.fault(place, "bins are missing.")
        for row in bins:
            if not (
                isinstance(row, list)
                and len(row) == _OF_A_BIN
                and all(map(_is_number, row))
                and all(map(_is_share, row[1:]))
            ):
                raise self.fault(place, "each of its bins is a score and two shares above 0 and up to 1.")
        curve = [(row[0], math.log(row[1] / row[2])) for row in bins]
        if any(one[0] >= other[0] or one[1] > other[1] + _ROUNDED for one, other in pairwise(curve)):
            raise self.fault(place, "scores must rise from bin to bin, and weights must not fall.")

    def _check_levels(self, place: str, levels: object, known: Mapping[str, object]) -> None:
        if not isinstance(levels, dict) or set(levels) != set(known):
            raise self.fault(place, f"its levels must be {', '.join(known)}.")
        for name, pair in levels.items():
            if not (isinstance(pair, list) and len(pair) == _OF_A_LEVEL and all(map(_is_share, pair))):
                raise self.fault(place, f"{name} needs two shares above 0 and up to 1.")


def _entry(tables: Mapping[str, Any], name: str, key: str) -> object:
    entry = tables.get(name)
    return entry.get(key) if isinstance(entry, dict) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_share(value: object) -> bool:
    return _is_number(value) and 0.0 < float(value) <= 1.0  # type: ignore[arg-type]  # a number, as was just seen


def _version(content: Mapping[str, Any]) -> str:
    """Name a version by its start and its numbers."""
    numbers = json.dumps({key: content[key] for key in ("start", "names", "curve", "field")}, sort_keys=True)
    digest = blake2b(numbers.encode(), digest_size=_HASH_BYTES).hexdigest()
    return f"{str(content['start']).partition('+')[0]}+{digest}"


def _model(content: Mapping[str, Any]) -> Model:
    table = frozen_table()
    learned = {key: {**table[key], **content[key]} for key in ("curve", "field")}
    return model_from({**table, **learned, "version": content["version"]})


def _text(content: Mapping[str, Any]) -> str:
    """Write a learned model as TOML."""
    lines = ["# Learned from a caseload by `khabar learn`. Its numbers are never changed: learn anew instead."]
    lines += [f'{key} = "{content[key]}"' for key in ("version", "start", "names")]
    lines += ["", "[learned]", *(f"{key} = {value}" for key, value in content["learned"].items())]
    for name, entry in content["curve"].items():
        lines += ["", f"[curve.{name}]", "bins = [", *(f"  {row}," for row in entry["bins"]), "]"]
    for name, entry in content["field"].items():
        lines += ["", f"[field.{name}.levels]", *(f"{level} = {pair}" for level, pair in entry["levels"].items())]
    return "\n".join(lines) + "\n"
