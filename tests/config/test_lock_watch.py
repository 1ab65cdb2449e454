from __future__ import annotations

from threading import Event

from khabar.config.lock_watch import watch


def test_it_looks_again_and_again_until_it_is_told_to_stop() -> None:
    looked, until = [], Event()

    def look() -> None:
        looked.append(1)
        if len(looked) == 3:
            until.set()

    watch(look, until, every=0.001).join(timeout=30)
    assert len(looked) == 3
