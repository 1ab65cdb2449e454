"""Khabar: news of someone.

The self-hosted system with which separated relatives restore contact. Each package below knows one thing and
imports only from those under it; docs/architecture.md draws the house.
"""
