"""The demonstration: an invented caseload to try the house on, and the cast that walks through it.

Everything here is invented; names are recombined from common given and family names.
It must never run beside real cases.
"""
