"""Where an installation is put together: settings, database wiring, addresses, entry points.

The only package that knows every other one. Nothing below may import it.
"""
