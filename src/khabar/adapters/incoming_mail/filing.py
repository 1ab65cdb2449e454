"""From the bytes of a mail to where it goes; whatever a stranger sends, the answer is a filing and never an error.

The bytes themselves are kept by whoever called: nothing here stores, changes or deletes a mail.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from khabar.adapters.incoming_mail.reading import read_mail
from khabar.domain.errors import Invalid
from khabar.domain.replies.filing import UNREADABLE, Filing, filed
from khabar.domain.replies.threads import KnownThreads, Thread
from khabar.text import said

if TYPE_CHECKING:
    from collections.abc import Sequence


def file_message(raw: bytes, threads: Sequence[Thread] = (), *, our_server: str = "") -> Filing:
    """Say what kind of mail this is, which of these letters it belongs to, and whether it may be filed unseen.

    `our_server` is the name under which our own mail server writes Authentication-Results; without it no such header
    is believed. A mail that breaks the reader is of unknown kind and goes to people: the caller keeps its bytes.
    """
    return file_mail(raw, KnownThreads.of(threads), our_server=our_server)


def file_mail(raw: bytes, threads: KnownThreads, *, our_server: str = "", typed: str = "") -> Filing:
    """Do the same with letters that are ready to be asked, for many mails in a row.

    `typed` is the reference that a colleague typed beside a mail brought in by hand.
    """
    try:
        return filed(replace(read_mail(raw), typed=typed), threads, our_server=our_server)
    except Invalid as refused:
        return replace(UNREADABLE, reasons=(said(refused.message), *UNREADABLE.reasons[1:]))
    except Exception:  # noqa: BLE001 - a stranger's mail must never stop the worker; its bytes wait for a person
        return UNREADABLE
