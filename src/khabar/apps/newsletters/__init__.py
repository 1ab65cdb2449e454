"""Issues of the newsletter as editors write them, in the house: pieces, gate, two people, publishing, taking back.

What is public goes to the porch (`khabar.apps.subscriptions`), drafts never; subscribers are none of its business.
"""
