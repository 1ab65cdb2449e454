"""Petitions: who counts, when, once; what is shown of it, and how anybody can check the count.

A petition can become a register of relatives. So no rule here gives back an address or a name, small groups are never
shown, and what is published of a signature is a hash that only its own signer can recognise.
"""
