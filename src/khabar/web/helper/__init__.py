"""The helper's door: how to fill in a form with a family, the words we say to all families, and the calls of today.

A helper is blind to a file once it is filed. Of a family that is to be called he sees a first name, a number, safe
hours and its stop word, on that day alone; there must never be more here.
"""
