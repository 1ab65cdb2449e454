"""The door of the newsletter: its issues on a page, on paper and as a feed; subscribing and leaving by mail.

It runs on the porch, without script, account or cookie, and answers alike whoever's address is typed into it.
"""
