"""How well the whole of it does on a small invented caseload whose truth is known; the full figures are a bench's."""

import pytest

from khabar.demo.caseload import Caseload, generate
from khabar.demo.caseload_persons import persons
from khabar.linkage import Candidate, link


@pytest.fixture(scope="module")
def made() -> Caseload:
    return generate(2027, 200, 500)


@pytest.fixture(scope="module")
def candidates(made: Caseload) -> list[Candidate]:
    return list(link(persons(made.requests), persons(made.presences)))


def test_nearly_all_true_pairs_are_proposed_and_few_false_ones(made: Caseload, candidates: list[Candidate]) -> None:
    likely = {(one.request_id, one.registration_id) for one in candidates if one.probability >= 0.5}
    assert len(likely & made.truth) >= 0.85 * len(made.truth)
    assert len(likely - made.truth) <= 0.15 * len(likely)


def test_probabilities_add_up_to_about_as_many_true_pairs(made: Caseload, candidates: list[Candidate]) -> None:
    expected = sum(candidate.probability for candidate in candidates)
    true = sum((candidate.request_id, candidate.registration_id) in made.truth for candidate in candidates)
    assert true == pytest.approx(expected, rel=0.25)
