"""The door of families: the form, the slip, the page of a slip, messages.

It runs on the porch, sees nothing of the house, and answers alike whoever is sought.
"""
