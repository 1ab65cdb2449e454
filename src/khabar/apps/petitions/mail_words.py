"""The mails of a petition, in the signer's language: one link, no name of anybody, nothing a stranger wrote.

Whoever typed an address may not be its owner. So nothing that was typed stands in the mail, and the subject says no
more than that something can be confirmed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from khabar.domain.petitions.mailing import Mail

if TYPE_CHECKING:
    from khabar.domain.petitions.plans import Wording
    from khabar.ports import Terms


@dataclass(frozen=True)
class Words:
    """A mail's subject and text."""

    subject: str
    text: str
    heads: tuple[tuple[str, str], ...] = ()


def news_words(wording: Wording, *, title: str, token: str, language: str, terms: Terms) -> Words:
    """Write a mail of news: the approved text, why it came, and the one link that ends such mails."""
    link = f"{terms.porch_address}petition/mine/news/{token}/"
    with translation.override(language):
        why = _("You get this because you have signed “%(title)s” and asked to be told. This page ends such mails:")
        lines = [wording.text.strip(), "—", why % {"title": title}, link, terms.who_runs_this]
    one_click = (("List-Unsubscribe", f"<{link}>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    heads = one_click if link.startswith("https://") else ()
    return Words(wording.title, "\n\n".join(lines) + "\n", heads)


def mail_words(mail: Mail, *, title: str, token: str, language: str, terms: Terms) -> Words:
    """Write one of the three mails."""
    link = f"{terms.porch_address}petition/mine/{token}/"
    with translation.override(language):
        subject, said = _said(mail)
        lines = [
            said % {"title": title},
            link,
            _("If it was not you, you need do nothing: nobody is counted without this link."),
            _("On that page you can also withdraw, or ask us to write to you about this no more."),
            terms.who_runs_this,
        ]
    return Words(subject, "\n\n".join(lines) + "\n")


def _said(mail: Mail) -> tuple[str, str]:
    match mail:
        case Mail.CONFIRM:
            return (
                _("Please confirm your signature"),
                _(
                    "Somebody, we hope you, has signed this petition with this address: “%(title)s”. It counts once "
                    "you have opened this page and pressed the button there. The link holds for seven days."
                ),
            )
        case Mail.ALREADY:
            return (
                _("You have signed already"),
                _(
                    "Somebody, we hope you, has signed this petition once more: “%(title)s”. Your signature is counted "
                    "already, and it counts once. You need do nothing. This page shows it:"
                ),
            )
        case Mail.FULL:
            return (
                _("Your signature, on paper"),
                _(
                    "Somebody, we hope you, has signed this petition with this address: “%(title)s”. As many people as "
                    "we can take from one address have signed with it. Please sign on a paper sheet, or with an "
                    "address of your own. This page tells more:"
                ),
            )
