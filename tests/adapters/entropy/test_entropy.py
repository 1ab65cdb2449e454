import hashlib

from hypothesis import given
from hypothesis import strategies as st

from khabar.adapters.entropy import SeededEntropy, SystemEntropy


@given(st.integers(0, 200))
def test_both_sources_give_as_many_bytes_as_asked(count: int) -> None:
    assert len(SystemEntropy().bytes(count)) == count
    assert len(SeededEntropy(1).bytes(count)) == count


def test_the_system_does_not_repeat_itself() -> None:
    assert SystemEntropy().bytes(16) != SystemEntropy().bytes(16)


def test_one_seed_tells_one_story_and_no_draw_repeats() -> None:
    one, other = SeededEntropy("cast"), SeededEntropy("cast")
    draws = [one.bytes(16) for _ in range(50)]
    assert draws == [other.bytes(16) for _ in range(50)]
    assert len(set(draws)) == 50
    assert SeededEntropy("cast 2").bytes(16) not in draws


def test_the_seeded_bytes_are_those_of_shake_256() -> None:
    assert SeededEntropy(7).bytes(8) == hashlib.shake_256(b"khabar/seeded/7/" + bytes(8)).digest(8)
