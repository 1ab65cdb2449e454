"""The operator's door: a timed session with a reason, and in it the state of the machinery.

Rounds, locks, chain lengths, accounts. It must never show a case, nor anything at all outside a session.
"""
