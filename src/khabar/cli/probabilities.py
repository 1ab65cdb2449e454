"""Probabilities on the command line: what is not a number lies in no range, and click lets it through."""

from math import isnan

import click


def a_number(_context: click.Context, _parameter: click.Parameter, given: float) -> float:
    """Give it back; wrong usage where it is not a number."""
    if isnan(given):
        raise click.BadParameter("this is not a number.")
    return given
