"""The name tables are small, typed and what their README says."""

from importlib.resources import files

from khabar import data
from khabar.names.lexicon import CURRENT
from khabar.names.measures import MEASURES
from khabar.names.tables import tables_of
from khabar.names.whole import GROUPS
from khabar.names.whole import MEASURES as WHOLE_MEASURES


def test_the_attested_names_stay_a_small_table() -> None:
    rows = data.attested_names()
    assert 1000 < len(rows) <= 5000
    assert len(files("khabar.data").joinpath("names.tsv").read_bytes()) <= 1_500_000


def test_attested_names_are_well_formed() -> None:
    rows = data.attested_names()
    assert {row.lang for row in rows} == {"ar", "he", "ru"}
    assert len({(row.lang, row.native) for row in rows}) == len(rows)
    for row in rows:
        assert row.native
        assert row.spellings
        counts = [spelling.count for spelling in row.spellings]
        assert counts == sorted(counts, reverse=True)
        assert min(counts) > 0
        assert sum(counts) <= row.count
        assert all(spelling.latin for spelling in row.spellings)


def test_common_names_cover_four_languages_and_three_kinds() -> None:
    rows = data.common_names()
    assert {(row.lang, row.kind) for row in rows} == {
        (lang, kind) for lang in ("fa", "ar", "he", "ru") for kind in ("given_m", "given_f", "family")
    }
    assert len(set(rows)) == len(rows)


def test_every_table_is_named_in_the_readme_with_source_licence_and_date() -> None:
    readme = files("khabar.data").joinpath("README.md").read_text(encoding="utf-8")
    for table in ("names.tsv", "common_names.tsv", "names-2.npz", "rarity.toml"):
        assert f"| `{table}` |" in readme
    assert "CC0" in readme


def test_the_learned_tables_fit_what_reads_them() -> None:
    tables = tables_of(CURRENT)
    assert tables.version == CURRENT
    assert set(tables.whole) == set(tables.curves) == set(GROUPS)
    assert {len(network.mean) for network in tables.words.values()} == {len(MEASURES)}
    assert {len(network.mean) for network in tables.whole.values()} == {len(WHOLE_MEASURES)}
    assert set(tables.words) == set(tables.alignments)


def test_all_learned_tables_together_stay_small() -> None:
    tables = [file for file in files("khabar.data").iterdir() if file.name.endswith(".npz")]
    assert sum(len(file.read_bytes()) for file in tables) <= 8_000_000


def test_counts_are_of_the_languages_of_the_names() -> None:
    assert set(data.name_tokens_seen()) == {row.lang for row in data.attested_names()}
