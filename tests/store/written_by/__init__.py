"""Logs as earlier versions of this program wrote them, in plain SQL: each must open, verify and answer for ever.

One file a release that changed the form of the store or the shape of an entry, named by the release. A file is never
made again once its release is out: ``generate`` refuses to. The children in them never lived.
"""
