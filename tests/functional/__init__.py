"""The command line end to end: what is typed, what is printed, how it ends."""
