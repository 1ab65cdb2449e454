"""(association) What a family entrusted to an intermediary: the request that goes, and her own page that comes back.

The page is the family's post. It lies here as it came, sealed to a secret that is sealed with her file, and is opened
only while somebody of ours looks at it for her; what it says is never kept.
"""
