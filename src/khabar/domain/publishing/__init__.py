"""What may be printed for strangers: the rules of the newsletter, without files, pages or mail.

The gate (`gate.findings`) is asked before anything is made of an issue; every edition is made of what passed it.
It must never say a name in what it refuses: a refusal tells file, line and what to write instead.
"""
