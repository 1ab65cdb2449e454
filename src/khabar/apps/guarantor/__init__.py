"""What waits for somebody outside the house, what that one has said, and whether asking by name is licensed today.

Only hashes and counts are put before a guarantor. Where the settings name none, nothing waits and nothing is kept here.
"""
