"""What a case is, and nothing else.

Pure: the standard library and pydantic. Nothing here reads a clock, a file, an environment variable or a database, and
nothing here imports another package of this project.

Read in this order: ``basis`` (what every answer is a function of), ``days`` (spans, windows, ages), ``codes`` (the
903 code lists and the years they are valid in), ``events`` (what can happen to a child), ``statements`` (who said it,
and when it became known), ``returns`` (what a yearly return could have said), ``order`` (what comes first on one day),
``story`` (the facts of one child that hold at a basis), ``spells`` (what a story derives), ``checks`` (defects).
"""
