"""News for signers who asked for it: a text that two people approve, once to each mailbox, and never again unasked.

It is published word for word beside the petition, so it has no field for anybody inside. The mail is that same text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from khabar.domain.errors import Invalid
from khabar.domain.petitions.plans import HALF, LANGUAGES, NO_LANGUAGE, TOO_LONG, Wording

LONGEST_TITLE: Final = 150
LONGEST_TEXT: Final = 4000
ONE_LINE: Final = "A title is one line."


@dataclass(frozen=True)
class News:
    """What signers are told, by language: a title, which is the subject of the mail, and a text."""

    wordings: Mapping[str, Wording]

    def wording(self, language: str) -> tuple[str, Wording]:
        """Give the text in this language, or in the first it is written in, with the language it is in."""
        chosen = language if language in self.wordings else next(one for one in LANGUAGES if one in self.wordings)
        return chosen, self.wordings[chosen]

    def to_plain(self) -> dict[str, Any]:
        """Write it as plain values, for a sealed draft and for what is published."""
        return {code: {"title": one.title, "text": one.text} for code, one in self.wordings.items()}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "News":
        """Read what `to_plain` wrote."""
        return cls({code: Wording(one["title"], one["text"]) for code, one in plain.items()})


def require_whole(news: News) -> None:
    """Refuse what cannot be sent; Invalid with the field (`title_en`, `text_fa` and so on) and the sentence to show."""
    if not news.wordings:
        raise Invalid("title_en", NO_LANGUAGE)
    for code, one in news.wordings.items():
        _require_text(f"title_{code}", one.title, LONGEST_TITLE)
        _require_text(f"text_{code}", one.text, LONGEST_TEXT)
        if not one.title.isprintable():
            raise Invalid(f"title_{code}", ONE_LINE)


def _require_text(field: str, text: str, most: int) -> None:
    if not text.strip():
        raise Invalid(field, HALF)
    if len(text) > most:
        raise Invalid(field, TOO_LONG)
