"""Planted faults: what a developer of this field gets wrong, put in on purpose, to see that a test notices.

``python -m tests.mutants`` copies the working tree, puts one fault at a time into the copy, and runs the layers of
tests until one fails. ``catalogue`` holds the faults, each one edit of one file; ``running`` runs them; ``table``
prints what came of it, and keeps the table in ``docs/reference/test-strength.md``. A fault found in the wild becomes
one more.

Imports nothing of the project: it only reads and copies files.
"""
