"""The story of the ground floor over HTTP, with forms that need no script: a sister, a brother, and those between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from journeys.story import Slip, Story

pytestmark = pytest.mark.enable_socket

STANDING = "There is nothing we may tell you today. We say this to everyone, whatever we know."


def shirin_files(story: Story, name: str, **more: str) -> Slip:
    return story.file_request(
        name=name,
        father="Yusef",
        birth="1365/2/3",
        last_place="Lindenau",
        enquirer_name="Shirin Nuri",
        enquirer_given="Shirin",
        kinship="sister",
        two_things_1="He called the goat Minister",
        two_things_2="A walnut tree stood before the door",
        **more,
    )


def darius_is_listed(story: Story, folder: Path, name: str) -> None:
    row = {"id": name, "name": name, "father": "Youssef", "birth_date": "1986-04-23", "last_place": "Lindenau"}
    row |= {"two_things_1": "the goat was called Minister", "two_things_2": "the walnut tree"}
    assert "taken in" in story.take_in_list(folder, [row])


def test_news_of_darius_comes_to_shirin_and_her_words_to_him_and_his_back(story: Story, tmp_path: Path) -> None:
    mira, tomas = story.staff.mira, story.staff.tomas
    slip = shirin_files(story, "Dariush Nuri")
    other = story.file_request(name="Somebody Else Entirely")
    darius_is_listed(story, tmp_path, "Dariyoush Noori")
    story.inst.round()
    before = story.page_of(slip)
    assert STANDING in before

    story.decide_to_ask("Dariush Nuri")
    story.inst.round()
    assert "asked" in story.open_pair(mira, "Dariush Nuri").text.lower()
    answer = story.record_answer(
        "Dariush Nuri", tells="2", setting="alone", own_words="I am well. Tell mother I still sing."
    )
    assert answer.status == 200, answer.text
    assert "still sing" not in story.page_of(slip), "nothing changes before the round"

    untouched = story.page_of(other)
    story.inst.round()
    told = story.page_of(slip)
    assert "I am well. Tell mother I still sing." in told
    assert "There is nothing we may tell you" not in told, "no page contradicts itself"
    assert "still sing" not in story.page_of(other)
    assert same_but_for_days(untouched) == same_but_for_days(story.page_of(other))

    assert story.write(slip, "We are all alive. The walnut tree bears again.").status == 200
    story.inst.round()
    assert "It is with us and will be read." in story.page_of(slip)
    assert "walnut tree bears again" in story.read_letter(mira).text
    mira.send("/accept/")
    letter = mira.send("/let-go/")
    assert letter.status == 200, letter.text
    story.inst.round()
    assert "It has left our house." in story.page_of(slip)

    story.read_letter(tomas)
    tomas.follow("Type the reply")
    tomas.send("/reply/", text="I read it three times. Plant another one.")
    assert story.read_letter(tomas).status == 200
    assert "yourself" in tomas.send("/accept/").text, "who typed a reply does not accept it"
    story.read_letter(mira)
    mira.send("/accept/")
    mira.send("/let-go/")
    story.inst.round()
    page = story.page_of(slip)
    assert "I read it three times. Plant another one." in page
    assert "An answer came." in page
    assert "Nothing was altered" in story.inst.khabar("verify").stdout


@pytest.mark.slow
def test_a_yes_under_eyes_tells_no_more_than_seen_alive(story: Story, tmp_path: Path) -> None:
    slip = shirin_files(story, "Bahram Sohrabi")
    darius_is_listed(story, tmp_path, "Bahrām Sohrābi")
    story.inst.round()
    story.decide_to_ask("Bahram Sohrabi")
    story.inst.round()
    story.record_answer("Bahram Sohrabi", tells="2", setting="observed", own_words="I am well, they treat me well.")
    story.inst.round()
    page = story.page_of(slip)
    assert "was seen alive on that day" in page
    assert "treat me well" not in page


@pytest.mark.slow
def test_a_no_leaves_the_page_as_it_was(story: Story, tmp_path: Path) -> None:
    slip = shirin_files(story, "Kamran Vaziri")
    darius_is_listed(story, tmp_path, "Kamrān Vazīrī")
    story.inst.round()
    story.decide_to_ask("Kamran Vaziri")
    story.inst.round()
    before = story.page_of(slip)
    story.record_answer("Kamran Vaziri", tells="0", setting="alone")
    story.inst.round()
    assert same_but_for_days(story.page_of(slip)) == same_but_for_days(before)


@pytest.mark.slow
def test_a_withdrawal_between_decision_and_release_wins(story: Story, tmp_path: Path) -> None:
    slip = shirin_files(story, "Siavash Rostami")
    darius_is_listed(story, tmp_path, "Siyavosh Rostamy")
    story.inst.round()
    story.decide_to_ask("Siavash Rostami")
    story.inst.round()
    before = story.page_of(slip)
    story.record_answer("Siavash Rostami", tells="1", setting="alone", own_words="I am well.")
    mira = story.staff.mira
    story.open_pair(mira, "Siavash Rostami")
    answer = mira.send("/withdraw/")
    assert answer.status == 200, answer.text
    story.inst.round()
    assert same_but_for_days(story.page_of(slip)) == same_but_for_days(before)


@pytest.mark.slow
def test_two_requests_for_one_person_are_answered_apart(story: Story, tmp_path: Path) -> None:
    sister = shirin_files(story, "Jamshid Farahani")
    cousin = story.file_request(
        name="Jamshid Farahani", father="Yusef", birth="1365", enquirer_name="Ezra Farahani", kinship="cousin"
    )
    darius_is_listed(story, tmp_path, "Jamshīd Farāhāni")
    story.inst.round()
    mira = story.staff.mira
    mira.get("/asking/")
    assert mira.at is not None
    pairs = [href for words, href in all_links(mira) if "Jamshid Farahani" in words]
    assert len(pairs) == 2
    pair_of_sister = next(href for href in pairs if "Shirin" in mira.get(href).text)
    farid = story.staff.farid
    farid.get("/families/")
    for words, href in all_links(farid):
        if "Jamshid Farahani" in words:
            farid.get(href)
            farid.send("/established/", verification="2", purpose="family_news")
    mira.get(pair_of_sister)
    mira.send("/findings/", route_risk="low", questions="agree", by_name_alone_possible="on")
    for who in (mira, story.staff.tomas):
        who.get(pair_of_sister)
        who.send("/agree/")
    story.inst.round()
    mira.get(pair_of_sister)
    if not mira.offers("/answer/"):
        mira.get(pair_of_sister + "answer/")
    mira.send("/answer/", given_on=story.inst.khabar_today(), tells="1", setting="alone", own_words="Kiss her hands.")
    story.staff.tomas.get(pair_of_sister)
    story.staff.tomas.send("/answer/confirm/", reason="The carrier told me the same.")
    untold = story.page_of(cousin)
    story.inst.round()
    assert "Kiss her hands." in story.page_of(sister)
    assert same_but_for_days(story.page_of(cousin)) == same_but_for_days(untold)


def test_a_house_locked_at_the_wrong_moments_receives_and_renews_and_goes_on_later(
    story: Story, tmp_path: Path
) -> None:
    story.inst.lock()
    slip = shirin_files(story, "Rostam Kaveh")
    before = story.page_of(slip)
    assert STANDING in before
    story.inst.round()
    assert same_but_for_days(story.page_of(slip)) == same_but_for_days(before)
    mira = story.staff.mira
    assert mira.get("/asking/").status == 503
    story.inst.unlock()
    darius_is_listed(story, tmp_path, "Rustam Kaveh")
    story.inst.round()
    story.decide_to_ask("Rostam Kaveh")
    story.inst.lock()
    story.inst.round()
    story.inst.unlock()
    story.inst.round()
    assert story.record_answer("Rostam Kaveh", tells="1", setting="alone", own_words="I live.").status == 200
    story.inst.lock()
    story.inst.round()
    assert "I live." not in story.page_of(slip), "what waits for keys is not lost and not told"
    story.inst.unlock()
    story.inst.round()
    assert "I live." in story.page_of(slip)


def test_a_presence_that_names_its_addressee_is_consent_for_her_alone(story: Story) -> None:
    slip = shirin_files(story, "Arash Mehran")
    told = story.be_here(
        name="Arash Mehran",
        father="Yusef",
        birth="1986",
        self_or_other="self",
        tells="1",
        tell_name="Shirin Nuri",
        tell_kinship="sister",
        own_words="Tell my sister I am here.",
        two_things_1="Minister was a goat",
        two_things_2="the walnut tree",
    )
    assert told.status == 200
    story.inst.round()
    mira, tomas = story.staff.mira, story.staff.tomas
    story.note_findings(mira, "Arash Mehran")
    for who in (mira, tomas):
        story.open_pair(who, "Arash Mehran")
        answer = who.send("/named/")
        assert answer.status == 200, answer.text
    story.inst.round()
    assert "Tell my sister I am here." in story.page_of(slip)


def same_but_for_days(page: str) -> str:
    """A page without the day of its last renewal, which moves for everybody alike."""
    return page.partition("All pages were last renewed on")[0]


def all_links(visitor: object) -> list[tuple[str, str]]:
    at = visitor.at  # type: ignore[attr-defined]  # a Visitor
    return [(" ".join(a.text_content().split()), a.get("href")) for a in at.page.iterfind(".//a[@href]")]
