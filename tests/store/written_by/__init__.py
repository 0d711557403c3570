"""Logs as earlier versions of this program wrote them, in plain SQL: each must open, verify and answer for ever.

One file a release that changed the form of the store or the shape of an entry, named by the release. Until a release is
out its file may be removed and made again (``generate``); after that, what no longer reads it is wrong, not the file.
The children in them never lived.
"""
