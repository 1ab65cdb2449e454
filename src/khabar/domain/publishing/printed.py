"""What was made of one issue, as the porch shows it and the mail carries it: only what is public.

No consent, no declared person and no draft is in it. It goes from the house to the porch as it is.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PrintedArticle:
    """One article as a page and as an entry of the feed. `number` is its anchor, and stays when others are taken out.

    `petition` is the address word of a petition whose live figures stand below it; empty where there is none.
    """

    number: int
    title: str
    language: str
    html: str = field(repr=False)
    entry: str = field(repr=False)
    petition: str = ""


@dataclass(frozen=True)
class Printed:
    """All editions of an issue. The address for leaving is still open in both bodies of the mail (`STOP_HERE`).

    `petition` is the address word of the petition of the whole issue, where no article shows it.
    """

    title: str
    motto: str
    imprint: tuple[str, ...]
    articles: tuple[PrintedArticle, ...]
    feed_id: str
    publisher: str
    subject: str
    mail_text: str = field(repr=False)
    mail_html: str = field(repr=False)
    short: str = field(repr=False)
    aloud: str = field(repr=False)
    pdf: bytes = field(repr=False)
    wall: bytes = field(repr=False)
    petition: str = ""


@dataclass(frozen=True)
class PublicIssue:
    """One published issue on its way to the porch; `printed` is None where all of it was taken back.

    `on` is its day in ISO form; `version` grows with whatever is taken out.
    """

    id: str
    language: str
    number: int
    on: str
    version: int
    printed: Printed | None


STOP_HERE = "khabar:unsubscribe"
"""Stands in the bodies of a mail where each reader's own address for leaving the list will be put."""
