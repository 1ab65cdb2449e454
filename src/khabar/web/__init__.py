"""Doors by audience: each parses what came, calls one query or action, and answers.

Porch doors (family, present, public) run without the house; house doors are marked with the duties that may enter.
"""
