"""Campaigns: what the house does with its petitions. Texts and their approval, paper sheets, digests, setting aside.

The house writes here what it wants; the count brings it over to the porch. A draft is sealed; what two people have
approved is public and stands in clear.
"""
