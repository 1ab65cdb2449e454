"""Engines that compare two whole lists of persons; they differ in speed and size, never in what a score means.

All give the candidates that `khabar.linkage.link` gives. None may write a name to a disk.
"""
