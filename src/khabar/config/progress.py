"""How far a long command has come, said on standard error where somebody is looking."""

from __future__ import annotations

import sys

import click


class Progress:
    """One line that is written over and over."""

    def __call__(self, what: str, rows: int) -> None:
        """Say what is being done, and how many rows are done so far."""
        if sys.stderr.isatty():
            click.echo(f"\r{what}: {rows:,} rows\x1b[K", nl=False, err=True)

    def end(self) -> None:
        """Clear the line."""
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", nl=False, err=True)
