"""The camera of ./run pictures: walks the story in each language and on each screen, and keeps small pictures of it.

Dates are the same each time, because the clock is set to one day first; codes and PINs are drawn, and differ.
"""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image

from browser import moments
from browser.languages import OFFERED
from browser.persons import Person, Seat
from browser.postbox import open_postbox
from browser.screens import open_chromium
from browser.story_on_screen import IN_PERSIAN, Family, Telling
from browser.year_on_screen import Colleagues, Year
from browser.year_walked import walk
from journeys.installation import Installation, free_port
from journeys.staff import join
from journeys.story import Staff

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

DAY = datetime(2027, 3, 22, 9, tzinfo=UTC)
WIDEST = 800
COLOURS = 64
FAMILIES = {
    "en": Family("Dariush Nuri", "Dariyoush Noori"),
    "fa": Family(
        "داریوش نوری",
        "Dariyoush Noori",
        own_words="من خوبم. به مادر بگویید هنوز آواز می‌خوانم.",
        message="همهٔ ما زنده‌ایم. درخت گردو دوباره بار داده است.",
        reply="سه بار خواندمش. یکی دیگر بکارید.",
        more=IN_PERSIAN,
    ),
}

_BELOW_THE_TOP = """(one) => {
  const top = document.querySelector('.topbar');
  const covered = getComputedStyle(top).position === 'sticky' ? top.offsetHeight : 0;
  if (!one.matches('main')) scrollTo(0, one.getBoundingClientRect().top + scrollY - covered - 16);
}"""


@dataclass
class Camera:
    """Takes the moments of one telling."""

    language: str
    screen: str

    def take(self, moment: str, person: Person, at: str) -> None:
        """Take what stands at the part of the page that matters, if there is to be a picture of it."""
        file = moments.picture(moment, self.language, self.screen)
        if file not in moments.expected():
            return
        person.page.locator(at).first.evaluate(_BELOW_THE_TOP)
        shown = Image.open(io.BytesIO(person.page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
        shown.thumbnail((WIDEST, WIDEST * 2), Image.Resampling.LANCZOS)
        shown.quantize(COLOURS, dither=Image.Dither.NONE).save(moments.FOLDER / file, optimize=True)


def take_all() -> None:
    """Take every picture anew, and write the page that shows them."""
    moments.FOLDER.mkdir(exist_ok=True)
    for old in moments.FOLDER.glob("*.png"):
        old.unlink()
    with open_chromium() as browser:
        for language in OFFERED:
            for screen in moments.SCREENS:
                sys.stderr.write(f"Walking the story in {moments.SPOKEN.get(language, language)}: {screen}\n")
                camera = Camera(language, screen)
                with _house() as (inst, staff, folder):
                    _walk(browser, inst, staff, folder, camera)
                with _association() as year:
                    walk(year(Seat(browser, moments.SCREENS[screen], language), camera.take))
    (moments.FOLDER / moments.INDEX).write_text(moments.index(), encoding="utf-8")
    missing = [name for name in moments.expected() if not (moments.FOLDER / name).exists()]
    if missing:
        sys.exit(f"There is no picture of: {', '.join(missing)}")


@contextmanager
def _house() -> Iterator[tuple[Installation, Staff, Path]]:
    with TemporaryDirectory() as place, Installation.at(Path(place) / "home") as inst:
        inst.pass_time(max(0, int((DAY - datetime.now(UTC)).total_seconds())))
        mira = join(inst, "mira", "asking_desk", "letters")
        tomas = join(inst, "tomas", "asking_desk", "letters")
        farid = join(inst, "farid", "family_desk")
        yield inst, Staff(farid=farid, mira=mira, tomas=tomas, nima=farid, ezra=farid), Path(place)


@contextmanager
def _association() -> Iterator[Callable[[Seat, Callable[[str, Person, str], None]], Year]]:
    port = free_port()
    mail = {"smtp_host": "127.0.0.1", "smtp_port": port, "mail_from": "office@families.example"}
    with TemporaryDirectory() as place, open_postbox(port) as postbox:
        about = {"kind": "association", "who_runs_this": "The Families of Lindenau"}
        with Installation.at(Path(place) / "home", **about, **mail) as inst:
            inst.pass_time(max(0, int((DAY - datetime.now(UTC)).total_seconds())))
            colleagues = Colleagues.of(inst)
            yield lambda seat, show: Year(inst, postbox, colleagues, seat, Path(place), show)


def _walk(browser: Browser, inst: Installation, staff: Staff, folder: Path, camera: Camera) -> None:
    seat = Seat(browser, moments.SCREENS[camera.screen], camera.language)
    telling = Telling(inst, staff, FAMILIES[camera.language], seat, show=camera.take)
    telling.files_the_request()
    telling.list_is_taken_in(folder)
    camera.take("waiting", telling.opens_her_page(), "main")
    telling.is_established()
    telling.two_decide()
    telling.answers()
    camera.take("told", telling.opens_her_page(), ".words")
    telling.writes()
    telling.letter_goes()
    telling.reply_comes()
    camera.take("the-reply", telling.opens_her_page(), ".letters")
    telling.close()
