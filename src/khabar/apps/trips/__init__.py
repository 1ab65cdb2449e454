"""Trips of carriers: what a stack holds, what became of each sheet, what was granted on visits.

The truth are signed events under the trip's own key; the table is made from them. Nothing here may tell a carrier whom
a sheet is about (that stands on the cover), or a family that there is a trip.
"""
