"""How well bad photographs of our sheets are read: by ours in stages, by plain zxing in one pass, by OpenCV.

1. Forty bad photographs of each printed form, as the tests define bad. 2. Drawn sheets under one worse condition after
another. 3. Boxes told marked from empty, mark by mark. 4. Pages a second through the bounded process, start included.
A code read that is on no sheet of the picture is counted as wrong; there must be none.

    ./run bench reading [--trials 40] [--only forms|conditions|boxes|speed]
"""

import importlib.util
import io
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import click
import numpy as np
import zxingcpp
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from adapters.scan.photographs import Condition, Sheet, photograph
from adapters.scan.sheets_drawn import LEFT_TO_RIGHT, RIGHT_TO_LEFT, TICKED, Drawn, Mark, drawn_sheet
from adapters.scan.sheets_printed import FORMS, code_of, codes_of, forms, printed
from khabar.adapters.scan import ScanReader
from khabar.adapters.scan.codes import codes_on
from khabar.domain.documents import Look
from khabar.domain.scans import Tick
from khabar.domain.sheets import SheetKind

HAS_OPENCV = importlib.util.find_spec("cv2") is not None
OPENCV_PICTURES, OPENCV_SECONDS = 4, 20
"""OpenCV sees only so many pictures of a row, and no further one after so long: over some it thinks for minutes."""

TOGETHER = 3
"""Sheets in one picture."""
NOT_MEASURED = "not measured: opencv is not installed"
BAD = Condition(colour=False)
CONDITIONS: dict[str, Condition] = {
    "clean": replace(BAD, blur=0, noise=0, quality=90, perspective=0, light=0),
    "bad (acceptance)": BAD,
    "sigma 60, blur 1.2, JPEG 40": replace(BAD, noise=60, blur=1.2, quality=40),
    "blur 2.5": replace(BAD, blur=2.5),
    "light falls by 85 %": replace(BAD, light=0.85),
    "slant of 12 %": replace(BAD, perspective=0.12),
    "5.1 px/module (2700 px)": replace(BAD, longest=2700),
    "3.8 px/module (2000 px)": replace(BAD, longest=2000),
    "2.8 px/module (1500 px)": replace(BAD, longest=1500),
}
COVERED = {"4 % covered": 0.04, "8 % covered": 0.08, "15 % covered": 0.15}

Reader = Callable[[Image.Image], Iterable[str]]


@dataclass
class Tally:
    """Reads of one reader: how many codes were there, how many were read, how many wrong, how long it took."""

    there: int = 0
    read: int = 0
    wrong: int = 0
    seconds: float = 0.0
    pictures: int = 0

    def look(self, reader: Reader, picture: Image.Image, wanted: set[str]) -> None:
        """Read one picture and count."""
        begun = time.process_time()
        got = set(reader(picture))
        self.seconds += time.process_time() - begun
        self.pictures += 1
        self.there, self.read, self.wrong = (
            self.there + len(wanted),
            self.read + len(got & wanted),
            self.wrong + len(got - wanted),
        )

    def __str__(self) -> str:
        each = 1000 * self.seconds / max(1, self.pictures)
        wrong = f", {self.wrong} WRONG" if self.wrong else ""
        return f"{self.read}/{self.there}{wrong} {each:.0f} ms"


def ours(picture: Image.Image) -> Iterable[str]:
    """Read in stages."""
    return [seen.code for seen in codes_on(picture)]


def plain(picture: Image.Image) -> Iterable[str]:
    """Read with zxing once, as it comes."""
    return [found.text for found in zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormats(zxingcpp.QRCode))]


def opencv(picture: Image.Image) -> Iterable[str]:
    """Read with OpenCV, which the project has for its checks alone."""
    import cv2  # noqa: PLC0415 - it may be missing

    _, texts, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(np.asarray(picture))
    return [text for text in texts or () if text]


READERS: dict[str, Reader | None] = {
    "ours (staged)": ours,
    "zxing, one pass": plain,
    "opencv": opencv if HAS_OPENCV else None,
}


@click.command()
@click.option("--trials", default=40, show_default=True, help="Sheets for each row.")
@click.option("--only", type=click.Choice(["forms", "conditions", "boxes", "speed"]), multiple=True)
def main(trials: int, only: tuple[str, ...]) -> None:
    """Measure, and print one table after another."""
    parts = {"forms": of_forms, "conditions": of_conditions, "boxes": of_boxes, "speed": of_speed}
    for name, measure in parts.items():
        if not only or name in only:
            measure(trials)


def of_forms(trials: int) -> None:
    """Read each printed form under the condition of the acceptance."""
    print(f"\nPrinted forms, {trials} of each, English and Persian in turn, three in a picture of 4000 px")
    for form in FORMS:
        documents = [forms(_chance(trial))[form] for trial in range(trials)]
        sheets = [printed(one, Look((("en", "fa")[trial % 2],))) for trial, one in enumerate(documents)]
        _row(form, _photographs(sheets, [codes_of(one) for one in documents], BAD))


def of_conditions(trials: int) -> None:
    """Read drawn sheets under worse and worse conditions."""
    print(f"\nDrawn sheets, {trials} of each condition, three in a picture")
    for name, condition in CONDITIONS.items():
        _row(name, _drawn(trials, condition, 0.0))
    for name, share in COVERED.items():
        _row(name, _drawn(trials, BAD, share))


