"""The rules of a family's own file: what happened and who says so, what was agreed, what is done next.

Plain values go in and out; nothing here keeps a file, and nothing here may say more of a person than they agreed to.
"""
