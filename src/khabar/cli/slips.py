"""A slip at the shell: code and PIN are asked for, and never written on a command line."""

from __future__ import annotations

import click

from khabar.domain.codes import Slip, parse_code, parse_pin


def asked_slip() -> Slip:
    """Ask for code and PIN; Invalid where one is mistyped."""
    code = parse_code(click.prompt("Code of the slip", hide_input=True, err=True))
    return Slip(code, parse_pin(click.prompt("PIN", hide_input=True, err=True)))
