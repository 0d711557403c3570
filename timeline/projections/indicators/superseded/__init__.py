"""Definitions that were changed since a release, as they were: one file a family. Old baselines need them.

Nothing but ``SUPERSEDED`` in the package above names them. None is changed: their hashes are held by a test.
"""
