"""``timeline import``, a module a command: a yearly return, many of them, an Annex A workbook, local tables, a journal.

``sharing`` has what they have in common: options, the log they fill, the end of it.
"""
