"""Readers of the newsletter, on the porch: issues as everybody sees them, subscriptions, and the mails to readers.

It knows nothing of drafts and consents: the house brings over what is published, and what has to disappear.
"""
