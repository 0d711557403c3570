"""Killed in mid-write, a full disk, a torn file, two at once: the log is whole, or refused, and never wrong.

Every test runs real command lines in processes of their own. ``commands`` are those that write; ``processes`` runs one
and says how it ended; ``steps`` are the places at which a fault can strike: a statement or a commit (``statements``, on
every store), a call to the file system (``files``, SQLite).

A push tries some points of each command, the nightly run (``HYPOTHESIS_PROFILE=nightly``) every one.
"""
