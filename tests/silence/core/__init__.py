"""Comparing two worlds, whatever they are made of: nothing in here knows of Khabar. See the README beside it.

worlds        two or more processes that begin as copies of one, and do what they are told
grammar       visits as data: rules, words, a draw from a seed
browsing      one visitor of a WSGI application: cookies, forms as they stand, everything that came back
seen          what was seen, by channel; two lists of it compared, with masks that say why
timing        how well the time of an answer tells the worlds apart
rows          what a job came to, for a terminal and for a table in Markdown
"""
