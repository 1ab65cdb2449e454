"""Pairs of a request and a presence, and what two people of the asking desk decided about them.

A score proposes; two people decide. State and decisions lie inside the sealed body; no code that faces enquirers may
import this.
"""
