"""Replaying history: figures as they were published, run again from the log, and why they changed since.

Read in this order: ``baselines`` (take, verify), ``files`` (a baseline as TOML), ``since`` (a baseline beside the same
measures now), ``differences`` (who moved), ``changes`` (which facts moved them), ``withdrawals`` (what took a fact
back), ``restatement`` (a figure on many days), ``scenarios`` (stories of corrections, as journals), ``errors``.

May import everything of ``timeline`` but its command line.
"""
