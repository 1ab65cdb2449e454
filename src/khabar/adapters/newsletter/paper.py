"""An issue on paper: what the templates of the newspaper take, out of an issue that has passed the gate.

Only what is printed goes in: no consent, no declared person, no path. Counts, days and words are written here as each
language writes them; how a page looks stands in the templates.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final

from khabar.adapters.newsletter.atoms import blocks_of, line_of
from khabar.adapters.newsletter.press import Sheets, shared_press
from khabar.adapters.newsletter.source_text import source_of
from khabar.adapters.newsletter.telling import count_to, silence_words
from khabar.adapters.newsletter.words import chrome_of
from khabar.domain.codes import grouped
from khabar.domain.publishing.issues import Kind

if TYPE_CHECKING:
    from khabar.adapters.newsletter.words import Chrome
    from khabar.domain.publishing.issues import Article, Issue, Petition, Picture, Silence

Layout = dict[str, object]
BRIEF: Final = 420
"""Characters up to which an article without picture, box or summary is one of the short ones."""
_LEAST_FOR_FRONT: Final = 900
"""Characters an article has at least for its beginning to stand on the first page beside the lead."""
_SECONDS: Final = {1: 0, 2: 2, 3: 3}
"""Stories that begin on the first page below the lead, by columns."""
_LEAD_SHARE: Final = {1: 0.66, 2: 0.64, 3: 0.66}


def moment_of(issue: Issue) -> datetime:
    """Give the one moment that every edition of an issue carries: the beginning of its day."""
    return datetime.combine(issue.on, time(), UTC)


def issue_pdf(issue: Issue) -> bytes:
    """Print an issue; the same issue gives the same bytes."""
    pictures = {
        f"picture-{number}-{at}.json": picture.data
        for number, article in enumerate(issue.articles)
        for at, picture in enumerate(article.pictures)
    }
    sheets = Sheets("newspaper.typ", _layout(issue), pictures, source_of(issue).encode(), moment_of(issue))
    return shared_press().pdf(sheets)


def languages_of(issue: Issue) -> dict[str, Layout]:
    """Give the words of each language of an issue for the templates."""
    return {
        chrome.language: {
            "code": chrome.language,
            "direction": chrome.direction,
            "digits": list(chrome.digits),
            "said": dict(chrome.said),
        }
        for chrome in map(chrome_of, issue.languages)
    }


def _layout(issue: Issue) -> Layout:
    fronts = fronts_of(issue)
    briefs = [is_brief(article) and not front for article, front in zip(issue.articles, fronts, strict=True)]
    return {
        "issue": issue_layout(issue),
        "languages": languages_of(issue),
        "stories": [
            _story(number, article, front, is_brief=brief)
            for number, (article, front, brief) in enumerate(zip(issue.articles, fronts, briefs, strict=True))
        ],
        "groups": _groups(briefs),
    }


def issue_layout(issue: Issue) -> Layout:
    """Give what both the newspaper and the sheet for the wall say of the issue itself."""
    chrome = chrome_of(issue.language)
    return {
        "language": issue.language,
        "columns": issue.columns,
        "name": f"{issue.title.text} {issue.number}",
        "publisher-name": issue.publisher.text or issue.title.text,
        "title": line_of(issue.title.text, issue.language),
        "title-size": _title_size(issue.title.text),
        "motto": line_of(issue.motto.text, issue.language),
        "publisher": line_of(issue.publisher.text, issue.language),
        "number": chrome.say("paper.number", number=chrome.in_digits(str(issue.number))),
        "date": chrome.day(issue.on),
        "lead-share": _LEAD_SHARE[issue.columns],
        "imprint": imprint(issue),
    }


def _title_size(title: str) -> int:
    return next((size for most, size in ((12, 54), (18, 44), (26, 34), (40, 26)) if len(title) <= most), 20)


def imprint_lines(issue: Issue) -> list[str]:
    """Give the lines about who makes the newsletter and how they are reached; those that are empty are left out."""
    chrome = chrome_of(issue.language)
    number = chrome.in_digits(grouped(issue.reference))
    reached = chrome.comma.join(filter(None, (issue.phone, issue.email)))
    lines = (
        ("about.publisher", "name", issue.publisher.text),
        ("about.contact", "contact", issue.contact.text),
        ("about.phone", "phone", reached),
        ("about.web", "address", issue.address),
        ("petition.reference", "digits", number),
    )
    return [chrome.say(name, **{gap: text}) for name, gap, text in lines if text]


def imprint(issue: Issue) -> list[Layout]:
    """Give the same lines for the templates."""
    return [line_of(line, issue.language) for line in imprint_lines(issue)]


def fronts_of(issue: Issue) -> list[str]:
    """Say which stories begin on the first page: one leads, as many as there are columns stand below, if they are long.

    What the editor says of a story ("front") goes before its length; open letters and stories with a box stay inside.
    """
    wanted = [article.front is not False and article.kind is Kind.ARTICLE for article in issue.articles]
    lead = next((at for at, article in enumerate(issue.articles) if article.front and wanted[at]), None)
    lead = lead if lead is not None else next((at for at, fits in enumerate(wanted) if fits), 0)
    fronts = ["lead" if at == lead else "" for at in range(len(issue.articles))]
    room = _SECONDS[issue.columns]
    for at, article in enumerate(issue.articles):
        fits = article.front or (article.length >= _LEAST_FOR_FRONT and article.petition is None)
        if room and at != lead and wanted[at] and fits:
            fronts[at] = "second"
            room -= 1
    return fronts


def is_brief(article: Article) -> bool:
    """Say whether an article is one of the short ones that stand together."""
    has_box = article.petition or article.pictures or article.summary or article.kind is Kind.OPEN_LETTER
    return article.length <= BRIEF and not has_box


def _groups(briefs: list[bool]) -> list[list[int]]:
    """Put short articles that follow one another together; every other stands alone."""
    groups: list[list[int]] = []
    for at, brief in enumerate(briefs):
        if brief and at and briefs[at - 1]:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _story(number: int, article: Article, front: str, *, is_brief: bool) -> Layout:
    chrome = chrome_of(article.language)
    source, by = article.source.text, article.translator.text
    texts = {
        "title": article.title.text,
        "kicker": article.kicker.text,
        "summary": article.summary.text,
        "author": article.author.text,
        "translator": chrome.say("article.translated", name=by) if by else "",
        "dated": chrome.day(article.dated) if article.dated else "",
        "source": chrome.say("article.source", source=source) if source else "",
        "to": chrome.say("letter.to", name=article.to.text) if article.to else "",
    }
    return {name: line_of(text, article.language) for name, text in texts.items()} | {
        "id": str(number),
        "language": article.language,
        "kind": "letter" if article.kind is Kind.OPEN_LETTER else "story",
        "front": front,
        "brief": is_brief,
        "head-size": 27 if len(article.title.text) <= 46 else 22,  # noqa: PLR2004 - points and letters
        "blocks": blocks_of(article.blocks, article.language, chrome.digits, by_words=bool(front)),
        "pictures": [_picture(f"picture-{number}-{at}.json", one, chrome) for at, one in enumerate(article.pictures)],
        "petition": petition_layout(article.petition, chrome) if article.petition else None,
        "silence": _silence(article.silence, chrome) if article.silence else None,
    }


def _picture(file: str, picture: Picture, chrome: Chrome) -> Layout:
    credit = chrome.say("article.picture", credit=picture.credit.text) if picture.credit else ""
    return {
        "file": file,
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt.text,
        "wide": picture.wide,
        "caption": line_of(picture.caption.text, chrome.language),
        "credit": line_of(credit, chrome.language),
    }


def petition_layout(petition: Petition, chrome: Chrome) -> Layout:
    """Give a petition's box: what is signed, how many have, up to when that was counted, and where to sign."""
    address, reference = petition.address, petition.reference
    digits = chrome.in_digits(grouped(reference))
    return {
        "title": line_of(petition.title.text, chrome.language),
        "count": chrome.count(petition.count),
        "on_paper": chrome.say("petition.on_paper", count=chrome.count(petition.on_paper)) if petition.on_paper else "",
        "counted": chrome.say("petition.counted_to", moment=count_to(petition, chrome)),
        "goal": chrome.say("petition.goal", count=chrome.count(petition.goal)) if petition.goal else "",
        "share": min(petition.count / petition.goal, 1) if petition.goal else None,
        "address": line_of(chrome.say("petition.sign", address=address) if address else "", chrome.language),
        "reference": line_of(chrome.say("petition.reference", digits=digits) if reference else "", chrome.language),
    }


def _silence(silence: Silence, chrome: Chrome) -> Layout:
    return {"days": chrome.count(silence.days), **silence_words(silence, chrome)}
