"""Killed in mid-write, no power, a full disk, a torn file, a server that breaks off, two at once: the log is whole, or
refused, and never wrong.

Every test runs real command lines in processes of their own. ``commands`` are those that write; ``processes`` runs one
and says how it ended; ``steps`` says what can strike (``Kind``) and where: at a statement or a commit (``statements``,
on every store), at a call to the file system (``files``, SQLite). ``power`` knows what a power cut takes with it,
``limits`` what the operating system refuses, ``small`` makes a small import take as many steps as a large one.

A push tries some points of each command, the nightly run (``HYPOTHESIS_PROFILE=nightly``) every one.
"""
