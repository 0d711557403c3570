"""The documentation's pages, run: every file they show is written, every command they show is typed."""
