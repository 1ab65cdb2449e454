"""The core knows nothing of Khabar: what it compares, masks, draws and times is shown with two toy worlds."""

from __future__ import annotations

import random
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from silence.core.browsing import Browser
from silence.core.grammar import Grammar, Step
from silence.core.rows import Row, write_table
from silence.core.seen import Comparison, Mask, Seen
from silence.core.timing import AN_ARM, MOST_ADVANTAGE, advantage, interleaved
from silence.core.worlds import World, WorldFailed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from wsgiref.types import StartResponse, WSGIEnvironment

PAGE = b'<form action="/next"><input name="token" value="t"><input name="said"></form><a href="/far/1">far</a>'


def toy(environment: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    """A page with a form; what is sent to it leads on, with a cookie."""
    if environment["REQUEST_METHOD"] == "POST":
        start("302 Found", [("Location", "/"), ("Set-Cookie", "visit=1; Max-Age=60")])
        return [environment["wsgi.input"].read()]
    start("200 OK", [("Content-Type", "text/html"), ("X-Cookie", environment.get("HTTP_COOKIE", ""))])
    return [PAGE]


def seen(value: bytes, where: str = "here", channel: str = "page: body") -> Seen:
    return Seen(channel, where, value)


def test_the_same_is_no_difference_and_one_letter_is_one_byte() -> None:
    compared = Comparison()
    assert compared.add([seen(b"abc")], [seen(b"abc")]) == []
    (found,) = compared.add([seen(b"abc")], [seen(b"abd")])
    assert (found.count, found.channel, compared.differing) == (1, "page: body", 1)
    assert "here" in found.told()


def test_what_only_one_world_shows_and_what_comes_in_another_order_is_a_difference() -> None:
    assert Comparison().add([seen(b"a"), seen(b"")], [seen(b"a")])
    assert Comparison().add([seen(b"a", "1"), seen(b"a", "2")], [seen(b"a", "2"), seen(b"a", "1")])
    assert Comparison().add([seen(b"x")], [seen(b"x" * 3)])[0].count == 2


def test_a_mask_hides_its_nonce_alone_and_says_why() -> None:
    nonce = Mask("body", re.compile(rb"nonce-\d+"), "drawn by the framework")
    assert Comparison().add([seen(b"nonce-1 a")], [seen(b"nonce-2 a")], [nonce]) == []
    assert Comparison().add([seen(b"nonce-1 a")], [seen(b"nonce-2 b")], [nonce])
    assert Comparison().add([seen(b"nonce-1", channel="x")], [seen(b"nonce-2", channel="x")], [nonce])
    with pytest.raises(ValueError, match="why"):
        Mask("body", re.compile(b"."), " ")


def test_a_visitor_follows_forms_links_and_redirects_and_keeps_cookies() -> None:
    browser = Browser(toy, "toy.example", "10.0.0.1")
    steps = [Step(surface="toy", path="/"), Step(surface="toy", form="/next", fields=(("said", "hello"),))]
    found = [one for step in steps for one in browser.take(step, "step")]
    bodies = [one.value for one in found if one.channel == "toy: body"]
    assert bodies == [PAGE, b"token=t&said=hello", PAGE]
    assert browser.cookies == {"visit": "1"}
    assert len({one.channel for one in found}) == 7
    (missing,) = browser.take(Step(surface="toy", link="/near/.*"), "step")
    assert b"nothing to follow" in missing.value


def test_a_grammar_draws_the_same_visits_from_the_same_seed_and_every_opening() -> None:
    step = Step(surface="toy", path="/<name>/", keep=(("x", "y"),))
    grammar = Grammar({"one": "", "two": "ezra"}, {"one": ((step, "two"),), "two": ((step,), ())}, {"name": ("a", "b")})
    first, again = (list(grammar.visits(6, random.Random(4))) for _ in range(2))
    assert first == again
    assert [one.rule for one in first] == ["one", "two"] * 3
    assert {one.path for visit in first for one in visit.steps} <= {"/a/", "/b/"}
    assert [one.who for one in grammar.colleagues(2, random.Random(4))] == ["ezra", "ezra"]


def test_the_advantage_is_nothing_for_the_same_times_and_all_for_others() -> None:
    draw = random.Random(1)
    left, right = ([draw.gauss(5, 1) for _ in range(AN_ARM)] for _ in range(2))
    assert advantage(left, right) <= MOST_ADVANTAGE
    assert advantage(left, [one + 0.3 for one in right]) > MOST_ADVANTAGE
    assert advantage([1.0, 2.0], [3.0]) == 1.0


def test_times_are_taken_in_turns_whose_order_changes() -> None:
    order: list[str] = []

    def of(name: str) -> float:
        order.append(name)
        return 1.0

    taken = interleaved({"A": lambda _: of("A"), "B": lambda _: of("B")}, 20, random.Random(2))
    assert [len(one) for one in taken.values()] == [20, 20]
    assert {tuple(order[at : at + 2]) for at in range(0, 40, 2)} == {("A", "B"), ("B", "A")}


class Pipe:
    """A pipe whose other end answers so."""

    def __init__(self, answer: tuple[bool, object] | None) -> None:
        self.answer = answer

    def send(self, _what: object) -> None:
        """Take what is sent."""

    def recv(self) -> tuple[bool, object]:
        if self.answer is None:
            raise EOFError
        return self.answer


@pytest.mark.parametrize(("answer", "said"), [((False, "its traceback"), "its traceback"), (None, "died")])
def test_a_world_in_which_something_breaks_says_what(answer: tuple[bool, object] | None, said: str) -> None:
    world = World("A", None, Pipe(answer))  # type: ignore[arg-type]  # stand-ins
    with pytest.raises(WorldFailed, match=said):
        world.do("visit")


def test_a_table_keeps_rows_of_jobs_that_did_not_run_and_tells_a_blind_control(tmp_path: Path) -> None:
    page, marks = tmp_path / "page.md", ("<!-- a -->", "<!-- b -->")
    page.write_text("before\n<!-- a -->\n<!-- b -->\nafter\n", encoding="utf-8")
    kept = Row("states", "asked", 3, 1, {"bytes differing": 0}, good=True, seconds=1.0)
    blind = Row("controls", "a cookie", 1, 1, {"places seen": 0}, good=False, seconds=1.0, is_control=True)
    write_table(page, marks, [kept], on=date(2026, 3, 2))
    write_table(page, marks, [blind], on=date(2026, 3, 3))
    written = page.read_text(encoding="utf-8")
    assert "| states | asked |" in written
    assert written.endswith("after\n")
    assert "NOT SEEN" in blind.line()
    assert (kept.verdict(), "2026-03-03" in written) == ("kept", True)
