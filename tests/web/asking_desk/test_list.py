"""The list of pairs where many requests lie beside one person: nothing is merged, and nothing floods it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.accounts.colleagues import browser_of
from khabar.domain.duties import Duty
from web.asking_desk.pairs import FOUND, post
from web.desks import words

if TYPE_CHECKING:
    from django.test import Client

    from apps.accounts.colleagues import Colleague
    from khabar.domain.ids import PairId, PresenceId
    from web.desks import Desks


def links_to_pairs(browser: Client, path: str = "/asking/") -> list[str]:
    """The pairs that a list leads to, in its order."""
    return re.findall(r'href="/asking/([0-9a-f]{32})/"', browser.get(path).content.decode())


def sought(desks: Desks, name: str, present: PresenceId) -> PairId:
    """A request without a page of its own, beside this presence."""
    return desks.pair(desks.request(name=name, locator=b"", public=b"", verify_key=b""), present)


def test_one_description_in_many_spellings_takes_one_line_of_the_list(desks: Desks, mira: Colleague) -> None:
    present, few = desks.presence(), desks.presence(name="Tomas Novak")
    hunts = [sought(desks, f"Darius Ahmadi {spelling}", present) for spelling in "abcdef"]
    honest = [sought(desks, f"Tomas Novak {family}", few) for family in "abc"]
    browser = browser_of(mira)
    listed = links_to_pairs(browser)
    assert set(honest) <= set(listed), "three families may seek one name"
    [leads] = set(listed) & set(hunts)
    page = browser.get("/asking/")
    assert "and 5 more of this person" in words(page)
    assert f'href="/asking/{leads}/beside/"' in page.content.decode()
    assert set(links_to_pairs(browser, f"/asking/{leads}/beside/")) == set(hunts)
    waits = hunts[-1] if hunts[-1] != leads else hunts[0]
    post(browser, waits, "findings", **FOUND)
    post(browser, waits, "agree", reason="Known to the elders")
    listed = links_to_pairs(browser)
    assert listed[0] == waits, "what waits for a second person is never folded away"
    assert "and 4 more of this person" in words(browser.get("/asking/"))


def test_the_pairs_beside_an_unknown_one_and_for_another_desk_are_not_there(desks: Desks) -> None:
    pair = desks.pair()
    mira = desks.browser("mira", Duty.ASKING_DESK)
    assert mira.get(f"/asking/{pair}/beside/").status_code == 200
    assert mira.get(f"/asking/{'0' * 32}/beside/").status_code == 404
    assert desks.browser("farid", Duty.FAMILY_DESK).get(f"/asking/{pair}/beside/").status_code == 404
