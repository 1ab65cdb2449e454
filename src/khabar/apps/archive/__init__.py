"""The archive of an association: documents as they came, their paragraphs, words nobody may see, claims.

It compares no names, knows no persons, and lets nothing out but single quotations that somebody confirmed.
"""
