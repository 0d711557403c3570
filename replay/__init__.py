"""Replaying history: the figure as it was published, beside the figure as it is known now.

May import everything of ``timeline`` but its command line.
"""
