"""The day-walker: a second, independent meaning of every measure.

For each child and each day, that day's events are applied to a few variables and the measure is asked as a yes or no.
No spans, no sweep, no cleverness: slow and plain, so that it can be checked by reading it beside the published wording.
Written from the wording (``docs/definitions`` and what it cites), not from the engine.

May import ``timeline.domain.events`` and ``timeline.domain.codes``, nothing else of the project: code shared with what
it judges would make it worthless (``tests/property/test_guards.py`` looks).

Read in this order: ``almanac`` (months and ages, counted on fingers), ``paper`` (what is known of one child),
``days`` (the walk), ``requests`` (independent visitors), ``measures`` (the questions), ``answers`` (all of them).
"""
