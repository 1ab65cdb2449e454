"""Doors for the shell: each parses words, calls one query or action, prints the answer.

Exit codes: 0 done, 1 refused or invalid input (one clear line), 2 wrong usage. Progress goes to stderr.
"""
