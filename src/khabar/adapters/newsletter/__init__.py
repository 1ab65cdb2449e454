"""A newsletter from Markdown: one source, and out of it paper, page, feed, mail, short text, script and poster.

Reading, the gate's question and all editions come together in `editions`; nothing is made of an issue that the gate
refuses. It must never fetch anything, nor put anything into an edition that tells the sender who has read it.
"""
