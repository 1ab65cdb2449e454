"""Petitions on the porch: texts that were published, signatures, the count, signed snapshots.

No address, no name and no network lies here in clear, and nothing that could be joined with a file, another petition or
a request: mailboxes are hashes under a key of one petition. The record of signatures is the chain of batches.
"""
