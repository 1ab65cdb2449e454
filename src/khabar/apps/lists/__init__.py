"""Lists that others made: brought, looked at, asked about, then filed row by row by the worker; mappings that are kept.

What is kept of a file lies sealed under the list's own key, and goes when it is filed or dropped. It shows no desk
whether a row was here already in another spelling: that is for whoever decides about pairs.
"""
