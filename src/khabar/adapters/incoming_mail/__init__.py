"""Mails that came in: read, judged, found their letter; quotes folded, never cut off. No mail can break the reader."""

from khabar.adapters.incoming_mail.filing import file_mail, file_message
from khabar.adapters.incoming_mail.quotes import split_quote
from khabar.adapters.incoming_mail.reading import read_mail

__all__ = ["file_mail", "file_message", "read_mail", "split_quote"]
