"""The shell doors to the archive: the text of documents, and looking for words in them.

Neither needs an installation, and neither knows or compares names.
"""

import click

from khabar.cli.archive_search import search
from khabar.cli.archive_text import text


@click.group
def archive() -> None:
    """Documents: what they say, and where a word stands in them."""


archive.add_command(text)
archive.add_command(search)
