"""The asking desk: pairs with their evidence, decisions in twos, what was answered.

Nobody here speaks with enquirers. Every reading of a pair is in the ledger before anything is shown.
"""
