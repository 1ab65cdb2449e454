"""The mails that ask to confirm, in the language of the page: one link, no name, nothing a stranger wrote.

Whoever typed an address may not be its owner. So nothing that was typed stands in the mail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from khabar.apps.petitions.mail_words import Words
from khabar.domain.petitions.mailing import Mail

if TYPE_CHECKING:
    from khabar.ports import Terms


def asking_words(mail: Mail, *, token: str, language: str, terms: Terms) -> Words:
    """Write the mail that asks to confirm, or the one that says that issues come already."""
    link = f"{terms.porch_address}newsletter/confirm/{token}/"
    with translation.override(language):
        subject, said = _said(mail)
        lines = [
            said,
            link,
            _("If it was not you, you need do nothing: without this link nothing is sent."),
            _("On that page you can also ask us to write to this address no more."),
            terms.who_runs_this,
        ]
    return Words(subject, "\n\n".join(lines) + "\n")


def _said(mail: Mail) -> tuple[str, str]:
    if mail is Mail.ALREADY:
        return (
            _("You get the newsletter already"),
            _(
                "Somebody, we hope you, has asked once more that our newsletter be sent to this address. It comes "
                "already. You need do nothing. This page belongs to it:"
            ),
        )
    return (
        _("Please confirm: our newsletter"),
        _(
            "Somebody, we hope you, has asked that our newsletter be sent to this address. It comes once you have "
            "opened this page and pressed the button there. The link holds for seven days."
        ),
    )
