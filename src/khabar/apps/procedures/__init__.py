"""Procedures of a family's file: the facts of its case, what was filed and answered, and clocks on our own side.

Everything lies sealed under the file's own key, so that it goes when the file is erased. Nothing here is legal advice.
"""
