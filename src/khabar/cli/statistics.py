"""The shell door to the numbers a house has told: nothing else can be counted through it."""

from __future__ import annotations

import json

import click

from khabar.apps.statistics.queries import told_quarters


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def statistics(*, as_json: bool) -> None:
    """Print what was told of each quarter: messages, or signatures by petition, from ten up and rounded down."""
    told = told_quarters()
    if as_json:
        listed = [{"quarter": one.quarter, "cells": dict(one.table.cells), "total": one.table.total} for one in told]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    for one in told:
        for name, number in (*one.table.cells, ("all", one.table.total)):
            click.echo(f"{one.quarter}\t{name}\t{'below 10' if number is None else number}")
