"""A sitting's time in words: on its own clock, with the zone, and in UTC; in the reader's calendar and digits."""

from dataclasses import dataclass
from datetime import datetime

from khabar.data.gathering_words import gathering_languages, gathering_words
from khabar.domain.gatherings.sittings import When, Which, offset_in_words
from khabar.domain.reader_dates import PERSIAN, day_in_plain_text
from khabar.text import to_persian_digits

OTHERWISE = "en"
_LEFT_TO_RIGHT, _END = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True)
class ToldTime:
    """One line for the clock of its own zone, one for UTC, one that says which of two is meant, or nothing."""

    own: str
    utc: str
    which: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """All that is to be said, line by line."""
        return tuple(line for line in (self.own, self.which, self.utc) if line)


def invited_in(language: str) -> str:
    """Give the language in which somebody is written to: their own, or English where we have no words for it."""
    code = language.partition("-")[0]
    return code if code in gathering_languages() else OTHERWISE


def time_told(when: When, language: str) -> ToldTime:
    """Say when a sitting is."""
    code = invited_in(language)
    words, ends_another_day = gathering_words(code), when.ends.date() != when.begins.date()
    known = {
        "zone": _kept(when.zone, code),
        "offset": _kept(offset_in_words(when.begins), code),
        "day": day_in_plain_text(when.begins.date(), code),
        "time": clock(when.begins, code),
        "end": clock(when.ends, code),
        "end_day": day_in_plain_text(when.ends.date(), code),
    }
    own = words["own_time_other_day" if ends_another_day else "own_time"].format(**known)
    utc = {"day": day_in_plain_text(when.begins_utc.date(), code), "time": clock(when.begins_utc, code)}
    which = words["second" if when.which is Which.SECOND else "first"].format(**known) if when.comes_twice else ""
    return ToldTime(own, words["utc_time"].format(**utc), which)


def clock(moment: datetime, language: str) -> str:
    """Write the hours and minutes that a clock shows."""
    shown = f"{moment:%H:%M}"
    return to_persian_digits(shown) if language == PERSIAN else shown


def _kept(text: str, language: str) -> str:
    """Keep the order of signs of a Latin word inside a Persian sentence."""
    return f"{_LEFT_TO_RIGHT}{text}{_END}" if language == PERSIAN else text
