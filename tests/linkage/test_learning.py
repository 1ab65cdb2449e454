"""Learning from a caseload: an explicit act, held near its start, refused where there is nothing to learn."""

from pathlib import Path

import pytest

from khabar.demo.caseload import generate
from khabar.demo.caseload_persons import persons
from khabar.linkage import FROZEN, Person
from khabar.linkage.learning import FURTHEST, NothingLearnedError, learn
from khabar.linkage.model_files import Learned, ModelFileError, read_model


@pytest.fixture(scope="module")
def learned() -> Learned:
    made = generate(2028, 500, 900)
    return learn(list(persons(made.requests)), list(persons(made.presences)))


def test_learning_makes_a_new_version_beside_the_frozen_one(learned: Learned) -> None:
    assert learned.model.version.startswith(f"{FROZEN.version}+")
    assert learned.model.levels["sex"].shares != FROZEN.levels["sex"].shares
    assert FROZEN.version == "linkage-2"


def test_about_as_many_pairs_are_thought_one_person_as_there_are(learned: Learned) -> None:
    assert learned.counts["expected"] == pytest.approx(100, abs=30)


def test_no_weight_runs_far_from_its_start_and_curves_go_on_rising(learned: Learned) -> None:
    for field, levels in learned.model.levels.items():
        for level, weight in levels.weights.items():
            assert abs(weight - FROZEN.levels[field].weights[level]) <= FURTHEST + 1e-3
    for curve in learned.model.curves.values():
        assert list(curve.weights) == pytest.approx(sorted(curve.weights), abs=1e-3)


def test_what_was_learned_is_read_back_from_its_file(learned: Learned, tmp_path: Path) -> None:
    path = tmp_path / "model.toml"
    path.write_text(learned.text, encoding="utf-8")
    assert read_model(path) == learned.model


def test_the_file_holds_counts_and_nobodys_name(learned: Learned) -> None:
    assert learned.text.isascii()


def test_from_few_people_or_none_nothing_is_learned() -> None:
    with pytest.raises(NothingLearnedError, match="nothing is learned"):
        learn([], [])
    with pytest.raises(NothingLearnedError, match="look like one person"):
        learn([Person("a", "Darius Karimi")], [Person("b", "داریوش کریمی")])


def test_a_list_compared_with_itself_teaches_nothing() -> None:
    people = list(persons(generate(2029, 100, 100).requests))
    with pytest.raises(NothingLearnedError, match="no caseload is like that"):
        learn(people, people)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('version = "linkage-2+', 'version = "linkage-7+', "line 2: version: this program reads models learned from"),
        ('names = "names-2"', 'names = "names-9"', "line 4: names: was learned with names-9"),
        ('names = "names-2"\n', "", "names: is missing"),
        ("[curve.kin]", "[curve.kim]", "curve.kin: bins are missing"),
        ("same = [", "alike = [", "field.sex.levels: its levels must be same, other"),
        ("same = [", "same = [0.0, ", "field.sex.levels: same needs two shares"),
        ("bins = [\n  [", "bins = [\n  [9999, ", "each of its bins is a score and two shares"),
        ("same = [", "same = ", "not readable as TOML"),
        ("[learned]", "[learned]\nnote = 1\n[field.sex.levels]\nsame = [0.5, 0.5]\n", "not readable as TOML"),
    ],
)
def test_a_file_that_is_not_as_it_was_learned_is_refused_with_line_and_field(
    learned: Learned, tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = tmp_path / "model.toml"
    path.write_text(learned.text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ModelFileError) as refused:
        read_model(path)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_number_changed_by_hand_is_noticed(learned: Learned, tmp_path: Path) -> None:
    path = tmp_path / "model.toml"
    share = learned.model.levels["sex"].shares["same"][0]
    path.write_text(learned.text.replace(f"same = [{share}", "same = [0.9", 1), encoding="utf-8")
    with pytest.raises(ModelFileError, match="changed after it was learned"):
        read_model(path)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="cannot be read: No such file"):
        read_model(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ModelFileError, match="not UTF-8"):
        read_model(tmp_path / "bad.toml")
