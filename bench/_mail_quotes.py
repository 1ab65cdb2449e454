"""In how many invented answers the words of the writer are told from the quote: ours, mail-parser-reply alone.

Right is an answer whose own words are all there and from which the quote is gone, to the first line of the letter.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mailparser_reply import EmailReplyParser
from mailparser_reply.constants import MAIL_LANGUAGES

from adapters.incoming_mail.made_letters import LANGUAGES
from adapters.incoming_mail.made_replies import Reply, made_replies
from khabar.adapters.incoming_mail import read_mail, split_quote
from khabar.domain.replies.folding import plain


@dataclass(frozen=True)
class Folded:
    """Answers of one language, and how many were told apart rightly by whom."""

    language: str
    answers: int
    ours: int
    library: int


def folded() -> Iterator[Folded]:
    """Count by language, and over all."""
    replies = list(made_replies())
    for language in LANGUAGES:
        yield _counted(language, [one for one in replies if one.to.language == language])
    yield _counted("all", replies)


def _counted(language: str, replies: list[Reply]) -> Folded:
    parser = EmailReplyParser(languages=list(MAIL_LANGUAGES))
    return Folded(
        language,
        len(replies),
        sum(_is_right(reply, lambda text: split_quote(text).own) for reply in replies),
        sum(_is_right(reply, lambda text: parser.parse_reply(text) or "") for reply in replies),
    )


def _is_right(reply: Reply, own_words: Callable[[str], str]) -> bool:
    own = _lines(own_words(read_mail(reply.draft.raw()).text))
    return set(_lines(reply.own)) <= set(own) and not set(_lines(reply.to.words["letter"][0])) & set(own)


def _lines(text: str) -> list[str]:
    return [line.strip("> \t") for line in plain(text).splitlines() if line.strip("> \t")]
