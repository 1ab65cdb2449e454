"""Partners of the bridge, the bundle that leaves for each in every round, and how one that came is believed.

It knows how bundles are made, proven and carried, and nothing of what stands inside them: that belongs to the side of
its kind, `entrusted` in an association and `lodged` in an intermediary.
"""
