"""One person who is sought, asked and says no, and one who is not there: the same bytes for everybody outside."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

import pytest

from khabar.adapters.pfif import pfif_bytes
from khabar.domain.pfif import Document, Version, note, person

if TYPE_CHECKING:
    from pathlib import Path

    from journeys.story import Slip, Story
    from journeys.visitor import Answer, Visitor

pytestmark = pytest.mark.enable_socket

FAMILY = {"father": "Yunus", "birth": "1360/5/6", "enquirer_name": "Shirin Parsa", "kinship": "sister"}
THERE, NOWHERE = "Mehrdad Parsa", "Zebulon Quirk"
MADE = "2026-03-01T08:30:00Z"
_TOKEN = re.compile(rb'value="[A-Za-z0-9_=-]{40,}"')
_SEARCH = re.compile(rb"(?<=find%2F)[0-9a-f]{32}")


def seen(answer: Answer) -> tuple[int, list[tuple[str, str]], bytes]:
    """All that came over the wire, but for the clock of the line and values drawn anew for each form."""
    headers = [(name, "" if name in ("Date", "Set-Cookie") else value) for name, value in answer.headers]
    return answer.status, headers, _SEARCH.sub(b"", _TOKEN.sub(b"", answer.body))


def enquirer_sees(story: Story, slip: Slip) -> list[object]:
    """What the holder of a slip gets: the page, hints, the page again, and answers to requests that make no sense."""
    visitor = story.visit(slip)
    assert visitor.at is not None
    found = [seen(visitor.at), seen(visitor.send("/message/", text="How are you?")), seen(visitor.get("/family/page/"))]
    return [*found, *(seen(visitor.post(path, {})) for path in ("/family/page/", "/family/page/message/"))]


def colleagues_see(story: Story) -> list[object]:
    """What family desk and helper get: lists, each request of these two, what is found by name, first pages."""
    farid, nima = story.staff.farid, story.staff.nima
    at_desks = ((farid, "/"), (farid, "/families/"), (farid, "/families/papers/"), (nima, "/"))
    found = [seen(visitor.get(path)) for visitor, path in at_desks]
    for name in (THERE, NOWHERE, "Shirin Parsa"):
        farid.get("/families/")
        found.append(seen(farid.send("/find/", name=name, why="family_asks")))
    return [*found, *(seen(request_of(farid, name)) for name in (THERE, NOWHERE))]


def enquirer_opens(story: Story, slip: Slip) -> object:
    """What the holder of a slip gets who only looks."""
    visitor = story.visit(slip)
    assert visitor.at is not None
    return seen(visitor.at)


def brings_a_document(mira: Visitor, name: str) -> str:
    """Let Mira bring a PFIF document in which this person has written; give the address of its page."""
    said = {"author_name": name, "status": "is_note_author", "text": "I am here."}
    own = note(note_record_id="people.example/n.1", source_date=MADE, **said)
    named = {"full_name": name, "date_of_birth": "1981-07-28"}
    who = person(own, person_record_id="people.example/p.1", source_date=MADE, **named)
    mira.get("/asking/lists/")
    at = mira.attach("/asking/lists/", "list", ("people.xml", pfif_bytes(Document(Version.V1_4, (who,))))).path
    mira.get(f"{at}questions/")
    answers = {"made_by": "The office of Lindenau", "made_on": "1405", "purpose": "to be found"}
    mira.send("/questions/", how="from-each", people_knew="yes", **answers)
    mira.send("/take/")
    return at


def request_of(farid: Visitor, name: str) -> Answer:
    farid.get("/families/")
    return farid.follow(name)


@pytest.mark.slow
def test_until_a_yes_leaves_everybody_outside_reads_the_same_in_every_state(story: Story, tmp_path: Path) -> None:
    there, nowhere = (story.file_request(name=name, **FAMILY) for name in (THERE, NOWHERE))
    story.inst.round()
    for slip in (there, nowhere):
        story.write(slip, "We are all alive.")
    for name in (THERE, NOWHERE):
        story.establish(name)
    story.inst.round()
    at_first = colleagues_see(story)

    def looks() -> None:
        assert enquirer_sees(story, there) == enquirer_sees(story, nowhere)
        assert colleagues_see(story) == at_first
        story.inst.khabar("round")
        assert enquirer_sees(story, there) == enquirer_sees(story, nowhere)

    mira, tomas = story.staff.mira, story.staff.tomas
    row = {"id": "m", "name": "Mehrdād Pārsā", "father": "Younes", "birth_date": "1981-07-28"}
    story.take_in_list(tmp_path, [row])
    looks()
    story.note_findings(mira, THERE)
    for who in (mira, tomas):
        assert story.agree(who, THERE).status == 200
    looks()
    assert "asked" in story.open_pair(mira, THERE).text.lower()
    story.record_answer(THERE, tells="0", setting="observed")
    looks()
    story.record_answer(THERE, tells="2", setting="alone", own_words="I live.")
    story.open_pair(mira, THERE)
    assert mira.send("/withdraw/").status == 200
    looks()
    story.record_answer(THERE, tells="1", setting="alone", own_words="I live after all.")
    assert colleagues_see(story) == at_first
    story.inst.khabar("round")
    assert colleagues_see(story) == at_first
    assert enquirer_sees(story, there) != enquirer_sees(story, nowhere), "the comparison sees what there is to see"
    page = enquirer_opens(story, nowhere)
    document = brings_a_document(mira, NOWHERE)
    story.inst.khabar("round")
    assert "Taken in: 1." in mira.get(document).text
    assert story.open_pair(mira, NOWHERE).status == 200, "the other one is here now too"
    assert colleagues_see(story) == at_first
    assert enquirer_opens(story, nowhere) == page


def test_what_is_no_request_at_all_leaves_no_address_in_the_log(story: Story) -> None:
    for port in (story.inst.porch_port, story.inst.house_port):
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n")
            assert b"400" in line.recv(100)
    assert "127.0.0.1" not in story.inst.log("porch") + story.inst.log("house")
