"""The issue as an Atom feed (RFC 4287): one entry for each article, whole, with language and direction kept.

Ids are made of title, number and place in the issue, so they stay the same when the address of a page changes.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from khabar.adapters.newsletter.boxes_html import above, lines, origin, petition_html
from khabar.adapters.newsletter.pieces_html import blocks_html, cleaned
from khabar.adapters.newsletter.words import chrome_of

if TYPE_CHECKING:
    from khabar.domain.publishing.issues import Article, Issue

_VERSION, _VARIANT = 0x8, 0x8
_ID_BYTES: Final = 16


def feed_xml(issue: Issue) -> str:
    """Write the feed."""
    moment = _moment(issue)
    link = f'\n  <link rel="alternate" type="text/html" href={quoteattr(issue.address)}/>' if issue.address else ""
    entries = "\n".join(entry_xml(issue, article, number) for number, article in enumerate(issue.articles, start=1))
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{issue.language}">
  <id>{id_of(issue, 0)}</id>
  <title>{escape(issue.title.text)} {issue.number}</title>
  <updated>{moment}</updated>
  <author><name>{escape(issue.publisher.text or issue.title.text)}</name></author>{link}
{entries}
</feed>
"""


def entry_xml(issue: Issue, article: Article, number: int) -> str:
    """Write the entry of one article; `number` is its place in the issue, and stays when others are taken out."""
    moment = _moment(issue)
    chrome = chrome_of(article.language)
    author = f"\n    <author><name>{escape(article.author.text)}</name></author>" if article.author else ""
    summary = f"\n    <summary>{escape(article.summary.text)}</summary>" if article.summary else ""
    address = f"{issue.address}#a{number}"
    link = f'\n    <link rel="alternate" type="text/html" href={quoteattr(address)}/>' if issue.address else ""
    box = petition_html(article.petition, chrome, "h3") if article.petition else ""
    foot = lines([("origin", origin(article, chrome))], article.language)
    body = "\n".join(
        filter(None, (cleaned(above(article, "h2")), blocks_html(article.blocks, article.language), foot, box))
    )
    return f"""  <entry xml:lang="{article.language}">
    <id>{id_of(issue, number)}</id>
    <title>{escape(article.title.text)}</title>
    <updated>{moment}</updated>{author}{link}{summary}
    <content type="html">{escape(body)}</content>
  </entry>"""


def _moment(issue: Issue) -> str:
    return f"{issue.on.isoformat()}T00:00:00Z"


def id_of(issue: Issue, number: int) -> str:
    """Make an id of the issue's name and of the place of the article in it, 0 for the issue (RFC 9562, version 8)."""
    named = f"{issue.title.text}\n{issue.number}\n{issue.language}\n{number}".encode()
    digest = bytearray(hashlib.sha256(named).digest()[:_ID_BYTES])
    digest[6] = _VERSION << 4 | digest[6] & 0xF
    digest[8] = _VARIANT << 4 | digest[8] & 0x3F
    whole = digest.hex()
    return f"urn:uuid:{whole[:8]}-{whole[8:12]}-{whole[12:16]}-{whole[16:20]}-{whole[20:]}"
