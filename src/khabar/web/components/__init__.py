"""The look of the pages, shared by every door: base templates, components, template tags.

It exists so that a field, a letter or a code looks and speaks the same wherever it stands.
It must never read a database or decide what may be shown.
"""
