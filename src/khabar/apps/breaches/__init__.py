"""Whom to warn when something was taken: gathered from what each kind of installation holds, and noted in the ledger.

It keeps no table. `tracing` gathers for an intermediary, `pressing` for an association; which, the settings say.
"""
