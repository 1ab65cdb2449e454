"""The family desk: open requests, one request, what has been established about the enquirer.

Whatever is known in the house, these pages are the same: nothing of pairs, presences or answers is ever read here.
"""
