"""What a user would do instead, beside the engine: whole commands, each in a process of its own.

``with_pandas`` and ``with_duckdb`` are the scripts that an analyst would write for two figures out of several yearly
returns: the last copy of an episode wins, and the day of knowing is lost. ``with_csc_validator`` runs the sector's
validator over two years' returns. They are run as they stand, by ``running``; they import nothing of this project.

XTDB, a database with two time axes, is not run: it is a server on the Java virtual machine, it stores rows and derives
no spell of them, so that what it would be asked is the SQL of ``benchmarks/sql``, which is run on SQLite and DuckDB.
"""
