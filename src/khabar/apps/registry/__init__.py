"""Requests and presences: sealed cards and bodies, each under a data key of its own.

Only this app and consent open sealed tables of persons. Destroying a data key erases its person.
"""
