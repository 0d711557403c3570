"""All children's spells as arrays, and the arithmetic of days on arrays: what the engine of spans reads.

``frame`` is the population, ``calendar`` its months and birthdays. They know nothing of declarations.
"""
