"""The rules of the house, without input or output: what may be asked, told, carried, and when.

Plain values go in and plain values come out, so that each rule can be read and tested by itself.
Nothing in here may know a clock, chance, a network, a database or a web framework.
"""
