"""Machines that do to a log whatever can be done to it, in any order, and look after every step."""
