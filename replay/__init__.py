"""Replay: published figures, recomputed from the log, and why they have changed since.

Read in this order: ``baselines`` (take, verify), ``files`` (a baseline as TOML), ``restatement`` (a published figure
beside the same figure now), ``differences`` (who moved), ``changes`` (how their facts differ), ``causes`` (which
changes moved them), ``scenarios`` (stories of corrections, as journals), ``errors``.

May import everything of ``timeline`` but its command line.
"""
