"""The door of petitions: read, sign, confirm by the link in a mail, withdraw, check the count.

It runs on the porch, without script, account or cookie, and answers alike whoever's address is typed into it.
"""
