"""The companion's desk: help for those who came out, each in a file apart on the person's own yes.

It knows no family's file, and nothing of it is known at any other desk.
"""
