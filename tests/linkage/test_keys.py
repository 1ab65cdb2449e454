from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from khabar.linkage import Person
from khabar.linkage import keys as keys_module
from khabar.linkage.columns import PersonColumns
from khabar.linkage.keys import CROWD, RegisterKeys
from khabar.linkage.ragged import Ragged, crossed
from khabar.linkage.rough_columns import asked_columns, register_columns
from khabar.linkage.traits import Register
from khabar.linkage.vocabulary import Vocabulary

LISTS = st.lists(st.lists(st.integers(0, 9), max_size=4), min_size=1, max_size=5)


def met(requests: list[Person], registrations: list[Person]) -> set[tuple[int, int]]:
    """Rows of both lists that share a key."""
    vocabulary = Vocabulary()
    register, asked = PersonColumns(vocabulary, registrations), PersonColumns(vocabulary, requests)
    vocabulary.make_ready()
    known = Register(register)
    keys = RegisterKeys(known.traits())
    people = known.asked(asked, np.arange(len(asked)))
    theirs = keys.asked(people.traits)
    bearers: dict[int, set[int]] = {}
    for row, key in zip(keys.keys.rows.tolist(), keys.keys.values.tolist(), strict=True):
        bearers.setdefault(key, set()).add(row)
    rows = people.people[theirs.rows].tolist()
    return {
        (row, other) for row, key in zip(rows, theirs.values.tolist(), strict=True) for other in bearers.get(key, ())
    }


@given(LISTS, st.data())
def test_every_number_of_one_list_meets_every_number_of_the_other(ones: list[list[int]], data: st.DataObject) -> None:
    length = len(ones)
    others = data.draw(st.lists(st.lists(st.integers(0, 9), max_size=4), min_size=length, max_size=length))
    found = crossed(Ragged.of(ones), Ragged.of(others))
    expected = [(row, one, other) for row in range(length) for one in ones[row] for other in others[row]]
    assert list(zip(found.rows.tolist(), found.one.tolist(), found.other.tolist(), strict=True)) == expected


@given(LISTS)
def test_gathered_lists_hold_each_number_once(lists: list[list[int]]) -> None:
    ragged = Ragged.of(lists)
    found = Ragged.gathered(ragged.rows, ragged.values, len(lists))
    assert found.counts.tolist() == [len(set(one)) for one in lists]
    assert found.take(np.array([0])).values.tolist() == sorted(set(lists[0]))


def test_people_of_two_scripts_share_a_key() -> None:
    assert (0, 0) in met([Person("1", "داریوش رستمی")], [Person("2", "Dariush Rostami")])


def test_people_with_nothing_alike_share_none() -> None:
    assert met([Person("1", "داریوش رستمی")], [Person("2", "Olga Petrova")]) == set()


def test_a_crowd_of_one_name_is_told_apart_by_what_else_is_known_or_cut() -> None:
    crowd = [Person(str(at), "Ali Ahmadi", father="Bahram" if at == 700 else "") for at in range(800)]
    found = met([Person("r", "علی احمدی", father="بهرام")], crowd)
    assert (0, 700) in found
    assert len(found) <= CROWD + 1
    assert len(met([Person("r", "علی احمدی")], crowd)) <= CROWD


def test_keys_are_numbers_that_depend_on_kind_and_order() -> None:
    one, other = np.array([1]), np.array([2])
    made = {int(keys_module._mixed(kind, *pair)[0]) for kind in range(1, 6) for pair in ((one, other), (other, one))}
    assert len(made) == 10


def test_both_sides_have_the_same_columns_and_no_text() -> None:
    vocabulary = Vocabulary()
    people = [Person("1", "داریوش رستمی", ("Darius",), "بهرام", sex="m", birth_place="شیراز")]
    register, asked = PersonColumns(vocabulary, people), PersonColumns(vocabulary, people)
    vocabulary.make_ready()
    known = Register(register)
    keys = RegisterKeys(known.traits())
    mine = known.asked(asked, np.arange(1))
    left, right = asked_columns(asked, mine, keys.asked(mine.traits)), register_columns(known, keys.keys)
    assert list(left) == list(right)
    assert all(np.issubdtype(column.values.dtype, np.integer) for column in (*left.values(), *right.values()))
    assert len(mine.people) == 2
