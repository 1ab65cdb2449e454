"""Sightings by people who came out: sealed, for the asking desk alone, forgotten after two years.

Nothing reads them but the desk's own page: no matcher, no search, no family's surface, and no round but the one that
lets them go.
"""
