"""Reference data that definitions refer to: thresholds, limits, bands, holidays, each with its source.

Definitions hold no literal numbers: they have names here. A change of law adds a dated value; the old one stays,
because old baselines need it. May import ``timeline.domain`` only.
"""
