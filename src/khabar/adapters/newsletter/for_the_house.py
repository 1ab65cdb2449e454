"""The newsletter as the house needs it (`ports.NewsPress`): Markdown in; page, feed, mail, telephone and paper out.

The same makers as those of `khabar newsletter build`. An article's box with the figures of a petition is left out of
its page: the porch puts the live one there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from khabar.adapters.newsletter.editions import without_letters
from khabar.adapters.newsletter.feed import entry_xml, id_of
from khabar.adapters.newsletter.mails import mail_texts
from khabar.adapters.newsletter.markdown import blocks_of
from khabar.adapters.newsletter.paper import imprint_lines, issue_pdf
from khabar.adapters.newsletter.phone_texts import script_txt, short_txt
from khabar.adapters.newsletter.wall import wall_pdf
from khabar.adapters.newsletter.web_page import article_html
from khabar.domain.publishing.printed import Printed, PrintedArticle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.domain.publishing.gate import Finding
    from khabar.domain.publishing.issues import Article, Block, Issue


class TypstNewsPress:
    """Makes editions with Typst and with what stands beside it in this package; it keeps nothing."""

    def read(self, text: str, name: str, language: str) -> tuple[Block, ...]:
        """Read Markdown."""
        return blocks_of(text.replace("\r\n", "\n"), name, language)

    def unprintable(self, issue: Issue) -> tuple[Finding, ...]:
        """List the letters that no font of ours can draw."""
        return tuple(without_letters(issue))

    def printed(self, issue: Issue, numbers: Sequence[int]) -> Printed:
        """Make every edition of an issue that the gate has passed."""
        mail, (pdf, wall) = mail_texts(issue), self.papers(issue)
        return Printed(
            title=issue.title.text,
            motto=issue.motto.text,
            imprint=tuple(imprint_lines(issue)),
            articles=tuple(_article(issue, one, number) for one, number in zip(issue.articles, numbers, strict=True)),
            feed_id=id_of(issue, 0),
            publisher=issue.publisher.text or issue.title.text,
            subject=mail.subject,
            mail_text=mail.text,
            mail_html=mail.html,
            short=short_txt(issue),
            aloud=script_txt(issue),
            pdf=pdf,
            wall=wall,
            petition=issue.petition_apart.slug if issue.petition_apart else "",
        )

    def papers(self, issue: Issue) -> tuple[bytes, bytes]:
        """Print the issue and its sheet for the wall."""
        return issue_pdf(issue), wall_pdf(issue)

    def preview(self, issue: Issue) -> bytes:
        """Print the PDF alone."""
        return issue_pdf(issue)


def _article(issue: Issue, article: Article, number: int) -> PrintedArticle:
    return PrintedArticle(
        number=number,
        title=article.title.text,
        language=article.language,
        html=article_html(replace(article, petition=None), number),
        entry=entry_xml(issue, article, number),
        petition=article.petition.slug if article.petition else "",
    )
