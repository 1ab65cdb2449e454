"""What partners of the bridge lay down on the porch: blobs of a few sizes, which the porch cannot open.

The porch knows no partner and looks at nothing but a length; the next round opens, believes or drops what lies here.
"""