def of_boxes(trials: int) -> None:
    """Tell marked from empty boxes on bad photographs."""
    print(f"\nBoxes on {trials} bad photographed sheets with six boxes, half of them right to left")
    boxes: list[tuple[Mark, Tick | None]] = []
    chance = _chance(99)
    for number in range(-(-trials // TOGETHER)):
        sides = (LEFT_TO_RIGHT, RIGHT_TO_LEFT)
        drawn = [
            Drawn(
                code_of(SheetKind.OFFER, chance), tuple(chance.choice(list(Mark)) for _ in range(6)), sides[number % 2]
            )
            for _ in range(TOGETHER)
        ]
        data = photograph([drawn_sheet(one, chance) for one in drawn], number, replace(BAD, rotation=_turn(number)))
        (page,) = ScanReader().read("", data)
        for one in drawn:
            ticks = {tick.box: tick for found in page.found if found.code == one.code for tick in found.ticks}
            boxes += [(mark, ticks.get(box)) for box, mark in enumerate(one.marks, start=1)]
    _boxes_by_mark(boxes)


def _boxes_by_mark(boxes: list[tuple[Mark, Tick | None]]) -> None:
    """Print what was said of each kind of mark. Rubbed and crossed-out boxes are a person's to decide, never wrong."""
    print(f"{'mark':<16}{'boxes':>7}{'not found':>11}{'said ticked':>13}{'ink least':>11}{'median':>8}{'most':>6}")
    wrong = certain = 0
    for mark in Mark:
        ticks = [tick for of, tick in boxes if of is mark]
        found = [tick for tick in ticks if tick]
        said, inks = sum(tick.ticked for tick in found), [tick.ink for tick in found] or [0.0]
        row = f"{mark:<16}{len(ticks):>7}{len(ticks) - len(found):>11}{said:>13}"
        print(row + f"{min(inks):>11.2f}{np.median(inks):>8.2f}{max(inks):>6.2f}")
        if mark is Mark.NOTHING or mark in TICKED:
            certain += len(found)
            wrong += said if mark is Mark.NOTHING else len(found) - said
    print(f"wrong: {wrong} of {certain} empty or ticked boxes")


def of_speed(trials: int) -> None:
    """Read photographs through the bounded process, as many at once as there are processors."""
    pages = max(6, trials // 2)
    files = [data for data, _ in _drawn(pages * TOGETHER, replace(BAD, colour=True), 0.0)][:pages]
    single = [data for data, _ in _drawn(TOGETHER, replace(BAD, longest=2400), 0.0)]
    read = ScanReader().read
    for name, data in (
        (f"photographs of up to {BAD.longest} px, three sheets each", files),
        ("2400 px", single * pages),
    ):
        begun, before = time.perf_counter(), _seconds_of_children()
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            count = sum(len(found) for found in threads.map(lambda one: read("", one), data))
        taken, each = time.perf_counter() - begun, (_seconds_of_children() - before) / count
        print(f"\n{name}: {count} pages in {taken:.1f} s: {count / taken:.1f} pages/s on {os.cpu_count()} processors")
        print(f"{each:.2f} s of processor time a page: {2 / each:.1f} pages/s on two idle processors")


def _seconds_of_children() -> float:
    used = os.times()
    return used.children_user + used.children_system


def _row(name: str, photographs: Iterable[tuple[bytes, set[str]]]) -> None:
    tallies = {reader: Tally() for reader in READERS}
    for data, wanted in photographs:
        picture = Image.open(io.BytesIO(data)).convert("L")
        for reader, tally in tallies.items():
            read = READERS[reader]
            if read and (read is not opencv or _has_patience(tally)):
                tally.look(read, picture, wanted)
    mine, theirs = tallies["ours (staged)"].read, tallies["zxing, one pass"].read
    said = [f"{reader} {tally if READERS[reader] else NOT_MEASURED}" for reader, tally in tallies.items()]
    ratio = f"{mine / theirs:.2f}" if theirs else "-"
    print(f"{name:<30} {' | '.join(said)} | ours/zxing {ratio}", flush=True)


def _has_patience(tally: Tally) -> bool:
    return tally.pictures < OPENCV_PICTURES and tally.seconds < OPENCV_SECONDS


def _drawn(trials: int, condition: Condition, covered: float) -> Iterator[tuple[bytes, set[str]]]:
    codes = [code_of(SheetKind.OFFER, _chance(trial)) for trial in range(trials)]
    sheets = [drawn_sheet(Drawn(code, covered=covered), _chance(trial)) for trial, code in enumerate(codes)]
    return _photographs(sheets, [{code} for code in codes], condition)


def _photographs(sheets: list[Sheet], codes: list[set[str]], condition: Condition) -> Iterator[tuple[bytes, set[str]]]:
    for number in range(0, len(sheets), TOGETHER):
        few = slice(number, number + TOGETHER)
        data = photograph(sheets[few], number, replace(condition, rotation=_turn(number)))
        yield data, set.union(*codes[few])


def _turn(number: int) -> float:
    return _chance(number).uniform(0, 360)


def _chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - photographs for a measurement, from a seed


if __name__ == "__main__":
    main()
