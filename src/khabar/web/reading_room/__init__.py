"""The archive's room: documents, search, marked words, claims and figures side by side, for editors and advocates.

Every text comes masked from the app's queries. No page lists names, and none leads to a family's file.
"""
