"""Live figures in words, the same in every edition: up to when was counted, and how long a letter has been silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khabar.adapters.newsletter.words import Chrome
    from khabar.domain.publishing.issues import Petition, Silence


def count_to(petition: Petition, chrome: Chrome) -> str:
    """Write the moment up to which a petition was counted."""
    day = chrome.day(petition.counted_to)
    return f"{day}{chrome.comma}{chrome.in_digits(petition.counted_at)}" if petition.counted_at else day


def silence_words(silence: Silence, chrome: Chrome) -> dict[str, str]:
    """Write what the number of days means, and how it was computed."""
    until = silence.answered_on or silence.as_of
    counted = chrome.say("letter.counted", sent=chrome.day(silence.sent_on), to=chrome.day(until))
    words = chrome["letter.answered" if silence.answered_on else "letter.silent"]
    return {"words": words, "computed": silence.computed or counted}
