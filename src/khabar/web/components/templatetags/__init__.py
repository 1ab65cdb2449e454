"""Template tags of the pages; they stand in `khabar.web.components.templatetags.khabar`.

Django finds them by this folder's name. Nothing else belongs here.
"""
