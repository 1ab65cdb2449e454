"""Which engines there are, and how one that lacks a part is refused; what they find is for ./run check --engines."""

from __future__ import annotations

import math
import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from khabar.adapters.engines import spark
from khabar.adapters.engines.choice import ENGINES, engine_named
from khabar.adapters.engines.memory import MemoryEngine
from khabar.adapters.engines.rough_model import Rough, least_match_weight, settings_of
from khabar.domain.errors import Outside
from khabar.linkage import FROZEN

if TYPE_CHECKING:
    from pathlib import Path

INSTALLED = ("duckdb", "pyspark", "splink", "pyarrow")


@pytest.fixture
def as_if_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in INSTALLED:
        monkeypatch.setitem(sys.modules, name, ModuleType(name))


def java(folder: Path, version: str) -> str:
    program = folder / "bin" / "java"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n", encoding="utf-8")
    program.chmod(0o755)
    return str(folder)


def test_memory_needs_nothing() -> None:
    assert engine_named("memory", FROZEN) == MemoryEngine(FROZEN)
    assert ENGINES[0] == "memory"


def test_an_engine_nobody_knows_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="no engine"):
        engine_named("abacus", FROZEN)


@pytest.mark.parametrize(("engine", "lacking"), [("duckdb", "duckdb"), ("duckdb", "splink"), ("spark", "pyspark")])
@pytest.mark.usefixtures("as_if_installed")
def test_a_missing_part_is_named(engine: str, lacking: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, lacking, None)
    with pytest.raises(Outside, match=f"the engine {engine} needs {lacking}, which is not installed"):
        engine_named(engine, FROZEN)


@pytest.mark.usefixtures("as_if_installed")
def test_duckdb_needs_no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    assert engine_named("duckdb", FROZEN) is not None


@pytest.mark.usefixtures("as_if_installed")
def test_spark_without_java_or_with_an_old_one_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(Outside, match=r"needs Java, which is not installed.*apt install default-jre-headless"):
        engine_named("spark", FROZEN)
    monkeypatch.setenv("JAVA_HOME", java(tmp_path, "11.0.2"))
    with pytest.raises(Outside, match=f"needs Java {spark.OLDEST_JAVA} or newer"):
        engine_named("spark", FROZEN)


@pytest.mark.usefixtures("as_if_installed")
def test_spark_with_a_java_it_runs_on_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", java(tmp_path, "21.0.1"))
    assert engine_named("spark", FROZEN) is not None


def test_every_comparison_of_the_rough_model_has_a_weight_for_every_case() -> None:
    settings = settings_of(Rough(FROZEN, prior=0.5, least=0.0), overlap="overlap")
    for comparison in settings["comparisons"]:
        first, *others = comparison["comparison_levels"]
        assert first["is_null_level"]
        assert others[-1]["sql_condition"] == "ELSE"
        assert all(0 < level[share] <= 1 for level in others for share in ("m_probability", "u_probability"))


def test_the_lowest_sum_is_counted_in_bits_with_the_prior() -> None:
    assert least_match_weight(Rough(FROZEN, prior=0.5, least=0.0)) == 0.0
    assert least_match_weight(Rough(FROZEN, prior=1 / 3, least=0.0)) == pytest.approx(-1.0)
    assert math.isfinite(least_match_weight(Rough(FROZEN, prior=0.5, least=-math.inf)))
    assert math.isfinite(least_match_weight(Rough(FROZEN, prior=0.5, least=math.inf)))
