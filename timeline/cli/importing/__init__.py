"""``timeline import``, a module a command: a yearly return, many of them, an Annex A workbook, local tables, a journal.

``sharing`` has their common options, the log that they fill, and
their report.
"""
