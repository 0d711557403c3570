"""All that is derived and can be thrown away: indicators, the algebra they are declared in, the rulebook they refer to.

``algebra`` holds the operators and the reference interpreter; ``indicators`` one file a family of declarations, and
nothing else; ``rulebook`` thresholds, limits and holidays, each with its source. May import ``timeline.store`` and
``timeline.domain``; never ``ingest``, ``report``, ``replay`` or ``cli``.
"""
